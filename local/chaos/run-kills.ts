import { randomOf } from '../town/random.ts';
import type { LaunchWorld } from './launch-world.ts';
import { losses, resumptions } from './resumptions.ts';
import { spawnWorker, type Told, type Worker } from './spawn-worker.ts';
import { FAULTS, type Fault } from './worker-settings.ts';

/** Doomed workers at a time. */
const LANES = 6;
/** How often is looked whether there is enough to move for those that did not come by their point yet. */
const NUDGE_MS = 1_000;
/** Who does not come by its point in this time, as others were faster, is killed at whatever call comes next, and the point has another turn. */
const DOOM_MS = 30_000;
/** After the last kill every launch goes on to its end, however long that takes; when for so long none came any further, they are stuck. */
const PATIENCE_MS = 90_000;
const LOOK_MS = 1_000;
const DONE = ['confirmed', 'open', 'final'];

export type KillReport = {
  kills: number;
  /** Kills besides, at no point in particular. */
  elsewhere: number;
  /** How often Postgres crashed under the workers. */
  restarts: number;
  /** Kills by fault point, as `point:when`. */
  at: Record<string, number>;
  launches: number;
  /** Launches without exactly one coin, and what is known of their trouble. */
  wrong: { id: string; status: string; created: number; trouble: string | null }[];
  /** From each death with a launch in hand, and each loss of one to a crash of Postgres, to the moment when a worker had it, in ms, ascending. */
  resumedMs: number[];
  /** Of these, launches that nobody took up again. */
  abandoned: number;
};

export type KillPlan = {
  kills: number;
  seed: number;
  /** Crashes of Postgres, evenly among the kills. */
  restarts?: number;
  report?: (words: string) => void;
};

/** Kills between two reports. */
const REPORT_EVERY = 50;

/**
 * Kills workers with -9 at seeded points, each with launches to move, several at a time, while Postgres crashes now and then. One
 * worker that nobody kills stands for the rest of the fleet: it goes on with what the dead left, beside those that are not dead
 * yet, and in the end a second one helps it to see everything through.
 * @throws when a worker ends in another way, the one that nobody kills too.
 */
export async function runKills(
  world: LaunchWorld,
  { kills, seed, restarts = 0, report = () => {} }: KillPlan,
): Promise<KillReport> {
  const told: Told[] = [];
  const at: Record<string, number> = {};
  const random = randomOf(`kills ${seed}`);
  const plan: Fault[] = [];
  while (plan.length < kills) plan.push(...random.shuffle(FAULTS));
  plan.length = kills;
  let done = 0;
  let elsewhere = 0;
  // What moves money is asked twice, as where there is a second node.
  const settings = { ...world.settings, witnessUrl: world.settings.rpcUrl };
  const crashes = new Set(Array.from({ length: restarts }, (_, i) => Math.ceil(((i + 1) * kills) / (restarts + 1))));

  const lane = async () => {
    for (let fault = plan.pop(); fault; fault = plan.pop()) {
      await world.approve({ shared: done % 3 === 0 });
      const worker = spawnWorker({ ...settings, fault }, line => told.push(line));
      if (!(await diesThere(world, worker))) {
        plan.unshift(fault);
        elsewhere++;
        continue;
      }
      const name = `${fault.point}:${fault.when}`;
      at[name] = (at[name] ?? 0) + 1;
      done++;
      if (done % REPORT_EVERY === 0) report(`${done} kills, ${await world.underWay()} launches under way`);
      if (!crashes.has(done)) continue;
      await world.restartPostgres();
      told.push({ what: 'back', at: Date.now(), launch: '', pid: 0 });
    }
  };
  const steady = () => spawnWorker({ ...settings, fault: null }, line => told.push(line));
  const living = [steady()];
  const ended = (worker: Worker) =>
    worker.ended.then(() => Promise.reject(new Error(`A worker that nobody killed ended: ${worker.complaints()}`)));
  try {
    await Promise.race([Promise.all(Array.from({ length: LANES }, lane)), ...living.map(ended)]);
    living.push(steady());
    await Promise.race([seeThrough(world, told, report), ...living.map(ended)]);
  } finally {
    for (const worker of living) worker.end();
    await Promise.all(living.map(worker => worker.ended));
  }

  const coins = await world.coins();
  const wrong = coins.filter(({ status, created }) => created !== 1 || !DONE.includes(status));
  const resumedMs = resumptions(told).sort((a, b) => a - b);
  const abandoned = losses(told).length - resumedMs.length;
  return { kills: done, elsewhere, restarts, at, launches: coins.length, wrong, resumedMs, abandoned };
}

/** Whether the worker died at its point; if not, it was killed elsewhere. @throws when it ends in another way. */
async function diesThere(world: LaunchWorld, worker: Worker): Promise<boolean> {
  const until = Date.now() + DOOM_MS;
  for (;;) {
    const rest = new Promise<'lives'>(later => setTimeout(later, NUDGE_MS, 'lives'));
    const signal = await Promise.race([worker.ended, rest]);
    if (signal === 'SIGKILL') return true;
    if (signal !== 'lives') throw new Error(`A worker ended by itself: ${worker.complaints()}`);
    if (Date.now() > until) {
      worker.hurry();
      await worker.ended;
      return false;
    }
    if ((await world.underWay()) < LANES * 2) await world.approve();
  }
}

async function seeThrough(world: LaunchWorld, told: readonly Told[], report: (words: string) => void): Promise<void> {
  let seen = '';
  let movedAt = Date.now();
  while (Date.now() - movedAt < PATIENCE_MS) {
    const left = await world.underWay();
    const lost = losses(told).length - resumptions(told).length;
    if (left === 0 && lost === 0) return;
    const words = `the last: ${left} launches under way, ${lost} without a worker`;
    if (words !== seen) {
      report(words);
      movedAt = Date.now();
    }
    seen = words;
    await new Promise(later => setTimeout(later, LOOK_MS));
  }
}
