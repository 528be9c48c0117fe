import { readOptions, whole } from '../cli/read-options.ts';
import { startLaunchWorld } from './launch-world.ts';
import { runKills } from './run-kills.ts';

const USAGE = `npm run chaos:launch -- [--kills N] [--seed N] [--restarts N]
  Kills workers of launches and crashes Postgres, and counts coins. Ends with 1 when one is missing, double or late.`;
const FIRST_PORT = 28_400;
const LATEST_MS = 10_000;

const {
  kills,
  seed,
  restarts = Math.ceil(kills / 50),
} = readOptions(USAGE, {
  kills: whole(1_000),
  seed: whole(1),
  restarts: whole(undefined, 0),
}).values;
const started = Date.now();
const world = await startLaunchWorld(FIRST_PORT);
// Nothing is left behind when it is interrupted; workers go with the process. What was under way fails then, and nobody asks.
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    interrupted = true;
    void world.stop().finally(() => process.exit(130));
  });
try {
  const report = (words: string) => console.log(`${Math.round((Date.now() - started) / 1000)} s: ${words}`);
  const { resumedMs, at, wrong, abandoned, ...counts } = await runKills(world, { kills, seed, restarts, report });
  const late = resumedMs.filter(ms => ms > LATEST_MS).length;
  const share = (part: number) => resumedMs[Math.min(Math.floor(resumedMs.length * part), resumedMs.length - 1)];
  console.table(at);
  console.log({
    ...counts,
    seed,
    wrong,
    resumed: resumedMs.length,
    abandoned,
    p50: share(0.5),
    p99: share(0.99),
    most: share(1),
    late,
  });
  const held = counts.kills === kills && wrong.length === 0 && abandoned === 0 && late === 0;
  console.log(held ? 'Held: one coin each, none lost, each taken up again within 10 s.' : 'Did not hold.');
  if (!held) process.exitCode = 1;
} catch (error) {
  if (!interrupted) throw error;
} finally {
  if (!interrupted) await world.stop();
}
