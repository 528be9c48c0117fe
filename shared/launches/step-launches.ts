import { AppError } from '../kernel/app-error.ts';
import { backOffMs } from '../kernel/back-off.ts';
import { unixMs } from '../kernel/units.ts';
import { advanceLaunch } from './advance-launch.ts';
import type { Launch, LaunchConfig, LaunchFailure, LaunchJob, LaunchPorts, Next } from './ports.ts';
import { canMove } from './states.ts';

/** A worker that died holds a job no longer than this. */
const LEASE_MS = 8_000;
/** Idle looks at the queue are this far apart while the budget lasts. */
const IDLE_MS = 250;
/** A simulation that fails so often in a row is not going to succeed. */
const MOST_REVERTED_SIMULATIONS = 8;

export type LaunchSteps = { moved: number; waiting: number; failed: number };

/**
 * Moves every launch that is due as far as it goes, for at most `budgetMs` of wall clock; the call that is under way is finished.
 * Resumable at any await: what the next call needs is in the rows. Several workers may run at once.
 */
export async function stepLaunches(ports: LaunchPorts, config: LaunchConfig, budgetMs: number): Promise<LaunchSteps> {
  const { store, clock } = ports;
  const end = clock.now() + budgetMs;
  const done: LaunchSteps = { moved: 0, waiting: 0, failed: 0 };
  await store.enqueueForgotten(clock.now());
  while (clock.now() < end) {
    const job = await store.claimJob(clock.now(), LEASE_MS);
    if (job) {
      await work(ports, config, job, done);
      continue;
    }
    const due = await store.nextDue(clock.now());
    if (due === null || due >= end) break;
    await clock.sleep(Math.min(Math.max(due - clock.now(), 1), IDLE_MS));
  }
  return done;
}

async function work(ports: LaunchPorts, config: LaunchConfig, job: LaunchJob, done: LaunchSteps): Promise<void> {
  const { store, clock } = ports;
  const launch = await store.load(job.launchId);
  if (!launch) return store.finishJob(job);
  let next: Next;
  try {
    next = await advanceLaunch(ports, config, launch);
  } catch (error) {
    next = await sorted(ports, job, launch, error);
  }
  if (next === 'rest') return store.finishJob(job);
  if (next === 'on') {
    done.moved++;
    return store.deferJob(job, clock.now(), null);
  }
  if ('failed' in next) {
    done.failed++;
    const wait = backOffMs(job.failures + 1, ports.random());
    return store.deferJob(job, unixMs(clock.now() + wait), next.failed);
  }
  done.waiting++;
  return store.deferJob(job, unixMs(clock.now() + next.inMs), null);
}

/** What an error means: a launch that cannot be saved ends, everything else is tried again later. */
async function sorted({ store }: LaunchPorts, job: LaunchJob, launch: Launch, error: unknown): Promise<Next> {
  const failure = failureOf(error);
  const broken = error instanceof AppError && error.code.startsWith('launches/') && !error.retryable;
  const hopeless =
    error instanceof AppError && error.code === 'launches/would-revert' && job.failures + 1 >= MOST_REVERTED_SIMULATIONS;
  if ((broken || hopeless) && canMove(launch.status, 'dead')) {
    await store.move(launch, 'dead', { error: failure.words });
    return 'rest';
  }
  return { failed: failure };
}

/** Our own errors speak to people; what others throw may hold anything and stays with the job. */
function failureOf(error: unknown): LaunchFailure {
  if (!(error instanceof AppError))
    return { words: 'A fault on our side holds this coin up; it is tried again.', detail: String(error) };
  const facts = Object.keys(error.facts).length > 0 ? ` ${JSON.stringify(error.facts)}` : '';
  return { words: error.message, detail: `${error.code}: ${error.message}${facts}` };
}
