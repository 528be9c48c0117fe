import type { Address, Hex } from 'viem';
import { type Wei, wei } from '../kernel/units.ts';
import type {
  Backing,
  ChainLog,
  CoinFacts,
  CoinMigration,
  CoinReward,
  CoinTransfer,
  Place,
  PoolKey,
  TrackedCoin,
} from './coin-facts.ts';
import { addressAt, addressOfTopic, boolAt, hashAt, intAt, uintAt } from './log-words.ts';
import { priceFromSqrt } from './price.ts';
import { ethRate, inEth, type Rate, type Rates } from './rates.ts';

function placeOf(log: ChainLog): Place {
  return { blockNumber: log.blockNumber, blockHash: log.blockHash, logIndex: log.logIndex };
}

/**
 * The trade and the price after it.
 *
 * Data of Swapped: trusted, key (5 words), params (3), amount0 (9), amount1 (10), isCoinBuy (11), offset of hookData, sqrtPriceX96 (13).
 */
export function readSwap(log: ChainLog, { coinAddress, currency }: TrackedCoin, rates: Rates, facts: CoinFacts): void {
  const coinIsToken0 = addressAt(log.data, 1) === coinAddress;
  const amounts = [intAt(log.data, 9, 128), intAt(log.data, 10, 128)] as const;
  const [coin, paid] = coinIsToken0 ? amounts : [amounts[1], amounts[0]];
  const currencyPrice = priceFromSqrt(uintAt(log.data, 13, 160), coinIsToken0);
  const rate = ethRate(currency, rates);
  const place = { coinAddress, ...placeOf(log) };
  const price = inEth(currencyPrice, rate);
  facts.prices.push({ ...place, price, currencyPrice, pricedAt: log.blockAt });
  // A swap too small to move a single unit of the coin sets a price but is no trade.
  if (coin === 0n) return;
  const currencyAmount = magnitude(paid);
  facts.trades.push({
    ...place,
    transactionHash: log.transactionHash,
    trader: boolAt(log.data, 0) ? addressOfTopic(log.topics[2]) : null,
    side: boolAt(log.data, 11) ? 'buy' : 'sell',
    coinAmount: magnitude(coin),
    currencyAmount,
    ethAmount: inEth(currencyAmount, rate),
    price,
    tradedAt: log.blockAt,
  });
}

/** Data of CoinTransfer: amount, then what the sender and the recipient have after it. */
export function readTransfer(log: ChainLog, { coinAddress }: TrackedCoin): CoinTransfer {
  return {
    coinAddress,
    ...placeOf(log),
    sender: addressOfTopic(log.topics[1]),
    recipient: addressOfTopic(log.topics[2]),
    amount: wei(uintAt(log.data, 0)),
    senderBalance: wei(uintAt(log.data, 1)),
    recipientBalance: wei(uintAt(log.data, 2)),
  };
}

/**
 * What the coin cost before anybody traded it.
 *
 * Data of Initialize: fee, tickSpacing, hooks, sqrtPriceX96 (3), tick. The currencies are topics.
 */
export function readFirstPrice(log: ChainLog, { coinAddress, currency }: TrackedCoin, rates: Rates, facts: CoinFacts): void {
  const price = priceFromSqrt(uintAt(log.data, 3, 160), addressOfTopic(log.topics[2]) === coinAddress);
  facts.initial.push({ coinAddress, price: inEth(price, ethRate(currency, rates)) });
}

/** What a currency costs from here on. One price a block is kept: the last one. */
export function noteRate(
  log: ChainLog,
  { currency, against, isToken0 }: Backing,
  sqrtPriceX96: bigint,
  rates: Map<Address, Rate>,
  facts: CoinFacts,
): void {
  const price = priceFromSqrt(sqrtPriceX96, isToken0);
  rates.set(currency, { against, price });
  const kept = facts.backingPrices.findLastIndex(each => each.currency === currency);
  const fact = { currency, ...placeOf(log), price, pricedAt: log.blockAt };
  if (kept >= 0 && facts.backingPrices[kept]?.blockHash === log.blockHash) facts.backingPrices[kept] = fact;
  else facts.backingPrices.push(fact);
}

/** Data of CoinMarketRewardsV4: coin, currency, five recipients, then pairs of amounts (currency, coin) for creator, platform, trade, protocol, Doppler. */
export function readReward(log: ChainLog, { coinAddress }: TrackedCoin, rates: Rates): CoinReward {
  const currency = addressAt(log.data, 1);
  const amount = (n: number) => wei(uintAt(log.data, n));
  return {
    coinAddress,
    ...placeOf(log),
    currency,
    payoutRecipient: addressAt(log.data, 2),
    platformReferrer: addressAt(log.data, 3),
    tradeReferrer: addressAt(log.data, 4),
    creatorCurrency: amount(7),
    creatorCoin: amount(8),
    creatorEth: inEth(amount(7), ethRate(currency, rates)),
    platformCurrency: amount(9),
    platformCoin: amount(10),
    tradeCurrency: amount(11),
    tradeCoin: amount(12),
    rewardedAt: log.blockAt,
  };
}

/** Data of LiquidityMigrated: a pool key (5 words) and its id, twice. */
export function readMigration(log: ChainLog, { coinAddress }: TrackedCoin): CoinMigration {
  return {
    coinAddress,
    ...placeOf(log),
    fromPoolId: hashAt(log.data, 5),
    fromPoolKey: poolKeyAt(log.data, 0),
    toPoolId: hashAt(log.data, 11),
    toPoolKey: poolKeyAt(log.data, 6),
  };
}

function poolKeyAt(data: Hex, first: number): PoolKey {
  return {
    currency0: addressAt(data, first),
    currency1: addressAt(data, first + 1),
    fee: Number(uintAt(data, first + 2, 24)),
    tickSpacing: Number(intAt(data, first + 3, 24)),
    hooks: addressAt(data, first + 4),
  };
}

function magnitude(amount: bigint): Wei {
  return wei(amount < 0n ? -amount : amount);
}
