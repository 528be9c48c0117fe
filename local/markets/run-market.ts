import fc from 'fast-check';
import { type Address, encodeFunctionData, erc20Abi, type Hex, parseAbi, parseEther } from 'viem';
import { poolIdOf } from '../../shared/markets/pool-id.ts';
import { syncOnce } from '../../shared/markets/sync-once.ts';
import { Killed, mortal } from '../../supabase/functions/_testing/mortal.ts';
import type { Folded } from './fold-coin.ts';
import { foldLogs } from './fold-logs.ts';
import { send, ZORA } from './foreign-coins.ts';
import type { MarketWorld } from './market-world.ts';
import { readTables } from './read-tables.ts';
import { buyOverRoute, swapIn } from './trade-foreign.ts';

export type Move =
  | { kind: 'trade'; trader: number; coin: number; side: 'buy' | 'sell'; part: number }
  | { kind: 'route'; trader: number; coin: number; part: number }
  | { kind: 'give'; from: number; to: number; coin: number; part: number }
  | { kind: 'burn'; from: number; coin: number; part: number }
  | { kind: 'migrate'; coin: number }
  | { kind: 'wait'; seconds: number }
  | { kind: 'reorg'; depth: number }
  | { kind: 'sync' }
  | { kind: 'die'; at: number; when: 'before' | 'after' };

const [trader, coin, part] = [fc.nat(2), fc.nat(4), fc.integer({ min: 1, max: 40 })];

/** What happens to a market, trades above all. An index that lags is one that is not asked to sync for a while. */
export const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant('trade' as const),
        trader,
        coin,
        side: fc.constantFrom('buy' as const, 'sell' as const),
        part,
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('route' as const), trader, coin, part }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('give' as const), from: trader, to: trader, coin, part }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('burn' as const), from: trader, coin, part }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('migrate' as const), coin }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 4_000 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('reorg' as const),
        depth: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 30 })),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('sync' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('die' as const),
        at: fc.nat(30),
        when: fc.constantFrom('before' as const, 'after' as const),
      }),
    },
  ),
  { minLength: 12, maxLength: 30, size: 'max' },
);

const BUDGET_MS = 400;
const MOST_RUNS = 50;
/** Longer than a dead runner's lease. */
const LEASE_OVER_MS = 10_000;
const BURN = parseAbi(['function burn(uint256 amount)']);

/** Lets it all happen, then has the index at the head, and gives what the tables say and what a fold over every log says. */
export async function runMarket(
  world: MarketWorld,
  list: readonly Move[],
): Promise<{ tables: Folded; fold: Folded; did: Record<string, number> }> {
  const did: Record<string, number> = {};
  for (const move of list) {
    // Somebody who has too little of a coin cannot trade it: nothing happens then.
    const happened = await make(world, move).then(
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

async function make(world: MarketWorld, move: Move): Promise<void> {
  const { chain, coins, ports, clock } = world;
  const who = (n: number) => chain.accounts.traders[n] ?? chain.accounts.fan;
  const which = (n: number) => coins.coins[n] ?? (coins.coins[0] as (typeof coins.coins)[number]);
  const held = (token: Address, n: number) =>
    chain.clients.read.readContract({ abi: erc20Abi, address: token, functionName: 'balanceOf', args: [who(n).address] });
  switch (move.kind) {
    case 'trade': {
      const { address, currency } = which(move.coin);
      const token = move.side === 'buy' ? currency : address;
      const most = BigInt(token) === 0n ? parseEther('1') : await held(token, move.trader);
      return swapIn(chain, await coins.keyOf(address), who(move.trader), token, (most * BigInt(move.part)) / 100n);
    }
    case 'route': {
      const { address, currency } = which(move.coin);
      const route = BigInt(currency) === 0n ? [address] : currency === ZORA ? [ZORA, address] : [ZORA, currency, address];
      return buyOverRoute(chain, coins, who(move.trader), route, (parseEther('0.5') * BigInt(move.part)) / 100n);
    }
    case 'give': {
      const { address } = which(move.coin);
      const amount = ((await held(address, move.from)) * BigInt(move.part)) / 100n;
      return send(
        chain,
        who(move.from),
        address,
        encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [who(move.to).address, amount] }),
      );
    }
    case 'burn': {
      const { address } = which(move.coin);
      const amount = ((await held(address, move.from)) * BigInt(move.part)) / 1_000n;
      return send(chain, who(move.from), address, encodeFunctionData({ abi: BURN, functionName: 'burn', args: [amount] }));
    }
    case 'migrate':
      return coins.migrate(who(0), which(move.coin).address);
    case 'wait':
      return chain.increaseTime(move.seconds);
    case 'reorg':
      return chain.reorg(move.depth);
    case 'sync':
      await syncOnce(ports, BUDGET_MS);
      return;
    case 'die': {
      const dying = mortal({ store: ports.store, chain: ports.chain, clock }, move.at, move.when).ports;
      await syncOnce({ ...dying, runId: ports.runId }, BUDGET_MS).finally(() => clock.jump(LEASE_OVER_MS));
      return;
    }
  }
}
