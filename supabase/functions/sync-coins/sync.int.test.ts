import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { coinABI } from '@zoralabs/protocol-deployments';
import fc from 'fast-check';
import { type Abi, type Address, erc20Abi, type Hex, keccak256, parseAbi, parseEther, parseEventLogs, toHex } from 'viem';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ChainPart, startChain } from '../../../local/chain/index.ts';
import { encodeExecute, planSwap } from '../../../local/chain/zora-api/router-call.ts';
import { localConfig } from '../../../local/config.ts';
import { startTestDatabase, type TestDatabase } from '../../../local/supabase/test-database.ts';
import { unixMs, wei } from '../../../shared/kernel/units.ts';
import { deployCall } from '../../../shared/launches/deploy-call.ts';
import type { CoinCreation } from '../../../shared/launches/launch.ts';
import { ETH, POOL_MANAGER } from '../../../shared/markets/base-contracts.ts';
import { COIN_TRANSFER_TOPIC } from '../../../shared/markets/coin-events.ts';
import { noFacts } from '../../../shared/markets/coin-facts.ts';
import { syncOnce } from '../../../shared/markets/sync-once.ts';
import type { Cursor, KnownFacts, SyncPorts } from '../../../shared/markets/sync-ports.ts';
import { balanceReader } from '../_shared/adapters/chain-balances.ts';
import { chainClient } from '../_shared/adapters/chain-client.ts';
import { launchChain } from '../_shared/adapters/chain-launches.ts';
import { syncChain } from '../_shared/adapters/chain-markets.ts';
import { connectDatabase, type Database } from '../_shared/adapters/database.ts';
import { launchSigner } from '../_shared/adapters/signer.ts';
import { syncStore } from '../_shared/stores/markets.ts';
import { seedLaunch } from '../_testing/seed-launch.ts';
import { testClock } from '../_testing/test-clock.ts';
import { makeHandler } from './handler.ts';

const PORT = 29_520;
let folder: string;
let database: TestDatabase;
let chain: ChainPart;
let admin: Database;
let db: Database;
let ports: SyncPorts;
let runs = 0;
let seed = 500;
const clock = testClock();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gigavibe-sync-'));
  const local = localConfig({ firstPort: PORT, dataDir: folder, cacheDir: '.local/cache' });
  [database, chain] = await Promise.all([startTestDatabase(PORT), startChain(local, undefined, { blockSeconds: 0 })]);
  admin = connectDatabase(database.url);
  db = connectDatabase(database.functionsUrl);
  ports = { store: syncStore(db), chain: syncChain(chainClient(chain.rpcUrl)), clock, runId: () => `run ${runs++}` };
});

afterAll(async () => {
  await Promise.all([admin?.end(), db?.end()]);
  await Promise.all([database?.stop(), chain?.stop()]);
  await rm(folder, { recursive: true, force: true });
});

/** Makes a coin on the chain, as a launch does, and gives its creation. */
async function createCoin(): Promise<CoinCreation> {
  const n = seed++;
  const { launchWallet, creator, platformReferrer } = chain.accounts;
  const factory = chain.addresses.coinFactory;
  const view = launchChain(chainClient(chain.rpcUrl), { wallet: launchWallet.address, factory, chainId: 8453 });
  const call = deployCall(factory, {
    payout: creator.address,
    owner: creator.address,
    uri: 'ipfs://x',
    name: `Coin ${n}`,
    symbol: `COIN${n}`,
    platformReferrer: platformReferrer.address,
    salt: keccak256(toHex(`coin ${n}`)),
  });
  const unsigned = { ...call, chainId: 8453, nonce: await view.pendingCount(), gas: 4_000_000n, ...(await view.fees()) };
  const { raw, hash } = await launchSigner(launchWallet.privateKey).sign(unsigned);
  await view.broadcast(raw);
  const receipt = await chain.clients.read.waitForTransactionReceipt({ hash });
  const creation = (await view.receipt(receipt.transactionHash))?.creation;
  if (!creation) throw new Error('no coin was made');
  return creation;
}

