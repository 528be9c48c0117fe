import { encodeAbiParameters, encodeFunctionData, parseAbi, parseAbiParameters, zeroAddress } from 'viem';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../../local/chain/fault-proxy.ts';
import { ZORA } from '../../../local/markets/foreign-coins.ts';
import { type MarketWorld, startMarketWorld } from '../../../local/markets/market-world.ts';
import { poolIdOf } from '../../../shared/markets/pool-id.ts';
import { syncOnce } from '../../../shared/markets/sync-once.ts';
import type { SyncPorts } from '../../../shared/markets/sync-ports.ts';
import { chainClient } from '../_shared/adapters/chain-client.ts';
import { syncChain } from '../_shared/adapters/chain-markets.ts';

let world: MarketWorld;
let liar: FaultProxy;
let witness: FaultProxy;

beforeAll(async () => {
  world = await startMarketWorld(30_440);
  [liar, witness] = await Promise.all([startFaultProxy(world.chain.rpcUrl), startFaultProxy(world.chain.rpcUrl)]);
});
afterAll(async () => {
  await Promise.all([liar?.stop(), witness?.stop()]);
  await world?.stop();
});

const POOL_KEY = encodeFunctionData({ abi: parseAbi(['function getPoolKey()']) });
/** A pool that anybody may have opened, at a price of their own. */
const THEIRS = encodeAbiParameters(parseAbiParameters('address, address, uint24, int24, address'), [
  ZORA,
  '0xcc00000000000000000000000000000000000001',
  1,
  1,
  zeroAddress,
]);

it('the pool that prices a currency is what two nodes say alike; until then its coins wait, and all others are followed', async () => {
  const [, creatorCoin] = world.coins.backings;
  const nodes = { first: chainClient(liar.url), witness: chainClient(witness.url) };
  const zora = await world.coins.keyOf(ZORA);
  const ofZora = { currency: ZORA, against: zora.currency0, poolId: poolIdOf(zora), poolAddress: null, isToken0: false };
  const ports: SyncPorts = { ...world.ports, chain: syncChain(nodes, [ofZora]) };
  const pools = () => world.admin`select currency, pool_id from private.backing_pools where currency = ${creatorCoin ?? ''}`;
  await syncOnce(ports, 0);
  await world.link(world.coins.coins);
  liar.decide = (method, [call]) =>
    method === 'eth_call' && (call as { data?: string }).data === POOL_KEY ? { result: THEIRS } : null;
  const done = await syncOnce(ports, 2_000);
  expect(done.unsure).toBeGreaterThan(0);
  expect(await pools()).toEqual([]);
  const pricedIn = async () =>
    (await world.admin`select currency from public.performance_coins where current_price is not null`).map(row => row.currency);
  expect(await pricedIn()).toContain(zeroAddress);
  expect(await pricedIn()).not.toContain(creatorCoin);

  liar.decide = () => null;
  expect((await syncOnce(ports, 2_000)).unsure).toBe(0);
  expect(await pools()).toEqual([
    { currency: creatorCoin, pool_id: poolIdOf(await world.coins.keyOf(creatorCoin ?? zeroAddress)) },
  ]);
  expect(await pricedIn()).toContain(creatorCoin);

  // From here on everything is one node's word again.
  witness.decide = () => expect.unreachable();
  await world.chain.mine(5);
  expect(await syncOnce(ports, 500)).toMatchObject({ unsure: 0, blocks: 5 });
});
