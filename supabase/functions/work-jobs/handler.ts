import type { SharedClock } from '../../../shared/kernel/clock.ts';
import type { JobPorts } from '../../../shared/ops/ports.ts';
import type { JobHandlers, JobKind } from '../../../shared/ops/schema.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import { databaseAway } from '../_shared/adapters/database-away.ts';
import { type HandleOptions, handle } from '../_shared/http/handle.ts';
import { requireCron } from '../_shared/http/require-cron.ts';
import { route } from '../_shared/http/route.ts';

/**
 * Claims nothing new after this; with the lease of what is under way, or the minute for which a film may hold its job, a call
 * stays below the host's wall clock.
 */
const BUDGET_MS = 6_000;

/**
 * `POST /` with cron's secret: does the jobs that are due. Cron hangs up after 30 s and a held job may take longer, so the work
 * is given to `outlive` as well: the host keeps its worker until that is done, whoever still listens.
 */
export function makeHandler(
  ports: JobPorts<JobKind> & { clock: SharedClock },
  handlers: JobHandlers,
  config: { cronSecret: string; outlive: (work: Promise<unknown>) => void; budgetMs?: number; log?: HandleOptions['log'] },
): (request: Request) => Promise<Response> {
  const step = route('POST', '/', async ({ request }) => {
    await requireCron(request, config.cronSecret);
    await ports.clock.set();
    const work = stepJobs({ ...ports, store: patient(ports.store) }, patient(handlers), config.budgetMs ?? BUDGET_MS);
    // What fails is told to whoever listens.
    config.outlive(work.catch(() => {}));
    return { done: await work };
  });
  return handle({ name: 'work-jobs', routes: [step], ...(config.log && { log: config.log }) });
}

/**
 * That the database is away, full or slow is no fault of the job that meets it, while it is done or when it ends: it is tried
 * again for as long as that takes.
 */
function patient<Calls extends object>(calls: Calls): Calls {
  const told =
    (call: (...given: unknown[]) => Promise<unknown>) =>
    (...given: unknown[]) =>
      call(...given).catch(error => {
        throw databaseAway(error) ?? error;
      });
  return Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, told(call)])) as Calls;
}
