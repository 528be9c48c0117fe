import { erc20Abi, parseEther } from 'viem';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNTS } from '../chain/accounts.ts';
import { startZoraApi } from '../chain/index.ts';
import { launch } from '../chain/testing/launch.ts';
import { startTestChain, type TestChain } from '../chain/testing/test-chain.ts';
import { urlOf } from '../config.ts';
import { listen } from '../listen.ts';
import type { Part } from '../part.ts';
import { createPeople } from './people.ts';
import { randomOf } from './random.ts';
import { type FanTrade, type Market, TradeFailed, tradeAsFan } from './trade-as-fan.ts';
import { createTraders } from './trade-coins.ts';

let world: TestChain;
let zora: Part;
let market: Market;
let coin: `0x${string}`;
const [fan] = ACCOUNTS.traders;
if (!fan) throw new Error('the chain has no traders');

beforeAll(async () => {
  world = await startTestChain(28_400);
  zora = await startZoraApi(world.config, world.chain, { apiKey: 'key' });
  market = { zoraUrl: urlOf(world.config, 'zora'), zoraApiKey: 'key', rpcUrl: urlOf(world.config, 'chain') };
  ({ coin } = await launch(world.chain));
  await world.chain.increaseTime(11);
});

afterAll(async () => {
  await zora.stop();
  await world.stop();
});

const { address } = fan;
const held = () =>
  world.chain.clients.read.readContract({ abi: erc20Abi, address: coin, functionName: 'balanceOf', args: [address] });
const ether = () => world.chain.clients.read.getBalance({ address });

test('a fan buys with ETH and sells again, with approval and permit', async () => {
  const before = await ether();
  await tradeAsFan(market, { account: fan, coin, side: 'buy', amount: parseEther('0.01') });
  const bought = await held();
  expect(bought).toBeGreaterThan(0n);
  const between = await ether();
  expect(before - between).toBeGreaterThanOrEqual(parseEther('0.01'));
  for (let i = 0; i < 2; i++) await tradeAsFan(market, { account: fan, coin, side: 'sell', amount: bought / 4n });
  expect(await held()).toBe(bought - (bought / 4n) * 2n);
  expect(await ether()).toBeGreaterThan(between);
});

test('a trade without a pool, and one that cannot be paid, say so and move nothing', async () => {
  const before = await held();
  const nowhere = { account: fan, coin: address, side: 'buy', amount: 1n } as const;
  await expect(tradeAsFan(market, nowhere)).rejects.toThrow(TradeFailed);
  await expect(tradeAsFan(market, { account: fan, coin, side: 'buy', amount: parseEther('5000') })).rejects.toThrow(TradeFailed);
  await expect(tradeAsFan(market, { account: fan, coin, side: 'sell', amount: before * 2n })).rejects.toThrow(TradeFailed);
  expect(await held()).toBe(before);
});

test('the town finds open coins like any client, trades a little, and repeats itself', async () => {
  const asked: string[] = [];
  const close = await listen({ part: 'test REST', host: '127.0.0.1', port: 28_431 }, request => {
    asked.push(`${request.headers.get('apikey')} ${new URL(request.url).searchParams.get('opens_at')}`);
    return Response.json([{ coin_address: coin, opens_at: new Date(1_800_000_000_000).toISOString() }]);
  });
  const round = async () => {
    const trades: FanTrade[] = [];
    const traders = createTraders({
      restUrl: 'http://127.0.0.1:28431',
      publishableKey: 'public',
      rpcUrl: market.rpcUrl,
      people: createPeople('test', 40, 1_800_000_000_000),
      random: randomOf('rounds'),
      now: () => 1_800_000_010_000,
      trade: async trade => trades.push(trade),
    });
    for (let i = 0; i < 20; i++) await traders.goRound();
    return trades;
  };
  try {
    const trades = await round();
    expect(asked[0]).toBe('public lte.2027-01-15T08:00:10.000Z');
    expect(trades.length).toBeGreaterThan(5);
    expect(trades.length).toBeLessThan(20);
    // Nobody but the fan above holds anything yet, so all but that fan buy.
    for (const { side, amount, account } of trades) {
      if (account.address !== address) expect(side).toBe('buy');
      if (side === 'buy') expect(amount).toBeLessThanOrEqual(parseEther('0.03'));
    }
    expect(await round()).toEqual(trades);
    const [first] = trades;
    if (!first) throw new Error('no trade');
    await tradeAsFan(market, first);
  } finally {
    await close();
  }
});
