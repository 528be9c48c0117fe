import { afterAll, beforeAll, expect, it } from 'vitest';
import { FAULTS, type Fault } from './faults.ts';
import { type JobsWorld, startJobsWorld } from './jobs-world.ts';
import { runScenario } from './run-scenario.ts';

let world: JobsWorld;
beforeAll(async () => {
  world = await startJobsWorld(27_340);
});
afterAll(() => world?.stop());

// Killed workers and idle sessions give their jobs back after ten seconds each: `npm run bench:jobs` has those as well.
it('loses no job while backends are terminated and Postgres restarts', async () => {
  const fault: Fault = async world => {
    await FAULTS['backends terminated']?.(world);
    return (await FAULTS['Postgres restarted']?.(world)) ?? [];
  };
  const { lost, dead, recoveryMs } = await runScenario(world, { jobs: 150, fault, at: [0.4] });
  expect({ lost, dead }).toEqual({ lost: 0, dead: 0 });
  expect(recoveryMs).not.toBeNull();
});
