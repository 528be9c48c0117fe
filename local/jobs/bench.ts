import { availableParallelism } from 'node:os';
import { readOptions, whole } from '../cli/read-options.ts';
import { FAULTS } from './faults.ts';
import { startJobsWorld } from './jobs-world.ts';
import { runScenario } from './run-scenario.ts';

const USAGE = `npm run bench:jobs -- [--jobs N]
  Our job runner while workers are killed, Postgres restarts, backends are terminated and a session idles with rows in its hand: jobs lost, time to recover, and throughput beside a plain delete loop. Ends with 1 when a job is lost.`;

const { jobs } = readOptions(USAGE, { jobs: whole(10_000) }).values;
const world = await startJobsWorld(27_300);
let lost = 0;
try {
  console.log(`${jobs} jobs, two workers of four lanes, ${availableParallelism()} cores`);
  const bare = await runScenario(world, { jobs, who: 'bare' });
  console.log(`${'a plain delete loop'.padEnd(36)} ${bare.perSecond} jobs/s`);
  for (const [name, fault] of Object.entries(FAULTS)) {
    const outcome = await runScenario(world, { jobs, ...(name !== 'nothing' && { fault }) });
    lost += outcome.lost;
    const { perSecond, recoveryMs, twice, dead } = outcome;
    const beside = name === 'nothing' ? `, ${(perSecond / bare.perSecond).toFixed(2)} of the plain loop` : '';
    const recovered = recoveryMs === null ? '' : `, what was in hand was done after ${(recoveryMs / 1000).toFixed(1)} s`;
    console.log(
      `${name.padEnd(36)} ${perSecond} jobs/s${beside}, ${outcome.lost} lost, ${twice} done twice, ${dead} dead${recovered}`,
    );
  }
} finally {
  await world.stop();
}
if (lost > 0) process.exitCode = 1;
