import { beforeEach } from 'vitest';
import { unixMs } from '../../../shared/kernel/units.ts';
import type { JobHandlers } from '../../../shared/ops/schema.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import { addJob, jobStore } from '../../../supabase/functions/_shared/stores/jobs.ts';
import { openTestDatabase } from '../../supabase/testing/open-test-database.ts';
import { withDatabase } from '../../supabase/with-database.ts';

/** For a test file, at its top: a database with no job in it before each test, and the runner, by a clock whose time is `clock.at`. */
export function openJobSteps(firstPort: number) {
  const { url, db } = openTestDatabase(firstPort);
  const clock = { at: Date.UTC(2026, 0, 2), now: () => unixMs(clock.at) };
  const sql = (text: string) => withDatabase(url, async client => (await client.query(text)).rows);
  beforeEach(() => sql('truncate public.jobs; truncate public.dead_jobs'));
  return {
    db,
    sql,
    clock,
    step: (handlers: JobHandlers, budgetMs = 1_000) =>
      stepJobs({ store: jobStore(db), clock, random: () => 0.5 }, handlers, budgetMs),
    add: (key: string, payload?: unknown) => addJob(db, { key, kind: 'notice', payload, runAt: clock.now() }),
    rows: () =>
      sql(
        'select key, attempts, faults, last_error, payload, (extract(epoch from run_at) * 1000)::float8 as at from public.jobs order by key',
      ),
    dead: () => sql('select key, kind, payload, attempts, cause from public.dead_jobs order by id'),
  };
}
