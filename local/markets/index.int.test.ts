import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { syncOnce } from '../../shared/markets/sync-once.ts';
import { type MarketWorld, startMarketWorld } from './market-world.ts';
import { moves } from './moves.ts';
import { runMarket } from './run-market.ts';

let world: MarketWorld;
beforeAll(async () => {
  world = await startMarketWorld(31_600);
});
afterAll(() => world?.stop());

it('whatever happens to a market of coins that others made, the tables are a fold over the chain’s logs', async () => {
  // Some are known from the start, some are linked when their blocks have passed.
  const [first, ...others] = world.coins.coins;
  await world.link(first ? [first] : []);
  await syncOnce(world.ports, 100);
  await world.link(others);
  const did: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(moves, async list => {
      const run = await runMarket(world, list);
      expect(run.tables).toEqual(run.fold);
      for (const [kind, times] of Object.entries(run.did)) did[kind] = (did[kind] ?? 0) + times;
    }),
    { seed: 5, numRuns: 6, endOnFailure: true },
  );
  // A run in which nothing of a kind happened would prove nothing about it.
  for (const kind of ['trade', 'route', 'give', 'migrate', 'reorg', 'sync', 'die']) expect(did[kind], kind).toBeGreaterThan(0);
});
