import { z } from 'zod';
import type { LimitDoor } from '../../../shared/ops/door-limits.ts';
import { addFile } from '../../../shared/premium/add-file.ts';
import { noSuchFile, notYourTake } from '../../../shared/premium/errors.ts';
import type { AddPorts, ReleasePorts, RemovePorts, RewrapPorts } from '../../../shared/premium/ports.ts';
import { releaseKey } from '../../../shared/premium/release-key.ts';
import { rewrapKeys } from '../../../shared/premium/rewrap-keys.ts';
import { addSchema, openSchema } from '../../../shared/premium/schema.ts';
import { requireCron } from '../_shared/http/require-cron.ts';
import type { RequireSession } from '../_shared/http/require-session.ts';
import { json as answer } from '../_shared/http/respond.ts';
import { type Route, route } from '../_shared/http/route.ts';

export type PremiumDoorPorts = AddPorts & ReleasePorts & RemovePorts & RewrapPorts & { secretId: string; cronSecret: string };

const isId = (text: string) => z.uuid().safeParse(text).success;

/** Files for holders: added and removed by who made the take, their keys for those entitled. The files themselves never pass here. */
export function premiumRoutes(requireSession: RequireSession, ports: PremiumDoorPorts, limit: LimitDoor): Route[] {
  return [
    route('POST', '/performances/:id/holders-file', async ({ request, params, json }) => {
      const { userId } = await requireSession(request);
      if (!isId(params.id)) throw notYourTake();
      return addFile(await json(addSchema), { performanceId: params.id, userId }, ports);
    }),
    route('POST', '/holders-files/:id/key', async ({ request, params, json }) => {
      const { userId } = await requireSession(request);
      await limit('key', userId);
      if (!isId(params.id)) throw noSuchFile();
      const { reason } = await json(openSchema);
      return answer(await releaseKey(params.id.toLowerCase(), { userId, reason }, ports), {
        headers: { 'cache-control': 'no-store' },
      });
    }),
    route('DELETE', '/holders-files/:id', async ({ request, params }) => {
      const { userId } = await requireSession(request);
      if (!isId(params.id) || !(await ports.remove(params.id, userId))) throw noSuchFile();
      return { removed: params.id };
    }),
    route('POST', '/holders-keys/rewrap', async ({ request }) => {
      await requireCron(request, ports.cronSecret);
      return rewrapKeys(ports);
    }),
  ];
}
