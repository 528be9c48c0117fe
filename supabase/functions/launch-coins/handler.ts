import type { LaunchConfig, LaunchPorts } from '../../../shared/launches/ports.ts';
import { LAUNCH_LANES, stepLaunches } from '../../../shared/launches/step-launches.ts';
import { type HandleOptions, handle } from '../_shared/http/handle.ts';
import { requireCron } from '../_shared/http/require-cron.ts';
import { route } from '../_shared/http/route.ts';

/** Long enough to see a transaction through in one call, short enough for the host. */
const BUDGET_MS = 6_000;

/** `POST /` with cron's secret: moves launches that are due. */
export function makeHandler(
  ports: LaunchPorts,
  config: LaunchConfig & { cronSecret: string; budgetMs?: number; log?: HandleOptions['log'] },
): (request: Request) => Promise<Response> {
  const step = route('POST', '/', async ({ request }) => {
    await requireCron(request, config.cronSecret);
    return { done: await stepLaunches(ports, config, config.budgetMs ?? BUDGET_MS, LAUNCH_LANES) };
  });
  return handle({ name: 'launch-coins', routes: [step], ...(config.log && { log: config.log }) });
}
