import { coinABI } from '@zoralabs/protocol-deployments';
import fc from 'fast-check';
import { type Address, encodeFunctionResult, multicall3Abi, numberToHex, parseEther, parseEventLogs, toHex } from 'viem';
import { describe, expect, it } from 'vitest';
import { hookAbi } from '../../../local/chain/artifacts.ts';
import { startFaultProxy } from '../../../local/chain/fault-proxy.ts';
import { openSyncWorld } from '../../../local/markets/testing/sync-world.ts';
import { unixMs, wei } from '../../../shared/kernel/units.ts';
import type { CoinCreation } from '../../../shared/launches/launch.ts';
import { ETH, POOL_MANAGER } from '../../../shared/markets/base-contracts.ts';
import { noFacts } from '../../../shared/markets/coin-facts.ts';
import type { Cursor, KnownFacts } from '../../../shared/markets/sync-ports.ts';
import { balanceReader } from '../_shared/adapters/chain-balances.ts';
import { chainClient } from '../_shared/adapters/chain-client.ts';

const world = openSyncWorld(30_200);
const { admin, clock, ports, chain, coins, one } = world;

const HOUR_MS = 3_600_000;

/** A coin's figures by reading every trade of its day and every holder. */
async function counted(coin: Address, nobody: readonly string[], now: number) {
  const [day] = await admin`
    select coalesce(sum(eth_amount), 0)::text as volume_24h from public.coin_trades
    where coin_address = ${coin} and traded_at > ${new Date(now - 24 * HOUR_MS)}`;
  const rows = await admin`
    select h.holder, h.balance, coalesce(f.score < 0.5 or f.registered_at > ${new Date(now - 7 * 24 * HOUR_MS)}, false) as doubtful
    from public.coin_holders h left join public.users u on u.wallet_address = h.holder and u.farcaster_fid between 7000 and 7002
      left join public.farcaster_people f on f.fid = u.farcaster_fid
    where h.coin_address = ${coin} and h.balance > 0 order by h.balance desc`;
  const people = rows.filter(row => !nobody.includes(row.holder));
  const sum = (list: typeof people) => list.reduce((total, row) => total + BigInt(row.balance), 0n);
  const share = (list: typeof people) => (people.length === 0 ? null : Number((sum(list) * 10_000n) / sum(people)));
  return {
    volume_24h: day?.volume_24h,
    holders_count: people.length,
    top_ten_bps: share(people.slice(0, 10)),
    low_trust_bps: share(people.filter(row => row.doubtful)),
  };
}

it('what wallets hold together is read in one block, and silence is no zero', async () => {
  await world.trade(0, one(), 'buy', parseEther('0.05'));
  await world.trade(1, one(), 'buy', parseEther('0.02'));
  const [first, second, third] = chain().accounts.traders.map(trader => trader.address);
  const wallets = [first, second, third] as Address[];
  const each = await Promise.all(wallets.map(wallet => world.balanceOf(one().coin, wallet)));
  const read = balanceReader({ first: chainClient(chain().rpcUrl) });
  const block = await chain().clients.read.getBlockNumber();
  expect(await read(one().coin, wallets)).toEqual({ block, held: each.reduce((sum, held) => sum + held, 0n) });
  expect(await read(one().coin, [third as Address])).toEqual({ block, held: 0n });
  expect(await read(one().coin, [])).toEqual({ block, held: 0n });
  await expect(read(first as Address, wallets)).rejects.toMatchObject({ code: 'chain/away' });
});

it('what wallets hold opens nothing where two nodes do not say alike what it is', async () => {
  const wallets = chain()
    .accounts.traders.slice(0, 1)
    .map(trader => trader.address) as Address[];
  const liar = await startFaultProxy(chain().rpcUrl);
  const read = balanceReader({ first: chainClient(liar.url), witness: chainClient(chain().rpcUrl) });
  const block = await chain().clients.read.getBlockNumber();
  const truth = { block, held: await world.balanceOf(one().coin, wallets[0] as Address) };
  expect(await read(one().coin, wallets)).toEqual(truth);
  const returnData = [block, truth.held + 1n].map(value => numberToHex(value, { size: 32 }));
  const result = encodeFunctionResult({
    abi: multicall3Abi,
    functionName: 'aggregate3',
    result: returnData.map(data => ({ success: true, returnData: data })),
  });
  liar.decide = method => (method === 'eth_call' ? { result } : null);
  await expect(read(one().coin, wallets)).rejects.toMatchObject({ code: 'witness/differs', status: 503 });
  await liar.stop();
});

