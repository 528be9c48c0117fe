import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, erc20Abi, type Hex, keccak256, toHex } from 'viem';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { deployCall } from '../../../shared/launches/deploy-call.ts';
import type { CoinCreation } from '../../../shared/launches/launch.ts';
import { syncOnce } from '../../../shared/markets/sync-once.ts';
import type { SyncPorts } from '../../../shared/markets/sync-ports.ts';
import { chainClient } from '../../../supabase/functions/_shared/adapters/chain-client.ts';
import { launchChain } from '../../../supabase/functions/_shared/adapters/chain-launches.ts';
import { syncChain } from '../../../supabase/functions/_shared/adapters/chain-markets.ts';
import { launchSigner } from '../../../supabase/functions/_shared/adapters/signer.ts';
import { syncStore } from '../../../supabase/functions/_shared/stores/markets.ts';
import { seedLaunch } from '../../../supabase/functions/_testing/seed-launch.ts';
import { testClock } from '../../../supabase/functions/_testing/test-clock.ts';
import { type ChainPart, startChain } from '../../chain/index.ts';
import { allowSelling, buy, sell } from '../../chain/testing/trade.ts';
import { localConfig, urlOf } from '../../config.ts';
import { openTestDatabase } from '../../supabase/testing/open-test-database.ts';

const MOST_RUNS = 50;

/**
 * For a test file, at its top: a chain with coins as launches make them, two of them new for each test, a database, and the index's own
 * adapters on both, with a clock that jumps.
 */
export function openSyncWorld(firstPort: number) {
  const folder = mkdtempSync(join(tmpdir(), 'gigavibe-sync-'));
  const local = localConfig({ firstPort, dataDir: folder, cacheDir: localConfig().cacheDir });
  const rpcUrl = urlOf(local, 'chain');
  const { admin, db } = openTestDatabase(firstPort);
  let chain: ChainPart;
  let coins: [CoinCreation, CoinCreation];
  const clock = testClock();
  let [runs, seed] = [0, 500];
  const ports: SyncPorts = {
    store: syncStore(db),
    chain: syncChain(chainClient(rpcUrl)),
    clock,
    runId: () => `run ${runs++}`,
  };

  /** Makes a coin on the chain, as a launch does, and gives its creation. */
  async function createCoin(): Promise<CoinCreation> {
    const n = seed++;
    const { launchWallet, creator, platformReferrer } = chain.accounts;
    const factory = chain.addresses.coinFactory;
    const view = launchChain(chainClient(rpcUrl), { wallet: launchWallet.address, factory, chainId: 8453 });
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

  async function trade(trader: number, coin: CoinCreation, side: 'buy' | 'sell', amountIn: bigint): Promise<Hex> {
    const by = chain.accounts.traders[trader];
    if (!by) throw new Error(`no trader ${trader}`);
    if (side === 'sell') await allowSelling(chain, coin.coin, by);
    const receipt = await (side === 'buy' ? buy : sell)(chain, { key: coin.poolKey }, { by, amountIn });
    return receipt.transactionHash;
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

  /** The same as `tables` from nothing but the chain as it is now. */
  async function rebuilt() {
    await forget();
    await admin`
      update public.performance_coins set initial_price = null, current_price = null, market_cap = null, price_24h_ago = null, volume_24h = 0,
        holders_count = 0, price_block = null, price_block_hash = null, price_log_index = null`;
    await follow();
    return tables();
  }

  /** Forgets all coins and makes two that are open. The launch of one whose block a reorg took would write its new block. */
  async function twoCoins(): Promise<[CoinCreation, CoinCreation]> {
    await forget();
    await admin`truncate public.performance_coins cascade`;
    const coins: [CoinCreation, CoinCreation] = [await createCoin(), await createCoin()];
    for (const coin of coins) await linkCoin(coin);
    await chain.increaseTime(11);
    return coins;
  }

  beforeAll(async () => {
    chain = await startChain(local, undefined, { blockSeconds: 0 });
  });
  beforeEach(async () => {
    coins = await twoCoins();
  });
  afterAll(async () => {
    await chain?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    admin,
    clock,
    ports,
    chain: () => chain,
    /** Both coins as the chain has them. */
    coins: () => coins,
    /** The first of them. */
    one: () => coins[0],
    createCoin,
    linkCoin,
    trade,
    balanceOf,
    tables,
    forget,
    follow,
    rebuilt,
  };
}
