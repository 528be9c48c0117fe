import { setTimeout as pause } from 'node:timers/promises';
import { stepJobs } from '../../shared/ops/step-jobs.ts';
import { systemClock } from '../../supabase/functions/_shared/adapters/clock.ts';
import { connectDatabase, type Database, type Transaction } from '../../supabase/functions/_shared/adapters/database.ts';
import { jobStore } from '../../supabase/functions/_shared/stores/jobs.ts';

/**
 * Run as a process of its own, which may be killed: `node worker.ts <url> <ours | bare>`. Does jobs until it is ended, as cron would have
 * `work-jobs` do them. The work of a job is to note that it was done, which it may do twice.
 */
const [url = '', who] = process.argv.slice(2);
const LANES = 4;
const STEP_MS = 6_000;
const IDLE_MS = 20;
const db = connectDatabase(url, { max: LANES });

const note = (tx: Database | Transaction, key: string) =>
  tx`insert into public.done_jobs (key) values (${key}) on conflict (key) do update set times = done_jobs.times + 1`;

async function ours(): Promise<void> {
  const ports = { store: jobStore<'judge'>(db), clock: systemClock, random: Math.random };
  const handler = async (job: { key: string }) => {
    await note(db, job.key);
    return 'done' as const;
  };
  await stepJobs(ports as Parameters<typeof stepJobs>[0], { judge: handler }, STEP_MS);
}

/** The reference: a row is taken, noted and deleted in one transaction. No lease, no failure, no dead letter. */
async function bare(): Promise<void> {
  const lane = async () => {
    const took = () =>
      db.begin(async tx => {
        // What is due is in an index of what nobody has in hand: the loop is served by it, too.
        const [row] = await tx<{ key: string }[]>`
          delete from public.jobs where id = (select id from public.jobs where kind = 'judge' and locked_until is null order by run_at limit 1 for update skip locked)
          returning key`;
        if (row) await note(tx, row.key);
        return row !== undefined;
      });
    while (await took());
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

for (;;) {
  // The database may be away: cron would come again.
  await (who === 'bare' ? bare() : ours()).catch(() => {});
  await pause(IDLE_MS);
}