/** Links a coin as its launch does. */
async function linkCoin(coin: CoinCreation): Promise<void> {
  const { performanceId } = await seedLaunch(admin, seed++, chain.accounts.creator.address);
  await admin`
    insert into public.performance_coins (performance_id, coin_address, chain_id, name, symbol, currency, pool_id, pool_key, metadata_cid,
      creator_address, transaction_hash, created_block, created_block_hash, launched_at, opens_at)
    values (${performanceId}, ${coin.coin}, 8453, ${coin.name}, ${coin.symbol}, ${coin.currency}, ${coin.poolId}, ${JSON.stringify(coin.poolKey)}, 'cid',
      ${chain.accounts.creator.address.toLowerCase()}, ${coin.transactionHash}, ${coin.blockNumber}, ${coin.blockHash},
      ${new Date(coin.blockAt)}, ${new Date(coin.blockAt + 10_000)})`;
}

const PERMIT2 = parseAbi(['function approve(address token, address spender, uint160 amount, uint48 expiration)']);

async function trade(trader: number, coin: CoinCreation, side: 'buy' | 'sell', amountIn: bigint): Promise<Hex> {
  const account = chain.accounts.traders[trader];
  if (!account) throw new Error(`no trader ${trader}`);
  const wallet = chain.clients.walletOf(account);
  const [tokenIn, tokenOut] = side === 'buy' ? [ETH, coin.coin] : [coin.coin, ETH];
  if (side === 'sell') {
    const approve = {
      abi: erc20Abi,
      address: coin.coin,
      functionName: 'approve',
      args: [chain.addresses.permit2, 2n ** 255n],
    } as const;
    await sent(await wallet.writeContract(approve));
    const args = [coin.coin, chain.addresses.universalRouter, 2n ** 160n - 1n, 2 ** 48 - 1] as const;
    await sent(await wallet.writeContract({ abi: PERMIT2, address: chain.addresses.permit2, functionName: 'approve', args }));
  }
  const common = { amountIn, amountOutMinimum: 0n, sender: account.address, recipient: account.address, hookData: '0x' } as const;
  const plan = planSwap({ key: coin.poolKey, tokenIn, tokenOut, ...common });
  const data = encodeExecute(plan, 2n ** 63n);
  return sent(
    await wallet.sendTransaction({
      to: chain.addresses.universalRouter,
      data,
      value: side === 'buy' ? amountIn : 0n,
      gas: 2_000_000n,
    }),
  );
}

async function sent(hash: Hex): Promise<Hex> {
  const receipt = await chain.clients.read.waitForTransactionReceipt({ hash });
  if (receipt.status !== 'success') throw new Error(`reverted: ${hash}`);
  return hash;
}

const balanceOf = (coin: Address, holder: Address) =>
  chain.clients.read.readContract({ abi: erc20Abi, address: coin, functionName: 'balanceOf', args: [holder] });

/** Everything that the indexer wrote. */
async function tables() {
  return {
    trades: await admin`
      select coin_address, block_number, block_hash, log_index, transaction_hash, trader, side, coin_amount, currency_amount, price, traded_at
      from public.coin_trades order by block_number, log_index`,
    prices: await admin`select * from public.coin_prices order by block_number, log_index, coin_address`,
    transfers: await admin`select * from public.coin_transfers order by block_number, log_index`,
    holders: await admin`select * from public.coin_holders order by coin_address, holder`,
    candles: await admin`select * from public.coin_candles order by coin_address, seconds, opened_at`,
    rewards: await admin`select * from public.coin_rewards order by block_number, log_index`,
    coins: await admin`
      select coin_address, initial_price, current_price, market_cap, price_24h_ago, volume_24h, holders_count, price_block, price_block_hash, price_log_index
      from public.performance_coins order by coin_address`,
  };
}

