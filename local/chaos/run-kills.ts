import { randomOf } from '../town/random.ts';
import type { LaunchWorld } from './launch-world.ts';
import { spawnWorker, type Told, type Worker } from './spawn-worker.ts';
import { FAULTS, type Fault } from './worker-settings.ts';

/** Doomed workers at a time. */
const LANES = 6;
/** How often is looked whether there is anything left to move for those that did not come by their point yet. */
const NUDGE_MS = 1_500;
/** How long all launches may take to end after the last kill. */
const PATIENCE_MS = 180_000;
const DONE = ['confirmed', 'open', 'final'];

export type KillReport = {
  kills: number;
  /** Kills by fault point, as `point:when`. */
  at: Record<string, number>;
  launches: number;
  /** Launches without exactly one coin. */
  wrong: { id: string; status: string; created: number }[];
  /** From each death to the moment when another worker had the launch, in ms, ascending. */
  resumedMs: number[];
};

/**
 * Kills workers with -9 at seeded points, each with launches to move, several at a time; those that are not dead yet go on with what the
 * dead left. In the end two that live see everything through.
 * @throws when a worker ends in another way, or launches do not end.
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

  const lane = async () => {
    for (let fault = plan.pop(); fault; fault = plan.pop()) {
      await world.approve();
      await dead(
        world,
        spawnWorker({ ...world.settings, fault }, line => told.push(line)),
      );
      const name = `${fault.point}:${fault.when}`;
      at[name] = (at[name] ?? 0) + 1;
      report(++done);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  await seeThrough(world, told);

  const coins = await world.coins();
  const wrong = coins.filter(({ status, created }) => created !== 1 || !DONE.includes(status));
  return { kills: done, at, launches: coins.length, wrong, resumedMs: resumptions(told).sort((a, b) => a - b) };
}

async function dead(world: LaunchWorld, worker: Worker): Promise<void> {
  const nudge = setInterval(async () => {
    if ((await underWay(world)) === 0) await world.approve();
  }, NUDGE_MS);
  const signal = await worker.ended;
  clearInterval(nudge);
  if (signal !== 'SIGKILL') throw new Error(`A worker ended by itself: ${worker.complaints()}`);
}

async function seeThrough(world: LaunchWorld, told: Told[]): Promise<void> {
  const settings = { ...world.settings, fault: null };
  const workers = [1, 2].map(() => spawnWorker(settings, line => told.push(line)));
  const until = Date.now() + PATIENCE_MS;
  const ongoing = async () => {
    return (await underWay(world)) > 0 || resumptions(told).length < told.filter(isDeath).length;
  };
  while (await ongoing()) {
    if (Date.now() > until) break;
    await new Promise(later => setTimeout(later, 200));
  }
  for (const worker of workers) worker.end();
  await Promise.all(workers.map(worker => worker.ended));
}

/** Launches whose coin is not made yet. */
async function underWay({ admin }: LaunchWorld): Promise<number> {
  const [row] = await admin<{ left: number }[]>`
    select count(*)::int as left from public.viral_queue where status not in ('confirmed', 'open', 'final')`;
  return row?.left ?? 0;
}

/** Who dies before its first claim leaves nothing behind. */
const isDeath = ({ what, launch }: Told) => what === 'dies' && launch !== '';

function resumptions(told: readonly Told[]): number[] {
  return told.filter(isDeath).flatMap(({ at, launch, pid }) => {
    const next = told.filter(line => line.what === 'claims' && line.launch === launch && line.pid !== pid && line.at >= at);
    return next.length > 0 ? [Math.min(...next.map(line => line.at)) - at] : [];
  });
}
