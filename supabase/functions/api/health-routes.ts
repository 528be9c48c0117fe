import { checkParts, type HealthPorts } from '../../../shared/ops/health.ts';
import { requireCron } from '../_shared/http/require-cron.ts';
import { json } from '../_shared/http/respond.ts';
import { type Route, route } from '../_shared/http/route.ts';
import type { healthStore } from '../_shared/stores/health.ts';

export type HealthDoorPorts = HealthPorts & {
  read: ReturnType<typeof healthStore>['read'];
  now: () => number;
  cronSecret: string;
};

/** A CDN and browsers may keep the answer so long: however many look, few ask. */
const KEEP = 'public, max-age=5, s-maxage=5';

/** Which parts answer, for everybody; and the look that cron starts. */
export function healthRoutes({ read, now, cronSecret, ...ports }: HealthDoorPorts): Route[] {
  return [
    route('GET', '/status', async () => {
      const { parts, checkedAt } = await read();
      const body = { parts: parts.map(({ part, ...rest }) => ({ name: part, ...rest })), checkedAt };
      return json(body, { headers: { 'cache-control': KEEP } });
    }),
    route('POST', '/check', async ({ request }) => {
      await requireCron(request, cronSecret);
      return { checked: await checkParts(ports, now() as Parameters<typeof checkParts>[1]) };
    }),
  ];
}
