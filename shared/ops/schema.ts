import type { UnixMs } from '../kernel/units.ts';

/** The kinds of work that `work-jobs` does. Launches have a worker of their own over the same table. */
export const JOB_KINDS = [
  'judge',
  'poll',
  'sweep',
  'people',
  'filters',
  'notice',
  'anchor',
  'rights',
  'pin',
  'pose',
  'refold',
  'refit',
  'cast',
  'watchers',
  'fans',
  'landed',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** Kinds that may take half of the processor time that a host gives a call: whoever decodes a minute of sound, or fits a rule. */
export const HEAVY_KINDS: readonly JobKind[] = ['rights', 'pin', 'refit'];

/** A job as it was claimed. It stays ours until its lease is over. */
export type Job<Kind extends string = JobKind> = {
  id: string;
  /** What makes it the same job: adding it again only wakes it. */
  key: string;
  kind: Kind;
  payload: unknown;
  /** Failures in a row so far. */
  failures: number;
  /** Those of them that we do not understand. */
  faults: number;
  /** Times in a row that it was claimed and nothing was heard of it: its worker was ended. */
  lost: number;
  /** Names this claim: who lost the job to another worker changes nothing any more. */
  lease: string;
};

/** What went wrong, in words that a person can read, and whether it is something that we do not understand. */
export type JobFailure = { cause: string; isFault: boolean };

/** What comes next: it is done, or it is due again, perhaps with something to remember. */
export type JobNext = 'done' | { againAt: UnixMs; payload?: unknown };

/**
 * Does a job, or a part of it, and returns before `until`, or before the time to which it held the job. It may run twice: what it
 * does has a key of its own. A retryable AppError is tried again for two days; one that no retry helps not at all, anything else
 * a few times only.
 */
export type JobHandler = (job: Job, until: UnixMs) => Promise<JobNext>;

/** Keeps a job that is in hand until a later time; false when another worker has it by now. */
export type HoldJob = (job: Job, until: UnixMs) => Promise<boolean>;

/** One handler a kind. A worker claims only what it has a handler for. */
export type JobHandlers = Partial<Record<JobKind, JobHandler>>;
