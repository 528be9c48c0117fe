import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import type { LaunchJob } from '../../../../shared/launches/launch.ts';
import type { LaunchStore } from '../../../../shared/launches/launch-store.ts';
import { WORKED_STATUSES } from '../../../../shared/launches/states.ts';
import type { Job } from '../../../../shared/ops/schema.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { addJob, jobStore } from './jobs.ts';

type LaunchJobs = Pick<LaunchStore, 'enqueueForgotten' | 'claimJob' | 'nextDue' | 'finishJob' | 'deferJob'>;

/** Wakes a launch at a time, else at once: its job is added, or brought forward when there is one. Part of the transaction that gives the reason. */
export async function wakeLaunch(tx: Transaction | Database, launchId: string, runAt?: UnixMs): Promise<void> {
  await addJob(tx, { key: `launch:${launchId}`, kind: 'launch', payload: { queue_id: launchId }, runAt });
}

/**
 * The queue of launches: jobs that only wake what `viral_queue` holds. A launch that cannot be saved ends there as `dead`, with
 * its cause, so these jobs have no dead letters.
 */
export function launchJobs(db: Database): LaunchJobs {
  const jobs = jobStore<'launch'>(db);
  return {
    enqueueForgotten: now => enqueueForgotten(db, now),

    claimJob: async (now, leaseMs) => {
      const job = await jobs.claim(['launch'], now, leaseMs);
      if (!job) return null;
      const { queue_id, refusals } = job.payload as { queue_id?: unknown; refusals?: number };
      return { ...job, launchId: String(queue_id), refusals: refusals ?? 0 };
    },

    nextDue: async now => {
      const [next] = await db<{ at: Date | null }[]>`
        select least(
          (select min(run_at) from public.jobs where kind = 'launch' and locked_until is null),
          (select min(locked_until) from public.jobs where kind = 'launch' and locked_until <= ${new Date(now)})) as at`;
      return next?.at ? unixMs(next.at.getTime()) : null;
    },

    finishJob: job => jobs.finish(asJob(job)),

    deferJob: async (job, runAt, failure) => {
      if (failure === 'kept') return keepCount(db, job, runAt);
      const refusals = failure === null ? 0 : job.refusals + (failure.kind === 'execution' ? 1 : 0);
      const told = failure && { cause: failure.detail, isFault: failure.kind === 'fault' };
      await jobs.again(asJob(job), runAt, told, { queue_id: job.launchId, refusals });
      // What holds a launch, or ended it, may have been said meanwhile: by those words it is released.
      if (failure)
        await db`
          update public.viral_queue set last_error = ${failure.words}, error_kind = ${failure.kind}
          where id = ${job.launchId} and status = any (${arrayOf(WORKED_STATUSES)}::text[])`;
    },
  };
}

/** What went wrong before still counts: the launch is only back where it was. */
async function keepCount(db: Database, job: LaunchJob, runAt: UnixMs): Promise<void> {
  await db`
    update public.jobs set locked_until = null, lease = null, lost = 0, run_at = least(run_at, ${new Date(runAt)}) where id = ${job.id} and lease = ${job.lease}`;
}

function asJob({ launchId, ...job }: LaunchJob): Job<'launch'> {
  return { ...job, key: `launch:${launchId}`, kind: 'launch', payload: { queue_id: launchId }, lost: 0 };
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
