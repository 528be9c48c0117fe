import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { JobStore } from '../../../../shared/ops/ports.ts';
import type { Job, JobKind } from '../../../../shared/ops/schema.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/** Work to be done once: `key` is its identity. Without a time it is due at once. */
export type NewJob = { key: string; kind: JobKind | 'launch'; payload?: unknown; runAt?: UnixMs | undefined };

/**
 * Adds a job in the transaction of the fact that it follows from. One that is there already is brought forward if need be,
 * and starts counting its failures anew; what it remembers stays. One that a worker has in hand is done once more.
 */
export async function addJob(tx: Transaction | Database, { key, kind, payload = {}, runAt }: NewJob): Promise<void> {
  const at = runAt === undefined ? null : new Date(runAt);
  await tx`select private.add_job(${key}, ${kind}, ${JSON.stringify(payload)}::text::jsonb, ${at}::timestamptz)`;
}

type Row = {
  id: string;
  key: string;
  kind: string;
  payload: unknown;
  attempts: number;
  faults: number;
  lost: number;
  lease: string;
};

/** Jobs on Postgres. Times come from the caller's clock, leases too. */
export function jobStore<Kind extends string>(db: Database | Transaction): JobStore<Kind> {
  return {
    // What a worker that died left comes first: it waited before all that became due meanwhile.
    claim: async (kinds, now, leaseMs) => {
      const [row] = await db<Row[]>`
        update public.jobs set locked_until = ${new Date(now + leaseMs)}, lease = gen_random_uuid(), lost = lost + 1, run_at = 'infinity'
        where id = coalesce(
          (select id from public.jobs where kind = any (${arrayOf(kinds)}::text[]) and locked_until <= ${new Date(now)}
            order by locked_until limit 1 for update skip locked),
          (select id from public.jobs where kind = any (${arrayOf(kinds)}::text[]) and run_at <= ${new Date(now)} and locked_until is null
            order by run_at limit 1 for update skip locked))
        returning id, key, kind, payload, attempts, faults, lost - 1 as lost, lease`;
      return row ? toJob<Kind>(row) : null;
    },

    // Added again meanwhile, it has a time: what it follows from may have come too late for this worker to see.
    finish: async job => {
      const { count } = await db`delete from public.jobs where id = ${job.id} and lease = ${job.lease} and run_at = 'infinity'`;
      if (count === 0)
        await db`
          update public.jobs set locked_until = null, lease = null, lost = 0, attempts = 0, faults = 0
          where id = ${job.id} and lease = ${job.lease}`;
    },

    // Added again meanwhile, its failures were counted anew: this one is not among them.
    again: async (job, runAt, failure, payload) => {
      const isFresh = failure === null;
      const faults = job.faults + (failure?.isFault ? 1 : 0);
      await db`
        update public.jobs set
          locked_until = null, lease = null, lost = 0,
          run_at = least(run_at, ${new Date(runAt)}),
          attempts = case when ${isFresh} or run_at <> 'infinity' then 0 else ${job.failures + 1}::integer end,
          faults = case when ${isFresh} or run_at <> 'infinity' then 0 else ${faults}::integer end,
          last_error = ${failure?.cause ?? null},
          payload = coalesce(${payload === undefined ? null : JSON.stringify(payload)}::text::jsonb, payload)
        where id = ${job.id} and lease = ${job.lease}`;
    },

    // Added again meanwhile, it is due: what it follows from is not what could not be done.
    bury: async (job, cause) => {
      await db`
        with gone as (
          delete from public.jobs where id = ${job.id} and lease = ${job.lease} and run_at = 'infinity' returning key, kind, payload, created_at),
        kept as (
          update public.jobs set locked_until = null, lease = null, lost = 0, attempts = 0, faults = 0, last_error = ${cause}
          where id = ${job.id} and lease = ${job.lease} and run_at <> 'infinity' returning key, kind, payload, created_at)
        insert into public.dead_jobs (key, kind, payload, attempts, cause, created_at)
        select key, kind, payload, ${job.failures + 1}::integer, ${cause}, created_at from (select * from gone union all select * from kept) as dead`;
    },
  };
}

/** Keeps a job that is in hand until a later time; false when another worker has it by now. */
export const jobHolder =
  (db: Database) =>
  async ({ id, lease }: Pick<Job, 'id' | 'lease'>, until: UnixMs): Promise<boolean> => {
    const { count } = await db`update public.jobs set locked_until = ${new Date(until)} where id = ${id} and lease = ${lease}`;
    return count === 1;
  };

function toJob<Kind extends string>(row: Row): Job<Kind> {
  const { id, key, payload, faults, lost, lease } = row;
  return { id, key, kind: row.kind as Kind, payload, failures: row.attempts, faults, lost, lease };
}