describe('the market follows the chain', () => {
  it('turns a buy and a sale into trades, prices, holders and the coin’s row', async () => {
    const [buyer] = chain().accounts.traders.map(trader => trader.address.toLowerCase());
    await world.trade(0, one(), 'buy', parseEther('0.05'));
    const bought = await world.balanceOf(one().coin, buyer as Address);
    const hash = await world.trade(0, one(), 'sell', bought / 2n);
    await world.follow();
    const { trades, prices, coins: rows } = await world.tables();
    expect(trades).toMatchObject([
      { side: 'buy', trader: buyer, coin_amount: String(bought), currency_amount: String(parseEther('0.05')) },
      { side: 'sell', trader: buyer, coin_amount: String(bought / 2n), transaction_hash: hash },
    ]);
    const row = rows.find(coin => coin.coin_address === one().coin);
    expect(row?.current_price).toBe(prices.at(-1)?.price);
    expect(BigInt(row?.market_cap)).toBe(BigInt(row?.current_price) * 1_000_000_000n);
    expect(BigInt(row?.volume_24h)).toBe(BigInt(trades[0]?.currency_amount) + BigInt(trades[1]?.currency_amount));
    expect(row?.price_24h_ago).toBe(row?.initial_price);
    // The creator has the first ten million, the buyer the rest; the pool and its hook are no holders.
    expect(row?.holders_count).toBe(2);
    expect(rows.find(coin => coin.coin_address !== one().coin)).toMatchObject({ holders_count: 1, volume_24h: '0' });
  });

  it('says what the published ABIs say of the same logs', async () => {
    for (let i = 0; i < 6; i++) await world.trade(i, coins()[i % 2] as CoinCreation, 'buy', parseEther('0.01') * BigInt(i + 1));
    await world.follow();
    const logs = await chain().clients.read.getLogs({ fromBlock: BigInt(one().blockNumber) });
    const swaps = parseEventLogs({ abi: hookAbi(), eventName: 'Swapped', logs }) as unknown as {
      args: { amount1: bigint; swapSender: Address };
    }[];
    const moved = parseEventLogs({ abi: coinABI, eventName: 'CoinTransfer', logs });
    const { trades, transfers } = await world.tables();
    expect(trades.map(row => row.coin_amount)).toEqual(swaps.map(({ args }) => String(args.amount1)));
    expect(trades.map(row => row.trader)).toEqual(swaps.map(({ args }) => args.swapSender.toLowerCase()));
    expect(transfers.map(row => row.recipient_balance)).toEqual(moved.map(({ args }) => String(args.recipientBalance)));
    for (const { recipient, coin_address } of transfers.slice(-1)) {
      const [latest] = transfers.filter(row => row.recipient === recipient && row.coin_address === coin_address).slice(-1);
      expect(BigInt(latest?.recipient_balance)).toBe(await world.balanceOf(coin_address, recipient));
    }
  });

  it('has no figure for what cannot be, and brings all other coins up to date: a supply that is a lie, a price upon an absurd price', async () => {
    const [liar, other] = coins().map(coin => coin.coin) as [Address, Address];
    for (const coin of coins()) await world.trade(0, coin, 'buy', parseEther('0.01'));
    await world.follow();
    const [before] = await admin`select market_cap from public.performance_coins where coin_address = ${other}`;
    expect(Number(before?.market_cap)).toBeGreaterThan(0);
    const refreshed = async () => {
      await admin`update public.performance_coins set market_cap = 7`;
      await ports.store.refresh([liar, other], clock.now());
      const rows = await admin`select coin_address, current_price, initial_price, market_cap from public.performance_coins`;
      expect(rows.find(row => row.coin_address === other)?.market_cap).toBe(before?.market_cap);
      return rows.find(row => row.coin_address === liar);
    };
    const absurd = String(3n * 10n ** 56n);
    await admin`
      insert into public.coin_transfers (coin_address, block_number, block_hash, log_index, sender, recipient, amount, sender_balance, recipient_balance)
      values (${liar}, 1, '0x01', 0, ${ETH}, ${POOL_MANAGER}, ${String(2n ** 256n - 1n)}, 0, 0)`;
    await admin`update public.coin_prices set price = ${absurd}, currency_price = ${absurd} where coin_address = ${liar}`;
    expect(await refreshed()).toMatchObject({ current_price: absurd, market_cap: null });
    await admin`update public.coin_transfers set sender = recipient, recipient = sender where coin_address = ${liar} and block_number = 1`;
    expect(await refreshed()).toMatchObject({ market_cap: null });

    const [currency, pool] = [toHex(7n, { size: 20 }), toHex(7n, { size: 32 })];
    await admin`insert into private.backing_pools (currency, against, pool_id, is_token0) values (${currency}, ${ETH}, ${pool}, true)`;
    await admin`
      insert into private.backing_prices (currency, block_number, block_hash, log_index, price, priced_at) values (${currency}, 1, '0x01', 0, ${absurd}, now())`;
    await admin`update public.coin_prices set price = null where coin_address = ${liar}`;
    await admin`update public.performance_coins set currency = ${currency} where coin_address = ${liar}`;
    await ports.store.coins();
    const row = await refreshed();
    expect(row?.current_price).toBe(row?.initial_price);
    await admin`truncate private.backing_pools cascade`;
  });

  it('lets trades drop out of the last 24 hours', async () => {
    await world.trade(0, one(), 'buy', parseEther('0.01'));
    await world.follow();
    clock.jump(25 * 3_600_000);
    await world.follow();
    const row = (await world.tables()).coins.find(coin => coin.coin_address === one().coin);
    expect(row?.volume_24h).toBe('0');
    expect(row?.price_24h_ago).toBe(row?.current_price);
  });

  it('says of a coin what a count over all its rows says, whatever was traded, taken back or learnt of its holders', async () => {
    const { coin, poolKey } = one();
    const wallets = Array.from({ length: 14 }, (_, n) => `0x${String(n + 10).repeat(20)}` as Address);
    const start = unixMs(clock.now() + 30 * HOUR_MS);
    for (const [n, score] of [0.2, 0.9, 0.9].entries()) {
      await admin`insert into public.users (farcaster_fid, display_name, wallet_address) values (${7_000 + n}, 'Holder', ${wallets[n] ?? ''})`;
      await admin`
        insert into public.farcaster_people (fid, score, registered_at, seen_at)
        values (${7_000 + n}, ${score}, ${new Date(start - (n === 1 ? 2 : 900) * 24 * HOUR_MS)}, now())`;
    }
    const step = fc.record({
      after: fc.oneof(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 0, max: 2 * HOUR_MS })),
      to: fc.nat(wallets.length - 1),
      amount: fc.bigInt({ min: 1n, max: 10n ** 24n }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), fc.nat(18), async (steps, kept) => {
        await world.forget();
        await admin`update public.farcaster_people set score = 0.9 where fid = 7002`;
        const owner = ports.runId();
        const lease = { owner, now: clock.now(), until: unixMs(start * 2), givenBackAt: unixMs(start * 2) };
        let cursor: Cursor = { number: 100, hash: '0x64' };
        await ports.store.lease(lease, async () => cursor);
        const held = new Map<string, bigint>();
        let at: number = start - 26 * HOUR_MS;
        const refreshed = async (now: number) => {
          await ports.store.refresh([coin], unixMs(now));
          const [row] = await admin`
            select volume_24h, holders_count, top_ten_bps, low_trust_bps from public.performance_coins where coin_address = ${coin}`;
          expect(row).toEqual(await counted(coin, [ETH, POOL_MANAGER, coin, poolKey.hooks.toLowerCase()], now));
        };
        for (const [n, { after, to, amount }] of steps.entries()) {
          at += after;
          const place = { coinAddress: coin, blockNumber: 101 + n, blockHash: toHex(101 + n), logIndex: 1 };
          // The pool gives, and sometimes everything comes back to it.
          const holder = wallets[to] as Address;
          const all = n % 5 === 4 ? (held.get(holder) ?? 0n) : 0n;
          const now = all > 0n ? 0n : (held.get(holder) ?? 0n) + amount;
          held.set(holder, now);
          const pool = { sender: POOL_MANAGER, senderBalance: wei(10n ** 27n) };
          const trade = { transactionHash: toHex(n), trader: holder, side: 'buy' as const, coinAmount: wei(amount) };
          const price = wei(amount % 1_000n);
          const facts: KnownFacts = {
            ...noFacts(),
            trades: [{ ...place, ...trade, currencyAmount: wei(amount), ethAmount: wei(amount), price, tradedAt: unixMs(at) }],
            prices: [{ ...place, price, currencyPrice: price, pricedAt: unixMs(at) }],
            transfers: [{ ...place, ...pool, recipient: holder, amount: wei(amount), recipientBalance: wei(now) }],
          };
          const end = { number: place.blockNumber, hash: place.blockHash, at: unixMs(at) };
          await ports.store.advance(owner, { from: cursor, to: end, blocks: [end], leaseUntil: lease.until }, facts);
          cursor = end;
          if (n % 6 === 0) await refreshed(at);
        }
        const [sometime] = await admin`select traded_at from public.coin_trades order by block_number limit 1 offset ${kept}`;
        for (const off of [0, 1, 59_999, 60_000, HOUR_MS]) await refreshed(Number(sometime?.traded_at) + 24 * HOUR_MS + off);
        await ports.store.rewind(owner, { number: 101 + kept, hash: toHex(101 + kept) });
        await refreshed(at);
        await admin`update public.farcaster_people set score = 0.1 where fid = 7002`;
        // Later than any look at their trust.
        await refreshed(at + 30 * HOUR_MS);
      }),
      { seed: 11, numRuns: 3, endOnFailure: true },
    );
    await admin`update private.chain_cursors set lease_owner = null, lease_until = '-infinity'`;
  });
});
