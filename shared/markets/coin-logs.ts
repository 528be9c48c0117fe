import { type Address, decodeEventLog, type Hex, parseAbi, toEventSelector } from 'viem';
import { type UnixMs, type Wei, wei } from '../kernel/units.ts';
import { POOL_MANAGER } from './base-contracts.ts';
import { priceFromSqrt } from './price.ts';

const POOL_KEY = 'struct PoolKey { address currency0; address currency1; uint24 fee; int24 tickSpacing; address hooks; }';
const SWAP_PARAMS = 'struct SwapParams { bool zeroForOne; int256 amountSpecified; uint160 sqrtPriceLimitX96; }';

/** Events of a coin's life, in the production ABIs: the hook's, the coin's, the pool manager's. */
export const COIN_EVENTS = parseAbi([
  POOL_KEY,
  SWAP_PARAMS,
  'event Swapped(address indexed sender, address indexed swapSender, bool isTrustedSwapSenderAddress, PoolKey key, bytes32 indexed poolKeyHash, SwapParams params, int128 amount0, int128 amount1, bool isCoinBuy, bytes hookData, uint160 sqrtPriceX96)',
  'event CoinTransfer(address indexed sender, address indexed recipient, uint256 amount, uint256 senderBalance, uint256 recipientBalance)',
  'event Initialize(bytes32 indexed id, address indexed currency0, address indexed currency1, uint24 fee, int24 tickSpacing, address hooks, uint160 sqrtPriceX96, int24 tick)',
]);

const topicOf = (name: (typeof COIN_EVENTS)[number]['name']): Hex => {
  const event = COIN_EVENTS.find(item => item.name === name);
  if (!event) throw new Error(`no event ${name}`);
  return toEventSelector(event);
};
export const SWAPPED_TOPIC = topicOf('Swapped');
export const COIN_TRANSFER_TOPIC = topicOf('CoinTransfer');
export const INITIALIZE_TOPIC = topicOf('Initialize');

/** A log as a node gives it, with the time of its block. Hex in lower case. */
export type ChainLog = {
  address: Address;
  topics: readonly Hex[];
  data: Hex;
  blockNumber: number;
  blockHash: Hex;
  blockAt: UnixMs;
  logIndex: number;
  transactionHash: Hex;
};

/** What must be known of a coin to read its logs. */
export type TrackedCoin = { coinAddress: Address; poolId: Hex; hook: Address };

type Place = { coinAddress: Address; blockNumber: number; blockHash: Hex; logIndex: number };

/** `trader` is null where the hook does not vouch for the swap's sender: then it is the sender of the transaction. */
export type CoinTrade = Place & {
  transactionHash: Hex;
  trader: Address | null;
  side: 'buy' | 'sell';
  coinAmount: Wei;
  currencyAmount: Wei;
  price: Wei;
  tradedAt: UnixMs;
};
export type CoinPrice = Place & { price: Wei; pricedAt: UnixMs };
export type CoinTransfer = Place & {
  sender: Address;
  recipient: Address;
  amount: Wei;
  senderBalance: Wei;
  recipientBalance: Wei;
};
export type InitialPrice = { coinAddress: Address; price: Wei };

export type CoinFacts = { trades: CoinTrade[]; prices: CoinPrice[]; transfers: CoinTransfer[]; initial: InitialPrice[] };

/**
 * Trades, prices, transfers and first prices from logs. Logs of other pools and coins are passed over, and so is a log that only looks like one of ours:
 * Swapped must come from the coin's own hook, CoinTransfer from the coin, Initialize from the pool manager.
 *
 * Who trades: a router that the hook trusts names its caller, which holds for smart wallets too, whose transactions others send.
 */
export function readCoinLogs(logs: Iterable<ChainLog>, coins: Iterable<TrackedCoin>): CoinFacts {
  const byAddress = new Map<string, TrackedCoin>();
  const byPool = new Map<string, TrackedCoin>();
  for (const coin of coins) {
    byAddress.set(coin.coinAddress, coin);
    byPool.set(coin.poolId, coin);
  }
  const facts: CoinFacts = { trades: [], prices: [], transfers: [], initial: [] };
  for (const log of logs) {
    const place = { blockNumber: log.blockNumber, blockHash: log.blockHash, logIndex: log.logIndex };
    if (log.topics[0] === SWAPPED_TOPIC) {
      const coin = byPool.get(log.topics[3] ?? '');
      if (coin?.hook === log.address) readSwap(log, { coinAddress: coin.coinAddress, ...place }, facts);
    } else if (log.topics[0] === COIN_TRANSFER_TOPIC) {
      const coin = byAddress.get(log.address);
      if (coin) facts.transfers.push({ coinAddress: coin.coinAddress, ...place, ...readTransfer(log) });
    } else if (log.topics[0] === INITIALIZE_TOPIC && log.address === POOL_MANAGER) {
      const coin = byPool.get(log.topics[1] ?? '');
      if (coin) facts.initial.push({ coinAddress: coin.coinAddress, price: readInitialPrice(log, coin) });
    }
  }
  return facts;
}

function readSwap(log: ChainLog, place: Place, facts: CoinFacts): void {
  const { args } = decode('Swapped', log);
  const coinIsToken0 = lower(args.key.currency0) === place.coinAddress;
  const [coin, currency] = coinIsToken0 ? [args.amount0, args.amount1] : [args.amount1, args.amount0];
  const price = priceFromSqrt(args.sqrtPriceX96, coinIsToken0);
  facts.prices.push({ ...place, price, pricedAt: log.blockAt });
  // A swap too small to move a single unit of the coin sets a price but is no trade.
  if (coin === 0n) return;
  facts.trades.push({
    ...place,
    transactionHash: log.transactionHash,
    trader: args.isTrustedSwapSenderAddress ? lower(args.swapSender) : null,
    side: args.isCoinBuy ? 'buy' : 'sell',
    coinAmount: magnitude(coin),
    currencyAmount: magnitude(currency),
    price,
    tradedAt: log.blockAt,
  });
}

function readTransfer(
  log: ChainLog,
): Pick<CoinTransfer, 'sender' | 'recipient' | 'amount' | 'senderBalance' | 'recipientBalance'> {
  const { args } = decode('CoinTransfer', log);
  return {
    sender: lower(args.sender),
    recipient: lower(args.recipient),
    amount: wei(args.amount),
    senderBalance: wei(args.senderBalance),
    recipientBalance: wei(args.recipientBalance),
  };
}

function readInitialPrice(log: ChainLog, coin: TrackedCoin): Wei {
  const { args } = decode('Initialize', log);
  return priceFromSqrt(args.sqrtPriceX96, lower(args.currency0) === coin.coinAddress);
}

function decode<const Name extends (typeof COIN_EVENTS)[number]['name']>(eventName: Name, log: ChainLog) {
  return decodeEventLog({ abi: COIN_EVENTS, eventName, topics: log.topics as [Hex, ...Hex[]], data: log.data });
}

function magnitude(amount: bigint): Wei {
  return wei(amount < 0n ? -amount : amount);
}

function lower(address: Address): Address {
  return address.toLowerCase() as Address;
}
