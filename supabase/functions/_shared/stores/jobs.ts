import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import type { LaunchStore } from '../../../../shared/launches/ports.ts';
import { WORKED_STATUSES } from '../../../../shared/launches/states.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

type JobStore = Pick<LaunchStore, 'enqueueForgotten' | 'claimJob' | 'nextDue' | 'finishJob' | 'deferJob'>;

/** Wakes a launch at a time: its job is added, or brought forward when there is one. Part of the transaction that gives the reason. */
export async function wakeLaunch(tx: Transaction | Database, launchId: string, runAt: UnixMs): Promise<void> {
  const at = new Date(runAt);
  await tx`
    insert into public.jobs as j (key, kind, payload, run_at)
    values (${`launch:${launchId}`}, 'launch', jsonb_build_object('queue_id', ${launchId}::text), ${at})
    on conflict (key) do update set run_at = least(j.run_at, excluded.run_at), attempts = 0, last_error = null`;
}

/** The queue of launches. Times come from the caller's clock, leases too. */
export function jobStore(db: Database): JobStore {
  return {
    enqueueForgotten: now => enqueueForgotten(db, now),

    claimJob: async (now, leaseMs) => {
      const [job] = await db<{ id: string; queue_id: string; attempts: number; run_at: string }[]>`
        update public.jobs set locked_until = ${new Date(now + leaseMs)}
        where id = (
          select id from public.jobs
          where kind = 'launch' and run_at <= ${new Date(now)} and (locked_until is null or locked_until <= ${new Date(now)})
          order by run_at limit 1 for update skip locked)
        returning id, payload ->> 'queue_id' as queue_id, attempts, run_at::text`;
      return job ? { id: job.id, launchId: job.queue_id, failures: job.attempts, runAt: job.run_at } : null;
    },

    nextDue: async now => {
      const [next] = await db<{ at: Date | null }[]>`
        select min(run_at) as at from public.jobs where kind = 'launch' and (locked_until is null or locked_until <= ${new Date(now)})`;
      return next?.at ? unixMs(next.at.getTime()) : null;
    },

    // `::text` first: given a timestamp, the client would send a Date, which has no microseconds, and no time that SQL set would match.
    // A job that was brought forward while we worked keeps its new time and is only unlocked.
    finishJob: async job => {
      await db.begin(async tx => {
        const { count } = await tx`delete from public.jobs where id = ${job.id} and run_at = ${job.runAt}::text::timestamptz`;
        if (count === 0) await tx`update public.jobs set locked_until = null where id = ${job.id}`;
      });
    },

    deferJob: async (job, runAt, failure) => {
      await db.begin(async tx => {
        await tx`
          update public.jobs set
            locked_until = null,
            run_at = case when run_at = ${job.runAt}::text::timestamptz then ${new Date(runAt)} else run_at end,
            attempts = ${failure === null ? 0 : job.failures + 1},
            last_error = ${failure?.detail ?? null}
          where id = ${job.id}`;
        if (failure) await tx`update public.viral_queue set last_error = ${failure.words} where id = ${job.launchId}`;
      });
    },
  };
}

/** Looks before it inserts: each insert wakes the worker, even one of no rows. */
async function enqueueForgotten(db: Database, now: UnixMs): Promise<void> {
  const forgotten = await db<{ id: string }[]>`
    select q.id from public.viral_queue q
    where q.status = any (${arrayOf(WORKED_STATUSES)}::text[])
      and not exists (select from public.jobs j where j.key = 'launch:' || q.id)
    limit 100`;
  for (const { id } of forgotten) await wakeLaunch(db, id, now);
}
