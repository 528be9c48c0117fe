import { parseArgs } from 'node:util';
import { startLaunchWorld } from './launch-world.ts';
import { runKills } from './run-kills.ts';

/** `npm run chaos:launch [-- --kills N --seed N]`: kills workers of launches and counts coins. Ends with 1 when one is missing, double or late. */
const FIRST_PORT = 28_400;
const LATEST_MS = 10_000;

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } });
const [kills, seed] = [Number(values.kills ?? 1_000), Number(values.seed ?? 1)];
const started = Date.now();
const world = await startLaunchWorld(FIRST_PORT);
// Nothing is left behind when it is interrupted; workers go with the process.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void world.stop().finally(() => process.exit(130)));
try {
  const say = (done: number) => {
    if (done % 50 === 0) console.log(`${done} kills, ${Math.round((Date.now() - started) / 1000)} s`);
  };
  const { resumedMs, at, wrong, abandoned, ...counts } = await runKills(world, { kills, seed, report: say });
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
} finally {
  await world.stop();
}
