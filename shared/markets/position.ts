import { type Wei, wei } from '../kernel/units.ts';

/** A trade of one's own: coin wei, and wei of the currency paid or got. */
export type OwnTrade = { side: 'buy' | 'sell'; coinAmount: Wei; currencyAmount: Wei };

/**
 * What somebody's own trades of one coin amount to. Average cost: a sale takes its share of the cost out of the position, and
 * what it paid beyond that share is realised. Coins that came by transfer or reward cost nothing here; selling them is all
 * profit. Fees are in the amounts already.
 */
export type Position = {
  /** Coins bought and not sold again. */
  coins: Wei;
  /** What these coins cost, in currency wei. */
  cost: Wei;
  /** Profit of what was sold; negative for a loss. */
  realised: bigint;
};

/** @param trades in the order of the chain (block, then log index). */
export function positionOf(trades: Iterable<OwnTrade>): Position {
  let coins = 0n;
  let cost = 0n;
  let realised = 0n;
  for (const { side, coinAmount, currencyAmount } of trades) {
    if (side === 'buy') {
      coins += coinAmount;
      cost += currencyAmount;
      continue;
    }
    const fromBought = coinAmount < coins ? coinAmount : coins;
    const itsCost = coins === 0n ? 0n : fromBought === coins ? cost : (cost * fromBought) / coins;
    coins -= fromBought;
    cost -= itsCost;
    realised += currencyAmount - itsCost;
  }
  return { coins: wei(coins), cost: wei(cost), realised };
}

/**
 * Profit that is not realised: what the bought coins still held are worth now, less their cost; negative for a loss.
 * `balance` is the chain's, `worth` what the whole balance is worth. Fewer coins than were bought (some were given away) carry their share of the cost.
 */
export function unrealised(position: Position, balance: Wei, worth: Wei): bigint {
  const held = balance < position.coins ? balance : position.coins;
  if (held === 0n) return 0n;
  const cost = held === position.coins ? position.cost : (position.cost * held) / position.coins;
  return (worth * held) / balance - cost;
}

/** A trade with what it moved in the coin's own currency, and what that was worth in ETH at that moment; null where it is not known. */
export type ValuedTrade = Omit<OwnTrade, 'currencyAmount'> & { currencyAmount: Wei; ethAmount: Wei | null };

/** A position and in what its cost and profit are counted: ETH wei, or smallest units of the currency that the coin is paired with. */
export type ValuedPosition = { unit: 'eth' | 'currency'; position: Position };

/**
 * The position in ETH where the worth of each trade is known; else all of it in the coin's currency. Never one trade in this and
 * another in that: a sum of both would say nothing.
 * @param trades in the order of the chain
 */
export function valuedPositionOf(trades: readonly ValuedTrade[]): ValuedPosition {
  const unit = trades.every(({ ethAmount }) => ethAmount !== null) ? 'eth' : 'currency';
  const position = positionOf(
    trades.map(({ side, coinAmount, currencyAmount, ethAmount }) => ({
      side,
      coinAmount,
      currencyAmount: unit === 'eth' ? (ethAmount ?? wei(0n)) : currencyAmount,
    })),
  );
  return { unit, position };
}
