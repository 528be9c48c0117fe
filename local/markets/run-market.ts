import type { Address, Hex } from 'viem';
import { poolIdOf } from '../../shared/markets/pool-id.ts';
import { syncOnce } from '../../shared/markets/sync-once.ts';
import { Killed } from '../../supabase/functions/_testing/mortal.ts';
import type { Folded } from './fold-coin.ts';
import { foldLogs } from './fold-logs.ts';
import { BUDGET_MS, LEASE_OVER_MS, makeMove } from './make-move.ts';
import type { MarketWorld } from './market-world.ts';
import type { Move } from './moves.ts';
import { readTables } from './read-tables.ts';

const MOST_RUNS = 50;

/** Lets it all happen, then has the index at the head, and gives what the tables say and what a fold over every log says. */
export async function runMarket(
  world: MarketWorld,
  list: readonly Move[],
): Promise<{ tables: Folded; fold: Folded; did: Record<string, number> }> {
  const did: Record<string, number> = {};
  for (const move of list) {
    // Somebody who has too little of a coin cannot trade it: nothing happens then.
    const happened = await makeMove(world, move).then(
      () => true,
      error => {
        if (error instanceof Killed || /reverted|exceeds|insufficient/i.test(String(error))) return error instanceof Killed;
        throw error;
      },
    );
    if (happened) did[move.kind] = (did[move.kind] ?? 0) + 1;
  }
  await world.chain.mine(1);
  world.clock.jump(LEASE_OVER_MS);
  await reachHead(world);
  return { tables: await readTables(world.admin), fold: await foldOf(world), did };
}

/** As many runs as it takes: how much of its budget a run gets is this machine's affair. */
async function reachHead({ chain, ports, admin }: MarketWorld): Promise<void> {
  const head = await chain.clients.read.getBlock();
  for (let runs = 0; runs < MOST_RUNS; runs++) {
    await syncOnce(ports, BUDGET_MS);
    const [cursor] = await admin`
      select block_hash, exists (
        select from public.performance_coins c left join private.coin_reads r using (coin_address) where r.coin_address is null or r.read_to is not null) as reading
      from private.chain_cursors`;
    if (cursor?.block_hash === head.hash && !cursor.reading) return;
  }
  throw new Error('the index did not reach the head');
}

async function foldOf({ chain, coins }: MarketWorld): Promise<Folded> {
  const pools = new Map<Hex, { currency: Address; against: Address; first: boolean }>();
  for (const currency of coins.backings) {
    const key = await coins.keyOf(currency);
    const first = key.currency0 === currency;
    pools.set(poolIdOf(key), { currency, against: first ? key.currency1 : key.currency0, first });
  }
  return foldLogs(chain.clients, coins.coins, pools);
}
