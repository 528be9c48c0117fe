import { AppError } from '../kernel/app-error.ts';
import { backOffMs } from '../kernel/back-off.ts';
import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { JobPorts } from './ports.ts';
import { HEAVY_KINDS, JOB_KINDS, type Job, type JobHandlers, type JobKind } from './schema.ts';

/** A worker that died holds a job no longer than this. */
export const LEASE_MS = 10_000;
/** A handler is asked to be back this long before its lease is over. */
const MARGIN_MS = 2_000;
/** What fails in a way that we do not understand is tried this often. */
const MOST_FAULTS = 8;
/** A job whose worker is ended so often in a row is what ends it. */
const MOST_LOST = 5;
/** An upstream may be away for two days: at 30 s apart that is so many tries. */
const MOST_TRIES = 5_760;
/** Others' errors may hold a whole answer. */
const MOST_WORDS = 4_000;
/** Jobs under way at a time in one step. */
const LANES = 4;

export type JobSteps = { done: number; again: number; failed: number; buried: number };

/**
 * Does what is due, several jobs at a time (one a lane at least), and claims no more once `budgetMs` of wall clock are over. Of the heavy kinds one
 * job at most: two together would end the call, and whatever else it has in hand with them. One that ended its worker before is done alone.
 * Resumable at any await: a worker that dies frees its jobs when their leases end. Any number of workers may run at once.
 */
export async function stepJobs(ports: JobPorts<JobKind>, handlers: JobHandlers, budgetMs: number): Promise<JobSteps> {
  const { store, clock } = ports;
  const kinds = JOB_KINDS.filter(kind => handlers[kind] !== undefined);
  const isHeavy = (kind: JobKind) => HEAVY_KINDS.includes(kind);
  const [heavy, light] = [kinds.filter(isHeavy), kinds.filter(kind => !isHeavy(kind))];
  const end = clock.now() + budgetMs;
  const steps: JobSteps = { done: 0, again: 0, failed: 0, buried: 0 };
  const claim = (some: readonly JobKind[]) => (some.length === 0 ? null : store.claim(some, clock.now(), LEASE_MS));
  const lane = async (first: Job | null) => {
    for (let job = first ?? (await claim(light)); job !== null; job = await claim(light)) {
      steps[await work(ports, handlers, job)]++;
      if (clock.now() >= end) return;
    }
  };
  const large = await claim(heavy);
  if (large !== null && large.lost > 0) {
    steps[await work(ports, handlers, large)]++;
    return steps;
  }
  // Each ends what it has in hand, also where another one fails.
  const outcomes = await Promise.allSettled([large, ...Array<null>(LANES - 1).fill(null)].map(lane));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return steps;
}

async function work(ports: JobPorts<JobKind>, handlers: JobHandlers, job: Job): Promise<keyof JobSteps> {
  const { store, clock } = ports;
  const handler = handlers[job.kind];
  if (handler === undefined) throw new Error(`claimed what nobody handles: ${job.kind}`);
  if (job.lost >= MOST_LOST) {
    await store.bury(job, `The worker was ended ${job.lost} times in a row while it did this job.`);
    return 'buried';
  }
  try {
    const next = await handler(job, unixMs(clock.now() + LEASE_MS - MARGIN_MS));
    if (next === 'done') await store.finish(job);
    else await store.again(job, next.againAt, null, next.payload);
    return next === 'done' ? 'done' : 'again';
  } catch (error) {
    return fail(ports, job, error);
  }
}

async function fail({ store, clock, random }: JobPorts<JobKind>, job: Job, error: unknown): Promise<'failed' | 'buried'> {
  const [failures, cause] = [job.failures + 1, causeOf(error)];
  const known = error instanceof AppError;
  // Faults have a count of their own: a job that waited for hours, because others were away, is not given up at its first.
  const isUsedUp = known ? !error.retryable || failures >= MOST_TRIES : job.faults + 1 >= MOST_FAULTS;
  if (isUsedUp) {
    await store.bury(job, failures === 1 ? cause : `${cause} (tried ${failures} times)`);
    return 'buried';
  }
  await store.again(job, dueAfter(clock.now(), failures, random(), error), { cause, isFault: !known });
  return 'failed';
}

/** After the usual back-off, or when the upstream said that it may be asked again, whichever is later. */
function dueAfter(now: UnixMs, failures: number, jitter: number, error: unknown): UnixMs {
  const asked = error instanceof AppError ? Number(error.facts.retryAfterMs ?? 0) : 0;
  return unixMs(now + Math.max(backOffMs(failures, jitter), asked));
}

/** Code, words and facts of our own errors; of others what they say. Never a stack: a person reads it. What no text of the database can hold is left out. */
function causeOf(error: unknown): string {
  return wordsOf(error).replaceAll('\0', '').slice(0, MOST_WORDS).toWellFormed();
}

function wordsOf(error: unknown): string {
  if (!(error instanceof AppError)) return String(error);
  const facts = Object.keys(error.facts).length > 0 ? ` ${JSON.stringify(error.facts)}` : '';
  return `${error.code}: ${error.message}${facts}`;
}
