import { syncOnce } from '../../../shared/markets/sync-once.ts';
import type { SyncPorts } from '../../../shared/markets/sync-ports.ts';
import { type HandleOptions, handle } from '../_shared/http/handle.ts';
import { requireCron } from '../_shared/http/require-cron.ts';
import { route } from '../_shared/http/route.ts';

/** Twice cron's pace, so that the head is followed without a pause: the next call takes the lease as soon as this one gives it back. */
const BUDGET_MS = 4_000;

/** `POST /` with cron's secret: follows the chain for a while. */
export function makeHandler(
  ports: SyncPorts,
  config: { cronSecret: string; budgetMs?: number; log?: HandleOptions['log'] },
): (request: Request) => Promise<Response> {
  const step = route('POST', '/', async ({ request }) => {
    await requireCron(request, config.cronSecret);
    return { done: await syncOnce(ports, config.budgetMs ?? BUDGET_MS) };
  });
  return handle({ name: 'sync-coins', routes: [step], ...(config.log && { log: config.log }) });
}
