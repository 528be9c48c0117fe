import { coinABI } from '@zoralabs/protocol-deployments';
import pg from 'pg';
import {
  type Abi,
  type AbiEvent,
  createPublicClient,
  http,
  parseEther,
  parseEventLogs,
  toEventSelector,
  zeroAddress,
} from 'viem';
import { syncOnce } from '../../shared/markets/sync-once.ts';
import { hookAbi } from '../chain/artifacts.ts';
import { readOptions, whole } from '../cli/read-options.ts';
import { benchRefresh } from './bench-refresh.ts';
import { type MarketWorld, startMarketWorld } from './market-world.ts';
import { tradeInBulk } from './trade-in-bulk.ts';

const USAGE = `npm run bench:index -- [--trades N] [--rounds N]
  The index of trades from the first block to the head, beside bare eth_getLogs, decoder and inserts, in turns. The ratio counts.`;

/**
 * The whole index (reorg support, holders, candles, coins' rows) from the first block to the head, beside the bare thing in
 * turns: eth_getLogs, viem's decoder, one insert a table, no more. Both read the same events of the same chain with the same node
 * into the same Postgres. Who goes first alternates. The ratio counts. At the end: bringing the row of a coin with 100,000 trades
 * in its day and 20,000 holders up to date, beside one with 100 and 20.
 */
const { trades, rounds } = readOptions(USAGE, { trades: whole(2_000), rounds: whole(15) }).values;
const RANGE = 2_000n;
const wanted = (abi: Abi, name: string) => abi.find(item => item.type === 'event' && item.name === name) as AbiEvent;
const EVENTS = [wanted(hookAbi(), 'Swapped'), wanted(hookAbi(), 'CoinMarketRewardsV4'), wanted(coinABI as Abi, 'CoinTransfer')];

const world = await startMarketWorld(31_680);
const bare = new pg.Client({ connectionString: world.databaseUrl });
try {
  const followed = world.coins.coins.filter(coin => coin.currency === zeroAddress);
  await world.link(followed);
  await tradeInBulk(world.chain, followed, { trades, amountIn: parseEther('0.0001') });
  await bare.connect();
  await bare.query(`
    create schema bare;
    create table bare.swaps (block bigint, hash text, log integer, coin text, trader text, amount0 numeric, amount1 numeric, sqrt_price numeric, primary key (hash, log));
    create table bare.transfers (block bigint, hash text, log integer, coin text, sender text, recipient text, amount numeric, sender_balance numeric, recipient_balance numeric, primary key (hash, log));
    create table bare.rewards (block bigint, hash text, log integer, coin text, creator numeric, primary key (hash, log));`);
  const rates: { own: number; bare: number }[] = [];
  for (let round = -1; round < rounds; round++) {
    await forget(world);
    const ownFirst = round % 2 === 0 && (await timed(() => indexAll(world)));
    const reference = await timed(() => indexBare(world));
    const own = ownFirst || (await timed(() => indexAll(world)));
    const events = reference.result;
    console.log(
      `${events} events: bare ${rate(events, reference.ms)}/s, the index ${rate(events, own.ms)}/s${round < 0 ? ' (warm-up)' : ''}`,
    );
    if (round >= 0) rates.push({ own: events / own.ms, bare: events / reference.ms });
  }
  const ratios = rates.map(each => each.own / each.bare).sort((a, b) => a - b);
  console.log(`the index ÷ bare: median ${ratios[Math.floor(ratios.length / 2)]?.toFixed(2)}, least ${ratios[0]?.toFixed(2)}`);
  await benchRefresh(world);
} finally {
  await bare.end();
  await world.stop();
}

function rate(events: number, ms: number): number {
  return Math.round((events * 1000) / ms);
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const began = performance.now();
  const result = await work();
  return { result, ms: performance.now() - began };
}

/** Both begin with empty tables; emptying them is no part of reading the chain. */
async function forget({ admin }: MarketWorld): Promise<void> {
  await bare.query('truncate bare.swaps, bare.transfers, bare.rewards');
  await admin`truncate private.chain_cursors, private.chain_blocks, private.coin_reads, public.coin_trades, public.coin_prices, public.coin_transfers,
    public.coin_holders, public.coin_candles, public.coin_rewards, public.coin_migrations`;
}

async function indexAll({ ports }: MarketWorld): Promise<void> {
  let done = await syncOnce(ports, 0);
  while (done.blocks > 0) done = await syncOnce(ports, 0);
}

async function indexBare({ chain, coins }: MarketWorld): Promise<number> {
  const followed = coins.coins.filter(coin => coin.currency === zeroAddress);
  const address = followed.flatMap(coin => [coin.address, coin.key.hooks]);
  const node = createPublicClient({ transport: http(chain.rpcUrl) });
  const head = await node.getBlockNumber();
  let events = 0;
  for (let from = 0n; from <= head; from += RANGE) {
    const to = from + RANGE - 1n > head ? head : from + RANGE - 1n;
    const raw = await node.request({
      method: 'eth_getLogs',
      params: [
        {
          address,
          topics: [EVENTS.map(event => toEventSelector(event))],
          fromBlock: `0x${from.toString(16)}`,
          toBlock: `0x${to.toString(16)}`,
        },
      ],
    });
    const logs = parseEventLogs({ abi: EVENTS, logs: raw as never }) as unknown as {
      eventName: string;
      address: string;
      blockNumber: string;
      blockHash: string;
      logIndex: string;
      args: Record<string, string>;
    }[];
    events += logs.length;
    const of = (name: string) => logs.filter(log => log.eventName === name);
    const place = (list: typeof logs) => [
      list.map(log => Number(log.blockNumber)),
      list.map(log => log.blockHash),
      list.map(log => Number(log.logIndex)),
    ];
    const column = (list: typeof logs, name: string) => list.map(log => String(log.args[name]));
    const [swaps, transfers, rewards] = [of('Swapped'), of('CoinTransfer'), of('CoinMarketRewardsV4')];
    await bare.query(
      `insert into bare.swaps select * from unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::numeric[], $7::numeric[], $8::numeric[])`,
      [
        ...place(swaps),
        swaps.map(log => log.address),
        column(swaps, 'swapSender'),
        column(swaps, 'amount0'),
        column(swaps, 'amount1'),
        column(swaps, 'sqrtPriceX96'),
      ],
    );
    await bare.query(
      `insert into bare.transfers select * from unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::numeric[], $8::numeric[], $9::numeric[])`,
      [
        ...place(transfers),
        transfers.map(log => log.address),
        column(transfers, 'sender'),
        column(transfers, 'recipient'),
        column(transfers, 'amount'),
        column(transfers, 'senderBalance'),
        column(transfers, 'recipientBalance'),
      ],
    );
    const creators = rewards.map(log =>
      String((log.args.marketRewards as unknown as Record<string, bigint>).creatorPayoutAmountCurrency),
    );
    await bare.query(
      `insert into bare.rewards select * from unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::numeric[])`,
      [...place(rewards), column(rewards, 'coin'), creators],
    );
  }
  return events;
}
