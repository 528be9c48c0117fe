import { afterAll, beforeAll, expect, it } from 'vitest';
import { FAULTS } from './faults.ts';
import { type JobsWorld, startJobsWorld } from './jobs-world.ts';
import { runScenario } from './run-scenario.ts';

let world: JobsWorld;
beforeAll(async () => {
  world = await startJobsWorld(27_340);
});
afterAll(() => world?.stop());

// Killed workers free their jobs when leases end, idle sessions when the role's limit ends them: ten seconds each, so the bench has those.
it.each(['Postgres restarted', 'backends terminated'])('loses no job: %s', async name => {
  const { lost, dead } = await runScenario(world, { jobs: 200, fault: FAULTS[name] as NonNullable<(typeof FAULTS)[string]> });
  expect({ lost, dead }).toEqual({ lost: 0, dead: 0 });
});
