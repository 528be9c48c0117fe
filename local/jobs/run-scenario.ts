import { setTimeout as pause } from 'node:timers/promises';
import { withDatabase } from '../supabase/with-database.ts';
import { type Fault, WORKERS } from './faults.ts';
import type { JobsWorld } from './jobs-world.ts';

export type Scenario = {
  jobs: number;
  who?: 'ours' | 'bare';
  fault?: Fault;
  /** Shares of the jobs at whose completion the fault happens. */
  at?: readonly number[];
};

export type Outcome = {
  /** Jobs of which nothing is known in the end: neither done nor there. */
  lost: number;
  /** Jobs that were done more than once. */
  twice: number;
  dead: number;
  perSecond: number;
  /** From the worst fault until every job that was in hand or held then was done, in ms; null when there was none. */
  recoveryMs: number | null;
};

const LOOK_MS = 20;
const LONGEST_MS = 120_000;

/** Adds jobs that are all due, lets workers do them while things go wrong, and counts. */
export async function runScenario(world: JobsWorld, { jobs, who = 'ours', fault, at = [0.2, 0.6] }: Scenario): Promise<Outcome> {
  const ask = <T>(sql: string, values: unknown[] = []): Promise<T[]> =>
    withDatabase(world.url, async client => (await client.query(sql, values)).rows as T[]);
  await ask('truncate public.jobs, public.dead_jobs, public.done_jobs');
  await ask(
    "insert into public.jobs (key, kind, run_at) select 'job ' || n, 'judge', now() - interval '1 hour' + n * interval '1 ms' from generate_series(1, $1::integer) n",
    [jobs],
  );
  await ask('analyze public.jobs');
  const from = Date.now();
  for (let i = 0; i < WORKERS; i++) world.startWorker(who);
  const due = fault ? [...at] : [];
  const inHand: { at: number; keys: string[] }[] = [];
  for (let done = 0; done < jobs && Date.now() - from < LONGEST_MS; await pause(LOOK_MS)) {
    const [counted] = await ask<{ done: number }>('select count(*)::integer as done from public.done_jobs');
    done = counted?.done ?? 0;
    if (due[0] === undefined || done < due[0] * jobs) continue;
    due.shift();
    const leased = async () =>
      (await ask<{ key: string }>('select key from public.jobs where locked_until is not null')).map(({ key }) => key);
    const [faultAt, before] = [Date.now(), await leased()];
    const kept = (await fault?.(world)) ?? [];
    inHand.push({ at: faultAt, keys: [...before, ...kept, ...(await leased())] });
  }
  await world.killWorkers();
  const [end] = await ask<{ lost: number; twice: number; dead: number; last: number }>(
    `select $1 - (select count(distinct key)::integer from (select key from public.jobs union all select key from public.done_jobs) known) as lost,
      (select count(*)::integer from public.done_jobs where times > 1) as twice, (select count(*)::integer from public.dead_jobs) as dead,
      (select (extract(epoch from max(at)) * 1000)::double precision from public.done_jobs) as last`,
    [jobs],
  );
  if (!end) throw new Error('the database did not answer');
  const recoveries = await Promise.all(
    inHand.map(async ({ at, keys }) => {
      const [row] = await ask<{ last: number | null }>(
        'select (extract(epoch from max(at)) * 1000)::double precision as last from public.done_jobs where key = any ($1)',
        [keys],
      );
      return Math.max(0, Math.round((row?.last ?? at) - at));
    }),
  );
  const { lost, twice, dead, last } = end;
  return {
    lost,
    twice,
    dead,
    perSecond: Math.round((jobs * 1000) / (last - from)),
    recoveryMs: recoveries.length > 0 ? Math.max(...recoveries) : null,
  };
}
