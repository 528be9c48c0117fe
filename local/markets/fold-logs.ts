import { readFileSync } from 'node:fs';
import { coinABI, uniswapV4PoolManagerABI } from '@zoralabs/protocol-deployments';
import { type Abi, type Address, type Hex, type Log, parseEventLogs } from 'viem';
import type { Clients } from '../chain/clients.ts';
import { type CoinState, type Folded, finish, move, newState, note, priceOf, type Told, toEth } from './fold-coin.ts';
import type { ForeignCoin } from './foreign-coins.ts';

const hookAbi = JSON.parse(readFileSync('node_modules/@zoralabs/limit-orders/abis/IZoraV4CoinHook.json', 'utf8')) as Abi;
const ABI = [...hookAbi, ...(coinABI as Abi), ...(uniswapV4PoolManagerABI as Abi)].filter(item => item.type === 'event');

type Decoded = Log & { eventName: string; args: Record<string, never> };

/**
 * What the tables must say, from nothing but every log since the first block: decoded by the published ABIs and viem, balances by adding up the plain Transfer events,
 * prices from first principles. It shares no code with the index, on purpose.
 * @param pools which pool prices each currency that is no coin of ours, and what it is traded against.
 */
export async function foldLogs(
  clients: Clients,
  coins: readonly ForeignCoin[],
  pools: ReadonlyMap<Hex, { currency: Address; against: Address; first: boolean }>,
): Promise<Folded> {
  const head = await clients.read.getBlockNumber();
  const raw = await clients.read.getLogs({ fromBlock: 0n, toBlock: head });
  const logs = parseEventLogs({ abi: ABI, logs: raw }) as unknown as Decoded[];
  const times = new Map<bigint, number>();
  for (const { blockNumber } of logs) {
    if (blockNumber === null || times.has(blockNumber)) continue;
    times.set(blockNumber, Number((await clients.read.getBlock({ blockNumber })).timestamp));
  }
  const folded: Folded = { trades: [], prices: [], holders: [], candles: [], rewards: [], migrations: [], coins: [] };
  const rates = new Map<Address, { against: Address; price: bigint }>();
  const states = new Map(coins.map(coin => [coin.address, newState(coin)]));

  for (const log of logs) {
    const at: Told = { block: Number(log.blockNumber), log: Number(log.logIndex), at: times.get(log.blockNumber ?? 0n) ?? 0 };
    const args = log.args as Record<string, unknown>;
    const place = `${at.block}.${at.log}`;
    const emitter = low(log.address);
    if (log.eventName === 'Swap' || log.eventName === 'Initialize') {
      const pool = pools.get(args.id as Hex);
      if (pool) rates.set(pool.currency, { against: pool.against, price: priceOf(args.sqrtPriceX96 as bigint, pool.first) });
      const born =
        log.eventName === 'Initialize' &&
        [...states.values()].find(state => state.initial === undefined && idOf(args) === keyText(state.coin.key));
      if (born) born.initial = toEth(priceOf(args.sqrtPriceX96 as bigint, born.first), born.coin.currency, rates);
    }
    if (log.eventName === 'Transfer') {
      const state = states.get(emitter);
      if (state) move(state, low(args.from as Address), low(args.to as Address), args.value as bigint);
    }
    if (log.eventName === 'LiquidityMigrated') {
      const state = states.get(emitter);
      if (!state) continue;
      state.hooks.add(low((args.toPoolKey as { hooks: Address }).hooks));
      folded.migrations.push(`${place} ${emitter} ${args.fromPoolKeyHash} ${args.toPoolKeyHash}`);
      state.pool = args.toPoolKeyHash as Hex;
    }
    if (log.eventName === 'CoinMarketRewardsV4') {
      const state = states.get(low(args.coin as Address));
      if (!state?.hooks.has(emitter)) continue;
      const rewards = args.marketRewards as Record<string, bigint>;
      const creator = rewards.creatorPayoutAmountCurrency ?? 0n;
      folded.rewards.push(
        [
          place,
          state.coin.address,
          low(args.currency as Address),
          low(args.payoutRecipient as Address),
          creator,
          toEth(creator, state.coin.currency, rates),
          rewards.platformReferrerAmountCurrency,
          rewards.tradeReferrerAmountCoin,
        ].join(' '),
      );
    }
    if (log.eventName === 'Swapped') {
      const key = args.key as { currency0: Address; currency1: Address };
      const own = ownerOf(states, key);
      if (!own?.hooks.has(emitter)) continue;
      const raw = priceOf(args.sqrtPriceX96 as bigint, own.first);
      const price = toEth(raw, own.coin.currency, rates);
      const [coin, paid] = own.first ? [args.amount0, args.amount1] : [args.amount1, args.amount0];
      const eth = toEth(size(paid as bigint), own.coin.currency, rates);
      folded.prices.push(`${place} ${own.coin.address} ${price} ${raw}`);
      note(own, at, price, null);
      own.last = { at, raw };
      if (coin === 0n) continue;
      const trader = args.isTrustedSwapSenderAddress
        ? low(args.swapSender as Address)
        : low((await clients.read.getTransaction({ hash: log.transactionHash as Hex })).from);
      folded.trades.push(
        [
          place,
          log.blockHash,
          own.coin.address,
          trader,
          args.isCoinBuy ? 'buy' : 'sell',
          size(coin as bigint),
          size(paid as bigint),
          eth,
          price,
        ].join(' '),
      );
      note(own, at, price, eth);
      own.volume += eth;
    }
  }
  for (const state of states.values()) finish(state, rates, folded);
  for (const list of Object.values(folded)) list.sort();
  return folded;
}

function ownerOf(
  states: ReadonlyMap<Address, CoinState>,
  key: { currency0: Address; currency1: Address },
): CoinState | undefined {
  return [...states.values()].find(state => {
    const pair = [low(key.currency0), low(key.currency1)];
    return pair.includes(state.coin.address) && pair.includes(state.coin.currency);
  });
}

const low = (address: Address) => address.toLowerCase() as Address;
const size = (amount: bigint) => (amount < 0n ? -amount : amount);
const keyText = (key: { currency0: Address; currency1: Address; hooks: Address }) =>
  `${low(key.currency0)} ${low(key.currency1)} ${low(key.hooks)}`;
const idOf = (args: Record<string, unknown>) => keyText(args as unknown as Parameters<typeof keyText>[0]);
