import type { UnixMs } from '../kernel/units.ts';
import type { Job, JobFailure } from './schema.ts';

/** Jobs on their way. Every change is made by whoever holds the lease, or not at all. */
export type JobStore<Kind extends string> = {
  /** Leases the job that is due longest, skipping those of other workers. */
  claim(kinds: readonly Kind[], now: UnixMs, leaseMs: number): Promise<Job<Kind> | null>;
  /** Ends the job; one that was added again meanwhile stays due. */
  finish(job: Job<Kind>): Promise<void>;
  /** Gives the job back for later; one that was woken meanwhile is due at the earlier time. A failure is counted, null clears the count. */
  again(job: Job<Kind>, runAt: UnixMs, failure: JobFailure | null, payload?: unknown): Promise<void>;
  /** Moves the job to the dead letters, with a cause that a person can read; one that was added again meanwhile stays due as well. */
  bury(job: Job<Kind>, cause: string): Promise<void>;
};

export type JobPorts<Kind extends string> = {
  store: JobStore<Kind>;
  clock: { now(): UnixMs };
  random(): number;
};