const forget = () => admin`
  truncate private.chain_cursors, private.chain_blocks, private.coin_reads, public.coin_trades, public.coin_prices, public.coin_transfers,
    public.coin_holders, public.coin_candles, public.coin_rewards, public.coin_migrations`;

/** The same from nothing but the chain as it is now. */
async function rebuilt() {
  await forget();
  await admin`
    update public.performance_coins set initial_price = null, current_price = null, market_cap = null, price_24h_ago = null, volume_24h = 0,
      holders_count = 0, price_block = null, price_block_hash = null, price_log_index = null`;
  await follow();
  return tables();
}

/**
 * As many runs as it takes to be at the head: how much of its budget a run gets is this machine's affair. Gives how far back it
 * went, and how much was passed over.
 */
async function follow(by = ports): Promise<{ rewound: number; unread: number }> {
  const head = await chain.clients.read.getBlock();
  const sum = { rewound: 0, unread: 0 };
  for (let run = 0; run < MOST_RUNS; run++) {
    const done = await syncOnce(by, 300);
    sum.rewound += done.rewound;
    sum.unread += done.unread;
    const [cursor] = await admin`
      select block_hash, exists (
        select from public.performance_coins c left join private.coin_reads r using (coin_address) where r.coin_address is null or r.read_to is not null) as reading
      from private.chain_cursors`;
    if (cursor?.block_hash === head.hash && !cursor.reading) return sum;
  }
  throw new Error('the index did not reach the head');
}
const MOST_RUNS = 50;

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

/** Coins as the chain has them; the launch of one whose block a reorg took would write its new block. */
let coins: CoinCreation[];
beforeEach(async () => {
  await forget();
  await admin`truncate public.performance_coins cascade`;
  coins = [await createCoin(), await createCoin()];
  for (const coin of coins) await linkCoin(coin);
  await chain.increaseTime(11);
});

const one = () => coins[0] as CoinCreation;

it('what wallets hold together is read in one block, and silence is no zero', async () => {
  await trade(0, one(), 'buy', parseEther('0.05'));
  await trade(1, one(), 'buy', parseEther('0.02'));
  const [first, second, third] = chain.accounts.traders.map(trader => trader.address);
  const wallets = [first, second, third] as Address[];
  const each = await Promise.all(wallets.map(wallet => balanceOf(one().coin, wallet)));
  const read = balanceReader(chainClient(chain.rpcUrl));
  const block = await chain.clients.read.getBlockNumber();
  expect(await read(one().coin, wallets)).toEqual({ block, held: each.reduce((sum, held) => sum + held, 0n) });
  expect(await read(one().coin, [third as Address])).toEqual({ block, held: 0n });
  expect(await read(one().coin, [])).toEqual({ block, held: 0n });
  await expect(read(first as Address, wallets)).rejects.toMatchObject({ code: 'chain/away' });
});

