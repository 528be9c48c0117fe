import { AppError } from '../kernel/app-error.ts';
import { backOffMs } from '../kernel/back-off.ts';
import { type UnixMs, unixMs } from '../kernel/units.ts';
import { advanceLaunch } from './advance-launch.ts';
import { upstreamsOf } from './circuit-breaker.ts';
import { kindOf, upstreamIn } from './error-kind.ts';
import type { Launch, LaunchFailure, LaunchJob } from './launch.ts';
import type { LaunchConfig, LaunchPorts, Next } from './ports.ts';
import { canMove, isSettled } from './states.ts';
import { watchWallet } from './watch-wallet.ts';

/**
 * A worker that died holds a job no longer than this, so that with cron's two seconds the next one has it well within ten. A step
 * that takes longer (a slow node) may have company: every move is guarded, so that is wasted work and nothing else.
 */
const LEASE_MS = 4_000;
/** Idle looks at the queue are this far apart while the budget lasts. */
const IDLE_MS = 250;
/** What the chain refuses so often in a row is not going to succeed. */
const MOST_REFUSALS = 8;
/** What fails in a way that we do not understand is tried for half an hour: the database may be away. */
const MOST_FAULTS = 60;

/** How many launches a worker of its own has in hand at a time: most of a step is waiting for others to answer. */
export const LAUNCH_LANES = 4;

/** How many steps a run took, by how they ended. */
export type LaunchSteps = { moved: number; waiting: number; failed: number };

/**
 * Moves every launch that is due as far as it goes, `lanes` of them at a time, one step a lane at least, and begins no other once `budgetMs` of wall clock are over.
 * Resumable at any await: what the next call needs is in the rows. Several workers may run at once.
 */
export async function stepLaunches(ports: LaunchPorts, config: LaunchConfig, budgetMs: number, lanes = 1): Promise<LaunchSteps> {
  await ports.clock.set();
  const end = unixMs(ports.clock.now() + budgetMs);
  const done: LaunchSteps = { moved: 0, waiting: 0, failed: 0 };
  await ports.store.enqueueForgotten(ports.clock.now());
  await watchWallet(ports);
  // Each ends what it has in hand, also where another one fails.
  const outcomes = await Promise.allSettled(Array.from({ length: lanes }, () => runLane(ports, config, end, done)));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return done;
}

async function runLane(ports: LaunchPorts, config: LaunchConfig, end: UnixMs, done: LaunchSteps): Promise<void> {
  const { store, clock } = ports;
  do {
    const job = await store.claimJob(clock.now(), LEASE_MS);
    if (job) {
      await work(ports, config, job, done);
      continue;
    }
    const due = await store.nextDue(clock.now());
    if (due === null || due >= end) return;
    await clock.sleep(Math.min(Math.max(due - clock.now(), 1), IDLE_MS));
  } while (clock.now() < end);
}

async function work(ports: LaunchPorts, config: LaunchConfig, job: LaunchJob, done: LaunchSteps): Promise<void> {
  const { store, clock } = ports;
  const launch = await store.load(job.launchId);
  if (!launch || isSettled(launch.status)) return store.finishJob(job);
  const next = await guarded(ports, config, job, launch);
  if (next === 'rest') return store.finishJob(job);
  if (next === 'on') {
    done.moved++;
    // A nonce that was given back and taken again is no step further than the failure before it.
    const again = job.failures > 0 && (launch.status === 'pinned' || launch.status === 'failed');
    return store.deferJob(job, clock.now(), again ? 'kept' : null);
  }
  if ('failed' in next) {
    done.failed++;
    const wait = backOffMs(job.failures + 1, ports.random());
    return store.deferJob(job, unixMs(clock.now() + wait), next.failed);
  }
  done.waiting++;
  return store.deferJob(job, unixMs(clock.now() + next.inMs), null);
}

/** One step, unless the breaker of a service that it calls is open; how the step went is told to them. */
async function guarded(ports: LaunchPorts, config: LaunchConfig, job: LaunchJob, launch: Launch): Promise<Next> {
  const { store, clock } = ports;
  const { waitMs, troubled } = await store.passBreakers(upstreamsOf(launch.status), clock.now());
  if (waitMs > 0) return { inMs: waitMs };
  try {
    const next = await advanceLaunch(ports, config, launch);
    for (const upstream of troubled) await store.tellBreaker(upstream, null, clock.now());
    return next;
  } catch (error) {
    const away = upstreamIn(error);
    if (away) await store.tellBreaker(away, failureOf(error).detail, clock.now());
    // Whatever it refused: it answered.
    else if (kindOf(error) !== 'fault' && troubled.includes('chain')) await store.tellBreaker('chain', null, clock.now());
    return sorted(ports, job, launch, error);
  }
}

/** What an error means: a launch that cannot be saved ends, everything else is tried again later. */
async function sorted({ store }: LaunchPorts, job: LaunchJob, launch: Launch, error: unknown): Promise<Next> {
  const failure = failureOf(error);
  const broken =
    error instanceof AppError && error.code.startsWith('launches/') && !error.retryable && failure.kind === 'execution';
  const hopeless =
    (failure.kind === 'execution' && job.refusals + 1 >= MOST_REFUSALS) ||
    (failure.kind === 'fault' && job.faults + 1 >= MOST_FAULTS);
  if ((broken || hopeless) && canMove(launch.status, 'dead')) {
    await store.move(launch, 'dead', { error: failure.words, kind: failure.kind });
    return 'rest';
  }
  // Nobody waits behind a nonce that this launch cannot use now; two nodes may differ about this launch alone.
  if (launch.status === 'reserved' && (failure.kind !== 'network' || upstreamIn(error) === 'witness'))
    await store.move(launch, 'pinned');
  return { failed: failure };
}

/** Our own errors speak to people; what others throw may hold anything and stays with the job. */
function failureOf(error: unknown): LaunchFailure {
  const kind = kindOf(error);
  if (!(error instanceof AppError))
    return { words: 'A fault on our side holds this coin up; it is tried again.', kind, detail: String(error) };
  const facts = Object.keys(error.facts).length > 0 ? ` ${JSON.stringify(error.facts)}` : '';
  return { words: error.message, kind, detail: `${error.code}: ${error.message}${facts}` };
}
