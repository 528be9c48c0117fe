import { expect, it } from 'vitest';
import { makeHistory } from './history.ts';
import { RESTARTED } from './ingest-world.ts';
import { runIngest } from './run-ingest.ts';

it('ends in the canonical state, shuffled, repeated and with removals, while every part is restarted in turn', async () => {
  const report = await runIngest({
    history: makeHistory({ size: 2_100, casts: 12, seed: 7 }),
    deliveries: 3_000,
    seed: 7,
    firstPort: 27_200,
    connections: 32,
    undisturbed: 0.2,
    rounds: 2,
    report: () => {},
  });
  expect(report.differences).toEqual([]);
  expect(report.restarts).toBe(2 * RESTARTED.length);
  expect(report.measured.acked + report.disturbed.acked).toBe(3_000);
  // The restarts were felt: what was not acknowledged was sent again.
  expect(report.disturbed.retries).toBeGreaterThan(0);
}, 180_000);
