import { randomOf } from '../town/random.ts';
import type { LaunchWorld } from './launch-world.ts';
import { spawnWorker, type Told, type Worker } from './spawn-worker.ts';
import { FAULTS, type Fault } from './worker-settings.ts';

/** Doomed workers at a time. */
const LANES = 6;
/** How often is looked whether there is enough to move for those that did not come by their point yet. */
const NUDGE_MS = 1_000;
/** Who does not come by its point in this time, as others were faster, is killed wherever it is, and the point has another turn. */
const DOOM_MS = 30_000;
/** How long all launches may take to end after the last kill. */
const PATIENCE_MS = 180_000;
const DONE = ['confirmed', 'open', 'final'];

export type KillReport = {
  kills: number;
  /** Kills besides, at no point in particular. */
  elsewhere: number;
  /** Kills by fault point, as `point:when`. */
  at: Record<string, number>;
  launches: number;
  /** Launches without exactly one coin, and what is known of their trouble. */
  wrong: { id: string; status: string; created: number; trouble: string | null }[];
  /** From each death with a launch in hand to the moment when another worker had it, in ms, ascending. */
  resumedMs: number[];
  /** Deaths whose launch nobody took up again. */
  abandoned: number;
};

/**
 * Kills workers with -9 at seeded points, each with launches to move, several at a time. One that nobody kills stands for the rest of the fleet: it
 * goes on with what the dead left, beside those that are not dead yet, and in the end a second one helps it to see everything through.
 * @throws when a worker ends in another way, the one that nobody kills too.
 */
export async function runKills(
  world: LaunchWorld,
  { kills, seed, report = () => {} }: { kills: number; seed: number; report?: (done: number) => void },
): Promise<KillReport> {
  const told: Told[] = [];
  const at: Record<string, number> = {};
  const random = randomOf(`kills ${seed}`);
  const plan: Fault[] = [];
  while (plan.length < kills) plan.push(...random.shuffle(FAULTS));
  plan.length = kills;
  let done = 0;
  let elsewhere = 0;

  const lane = async () => {
    for (let fault = plan.pop(); fault; fault = plan.pop()) {
      await world.approve({ shared: done % 3 === 0 });
      const worker = spawnWorker({ ...world.settings, fault }, line => told.push(line));
      if (!(await diesThere(world, worker))) {
        plan.unshift(fault);
        elsewhere++;
        continue;
      }
      const name = `${fault.point}:${fault.when}`;
      at[name] = (at[name] ?? 0) + 1;
      report(++done);
    }
  };
  const steady = () => spawnWorker({ ...world.settings, fault: null }, line => told.push(line));
  const living = [steady()];
  const ended = (worker: Worker) =>
    worker.ended.then(() => Promise.reject(new Error(`A worker that nobody killed ended: ${worker.complaints()}`)));
  try {
    await Promise.race([Promise.all(Array.from({ length: LANES }, lane)), ...living.map(ended)]);
    living.push(steady());
    await Promise.race([seeThrough(world, told), ...living.map(ended)]);
  } finally {
    for (const worker of living) worker.end();
    await Promise.all(living.map(worker => worker.ended));
  }

  const coins = await world.coins();
  const wrong = coins.filter(({ status, created }) => created !== 1 || !DONE.includes(status));
  const resumedMs = resumptions(told).sort((a, b) => a - b);
  const abandoned = told.filter(isDeath).length - resumedMs.length;
  return { kills: done, elsewhere, at, launches: coins.length, wrong, resumedMs, abandoned };
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
      worker.end();
      await worker.ended;
      return false;
    }
    if ((await underWay(world)) < LANES * 2) await world.approve();
  }
}

async function seeThrough(world: LaunchWorld, told: readonly Told[]): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  const ongoing = async () => (await underWay(world)) > 0 || resumptions(told).length < told.filter(isDeath).length;
  while ((await ongoing()) && Date.now() < until) await new Promise(later => setTimeout(later, 500));
}

/** Launches whose coin is not made yet. */
async function underWay({ admin }: LaunchWorld): Promise<number> {
  const [row] = await admin<{ left: number }[]>`
    select count(*)::int as left from public.viral_queue where status not in ('confirmed', 'open', 'final')`;
  return row?.left ?? 0;
}

/** Who dies before its first claim leaves nothing behind. */
const isDeath = ({ what, launch }: Told) => what === 'dies' && launch !== '';

/** How long each launch that lost its worker had none. */
function resumptions(told: readonly Told[]): number[] {
  const claims = Map.groupBy(
    told.filter(({ what }) => what === 'claims'),
    ({ launch }) => launch,
  );
  return told.filter(isDeath).flatMap(({ at, launch, pid }) => {
    const next = (claims.get(launch) ?? []).filter(claim => claim.pid !== pid && claim.at >= at);
    return next.length > 0 ? [Math.min(...next.map(claim => claim.at)) - at] : [];
  });
}
