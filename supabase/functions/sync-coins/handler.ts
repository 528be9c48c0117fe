import { syncOnce } from '../../../shared/markets/sync-once.ts';
import type { SyncPorts } from '../../../shared/markets/sync-ports.ts';
import { type HandleOptions, handle } from '../_shared/http/handle.ts';
import { requireCron } from '../_shared/http/require-cron.ts';
import { route } from '../_shared/http/route.ts';

/** Twice cron's pace, and as long again as it takes for the run before to end: so the head is followed without a pause. */
const BUDGET_MS = 4_000;
const PATIENCE_MS = 2_500;

/** `POST /` with cron's secret: follows the chain for a while. Where a worker does it, there is nothing to do. */
export function makeHandler(
  ports: SyncPorts,
  config: { cronSecret: string; budgetMs?: number; log?: HandleOptions['log'] },
): (request: Request) => Promise<Response> {
  const step = route('POST', '/', async ({ request }) => {
    await requireCron(request, config.cronSecret);
    return { done: await syncOnce(ports, config.budgetMs ?? BUDGET_MS, { patienceMs: PATIENCE_MS }) };
  });
  return handle({ name: 'sync-coins', routes: [step], ...(config.log && { log: config.log }) });
}
