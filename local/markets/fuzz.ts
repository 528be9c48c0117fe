import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { syncOnce } from '../../shared/markets/sync-once.ts';
import { readOptions, whole } from '../cli/read-options.ts';
import type { Folded } from './fold-coin.ts';
import { startMarketWorld } from './market-world.ts';
import { moves } from './moves.ts';
import { runMarket } from './run-market.ts';

const USAGE = `npm run fuzz:index -- [--runs N] [--seed N]
  Random markets on the real Uniswap with reorgs and a dying index; the tables against a fold of every log. Ends with 1 at the first that differs.`;

/**
 * Random markets of coins of another make on the real chain, with reorgs up to 30 blocks deep, an index that lags and dies; after each
 * the tables must equal a fold over every log since the first block. Ends with 1 and the difference at the first one that does not.
 */
const { runs, seed } = readOptions(USAGE, { runs: whole(60), seed: whole(1) }).values;
const world = await startMarketWorld(31_640);
const did: Record<string, number> = {};
try {
  const [first, ...others] = world.coins.coins;
  await world.link(first ? [first] : []);
  await syncOnce(world.ports, 100);
  await world.link(others);
  for (const [run, list] of fc.sample(moves, { numRuns: runs, seed }).entries()) {
    const { tables, fold, did: now } = await runMarket(world, list);
    for (const [kind, times] of Object.entries(now)) did[kind] = (did[kind] ?? 0) + times;
    if (isDeepStrictEqual(tables, fold)) continue;
    console.error(`run ${run} of seed ${seed}: the tables differ`, differences(tables, fold), JSON.stringify(list));
    process.exitCode = 1;
    break;
  }
  console.log({ runs, seed, did, wrong: process.exitCode === 1 });
} finally {
  await world.stop();
}

function differences(tables: Folded, fold: Folded) {
  return Object.fromEntries(
    (Object.keys(fold) as (keyof Folded)[]).flatMap(kind => {
      const [missing, extra] = [
        fold[kind].filter(row => !tables[kind].includes(row)),
        tables[kind].filter(row => !fold[kind].includes(row)),
      ];
      return missing.length + extra.length > 0 ? [[kind, { missing, extra }]] : [];
    }),
  );
}