describe('the market follows the chain', () => {
  it('turns a buy and a sale into trades, prices, holders and the coin’s row', async () => {
    const [buyer] = chain.accounts.traders.map(trader => trader.address.toLowerCase());
    await trade(0, one(), 'buy', parseEther('0.05'));
    const bought = await balanceOf(one().coin, buyer as Address);
    const hash = await trade(0, one(), 'sell', bought / 2n);
    await follow();
    const { trades, prices, coins: rows } = await tables();
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
    for (let i = 0; i < 6; i++) await trade(i, coins[i % 2] as CoinCreation, 'buy', parseEther('0.01') * BigInt(i + 1));
    await follow();
    const hookAbi = JSON.parse(await readFile('node_modules/@zoralabs/limit-orders/abis/IZoraV4CoinHook.json', 'utf8')) as Abi;
    const logs = await chain.clients.read.getLogs({ fromBlock: BigInt(one().blockNumber) });
    const swaps = parseEventLogs({ abi: hookAbi, eventName: 'Swapped', logs }) as unknown as {
      args: { amount1: bigint; swapSender: Address };
    }[];
    const moved = parseEventLogs({ abi: coinABI, eventName: 'CoinTransfer', logs });
    const { trades, transfers } = await tables();
    expect(trades.map(row => row.coin_amount)).toEqual(swaps.map(({ args }) => String(args.amount1)));
    expect(trades.map(row => row.trader)).toEqual(swaps.map(({ args }) => args.swapSender.toLowerCase()));
    expect(transfers.map(row => row.recipient_balance)).toEqual(moved.map(({ args }) => String(args.recipientBalance)));
    for (const { recipient, coin_address } of transfers.slice(-1)) {
      const [latest] = transfers.filter(row => row.recipient === recipient && row.coin_address === coin_address).slice(-1);
      expect(BigInt(latest?.recipient_balance)).toBe(await balanceOf(coin_address, recipient));
    }
  });

  it.each([1, 2, 5])('takes a reorg of depth %i back, and equals what the chain says then', async depth => {
    for (let i = 0; i < 7; i++) await trade(i, coins[i % 2] as CoinCreation, 'buy', parseEther('0.01'));
    await follow();
    const before = await tables();
    await chain.reorg(depth);
    for (let i = 0; i < 2; i++) await trade(10 + i, one(), 'buy', parseEther('0.02'));
    const done = await follow();
    expect(done.rewound).toBeGreaterThanOrEqual(depth);
    const after = await tables();
    expect(after.trades).not.toEqual(before.trades);
    expect(after).toEqual(await rebuilt());
  });

  it('takes a reorg back that came while it lagged, or twice in a row', async () => {
    await trade(0, one(), 'buy', parseEther('0.01'));
    await follow();
    for (let i = 1; i < 5; i++) await trade(i, one(), 'buy', parseEther('0.01'));
    await chain.reorg(3);
    await trade(5, one(), 'buy', parseEther('0.03'));
    await chain.reorg(2);
    await follow();
    expect(await tables()).toEqual(await rebuilt());
  });

  it('reads the past of a coin that is linked after its blocks were passed', async () => {
    const late = await createCoin();
    await chain.increaseTime(11);
    await trade(0, late, 'buy', parseEther('0.01'));
    await follow();
    await linkCoin(late);
    await follow();
    const after = await tables();
    expect(after.trades).toMatchObject([{ coin_address: late.coin }]);
    expect(after).toEqual(await rebuilt());
  });

  it('reads a coin that it knew before its block once, and not again as past', async () => {
    await trade(0, one(), 'buy', parseEther('0.01'));
    const ranges: [number, number][] = [];
    const listening = {
      ...ports,
      chain: {
        ...ports.chain,
        logs: async (range: Parameters<SyncPorts['chain']['logs']>[0]) => {
          ranges.push([range.from, range.to.number]);
          return ports.chain.logs(range);
        },
      },
    };
    expect(await syncOnce(listening, 0)).toMatchObject({ trades: 1 });
    expect(ranges).toEqual([[one().blockNumber, Number(await chain.clients.read.getBlockNumber())]]);
    expect((await admin`select from private.coin_reads where read_to is null`).count).toBe(2);
  });

  it('changes nothing when it runs again', async () => {
    await trade(0, one(), 'buy', parseEther('0.01'));
    await follow();
    const before = { ...(await tables()), updated: await admin`select updated_at from public.performance_coins` };
    await follow();
    expect({ ...(await tables()), updated: await admin`select updated_at from public.performance_coins` }).toEqual(before);
  });

  it('lets one runner work at a time, and the next go on where a dead one stopped', async () => {
    await trade(0, one(), 'buy', parseEther('0.01'));
    const two = await Promise.all([syncOnce(ports, 300), syncOnce(ports, 300)]);
    expect(two.map(done => done.leased).sort()).toEqual([false, true]);
    await trade(1, one(), 'buy', parseEther('0.01'));
    const dead = {
      ...ports,
      store: { ...ports.store, refresh: () => Promise.reject(new Error('killed')), release: async () => {} },
    };
    await expect(syncOnce(dead, 300)).rejects.toThrow('killed');
    expect(await syncOnce(ports, 300)).toMatchObject({ leased: false });
    clock.jump(10_000);
    expect(await syncOnce(ports, 300)).toMatchObject({ leased: true });
    await follow();
    expect(await tables()).toEqual(await rebuilt());
  });

  it('writes nothing once another runner has the lease', async () => {
    await follow();
    await trade(0, one(), 'buy', parseEther('0.01'));
    const robbed = {
      ...ports,
      chain: {
        ...ports.chain,
        logs: async (...args: Parameters<SyncPorts['chain']['logs']>) => {
          await admin`update private.chain_cursors set lease_owner = 'thief'`;
          return ports.chain.logs(...args);
        },
      },
    };
    await syncOnce(robbed, 300);
    expect((await tables()).trades).toEqual([]);
    await admin`update private.chain_cursors set lease_owner = null, lease_until = '-infinity'`;
  });

  it('says of a coin’s past too how many logs it passed over', async () => {
    await follow();
    const late = await createCoin();
    await follow();
    await linkCoin(late);
    const logs: SyncPorts['chain']['logs'] = async range => {
      const read = await ports.chain.logs(range);
      const transfer = read?.logs.find(log => log.topics[0] === COIN_TRANSFER_TOPIC && log.address === late.coin);
      return read && transfer ? { ...read, logs: [...read.logs, { ...transfer, data: '0x' }] } : read;
    };
    expect(await follow({ ...ports, chain: { ...ports.chain, logs } })).toMatchObject({ unread: 1 });
    expect((await tables()).transfers.some(row => row.coin_address === late.coin)).toBe(true);
  });

  it('has no figure for what cannot be, and brings all other coins up to date: a supply that is a lie, a price upon an absurd price', async () => {
    const [liar, other] = coins.map(coin => coin.coin) as [Address, Address];
    for (const coin of coins) await trade(0, coin, 'buy', parseEther('0.01'));
    await follow();
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

  it('lets a refresh of a run that lost its lease wait for the run after it: neither ends the other', async () => {
    const { coin } = one();
    await trade(0, one(), 'buy', parseEther('0.01'));
    await follow();
    await admin`update public.coin_holders set is_little_trusted = null`;
    await admin`update private.coin_spreads set trust_seen_at = '-infinity', is_told = false`;
    let late: Promise<number> | undefined;
    await admin.begin(async tx => {
      // As `advance` does: the cursor, then holders, then by the trigger their sums.
      await tx`select from private.chain_cursors for update`;
      await tx`select from public.coin_holders where coin_address = ${coin} for update`;
      late = ports.store.refresh([coin], clock.now());
      late.catch(() => {});
      const waiting = async () =>
        (await admin`select from pg_stat_activity where usename = 'gigavibe_functions' and wait_event_type = 'Lock'`).length;
      await expect.poll(waiting).toBe(1);
      await tx`update public.coin_holders set balance = balance + 1, is_little_trusted = null where coin_address = ${coin}`;
    });
    expect(await late).toBeTypeOf('number');
  });

  it('lets trades drop out of the last 24 hours', async () => {
    await trade(0, one(), 'buy', parseEther('0.01'));
    await follow();
    clock.jump(25 * 3_600_000);
    await follow();
    const row = (await tables()).coins.find(coin => coin.coin_address === one().coin);
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
        await forget();
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

  it('is worked on by cron alone', async () => {
    const handler = makeHandler(ports, { cronSecret: 'a secret of cron', budgetMs: 50 });
    const call = (authorization: string) =>
      handler(new Request('http://x/sync-coins', { method: 'POST', headers: { authorization } }));
    expect((await call('Bearer something else')).status).toBe(401);
    expect(await (await call('Bearer a secret of cron')).json()).toMatchObject({ done: { leased: true } });
  });
});
