import { ascending } from '../../../../shared/kernel/ascending.ts';
import { type Wei, wei } from '../../../../shared/kernel/units.ts';
import { type Position, unrealised, type ValuedPosition, valuedPositionOf } from '../../../../shared/markets/position.ts';
import { valueAt } from '../../../../shared/markets/price.ts';
import type { Address, Coin } from '../coin.ts';
import type { OwnTrade } from '../coin-queries.ts';
import { tradesOf } from '../trade/gain.ts';

/** A coin with the take that it belongs to. */
export type CoinOfTake = { coin: Coin; title: string; posterUrl: string | null; ink: string };

/** What somebody holds of one coin. */
export type Holding = CoinOfTake & {
  balance: Wei;
  /** In ETH wei at the present price; null while there is none. */
  worth: Wei | null;
  /** In what cost and profit are counted: ETH, or the currency that the coin is paired with where a trade's worth in ETH is not known. */
  unit: ValuedPosition['unit'];
  /** What the coins that were bought cost, on average; 0 for coins that were given. */
  cost: Wei;
  /** Worth of the bought coins less their cost; null while there is no price in this unit. */
  profit: bigint | null;
};

export type Portfolio = {
  /** Greatest worth first. */
  holdings: Holding[];
  /** In ETH wei, of what has a price. */
  worth: Wei;
  /** In ETH wei, of what is counted in ETH alone. */
  cost: Wei;
  /** In ETH wei: unrealised profit of what is held and realised profit of all that was sold, of coins that are counted in ETH alone. */
  profit: bigint;
  /** Coins whose profit is counted in another currency, held or sold, and so in no sum. */
  apart: number;
};

/**
 * Joins the chain's balances with prices and own trades. Coins of which nothing is held are left out, but what was realised with them counts.
 * `currencyPrices` are pools' own prices, for coins that are not counted in ETH: smallest units of the currency for 10^18 coin wei.
 */
export function portfolioOf(
  coins: readonly CoinOfTake[],
  balances: ReadonlyMap<string, bigint>,
  trades: readonly OwnTrade[],
  currencyPrices: ReadonlyMap<string, bigint> = new Map(),
): Portfolio {
  const holdings: Holding[] = [];
  let profit = 0n;
  let apart = 0;
  for (const each of coins) {
    const { unit, position } = valuedPositionOf(tradesOf(trades, each.coin.address));
    if (unit === 'eth') profit += position.realised;
    else apart += 1;
    const balance = wei(balances.get(each.coin.address) ?? 0n);
    if (balance === 0n) continue;
    const worth = worthAt(each.coin.price, balance);
    const own = unit === 'eth' ? worth : worthAt(currencyPrices.get(each.coin.address) ?? null, balance);
    const gain = own === null ? null : unrealised(position, balance, own);
    if (unit === 'eth') profit += gain ?? 0n;
    holdings.push({ ...each, balance, worth, unit, cost: costOfHeld(position, balance), profit: gain });
  }
  holdings.sort((a, b) => ascending(b.worth ?? 0n, a.worth ?? 0n));
  const sum = (amounts: (Wei | null)[]) => wei(amounts.reduce<bigint>((total, amount) => total + (amount ?? 0n), 0n));
  return {
    holdings,
    worth: sum(holdings.map(each => each.worth)),
    cost: sum(holdings.filter(each => each.unit === 'eth' && each.profit !== null).map(each => each.cost)),
    profit,
    apart,
  };
}

/** Coins whose profit is counted in the currency that they are paired with. */
export function coinsApart(coins: readonly CoinOfTake[], trades: readonly OwnTrade[]): Address[] {
  return coins.map(each => each.coin.address).filter(coin => valuedPositionOf(tradesOf(trades, coin)).unit === 'currency');
}

/** How a holding did since it was bought, in percent of its cost, in its own unit. Null where it cost nothing or has no price. */
export function gainPercent({ profit, cost }: Pick<Holding, 'profit' | 'cost'>): number | null {
  return profit === null || cost === 0n ? null : Number((profit * 100_000n) / cost) / 1000;
}

function worthAt(price: bigint | null, balance: Wei): Wei | null {
  return price === null ? null : valueAt(wei(price), balance);
}

function costOfHeld(position: Position, balance: Wei): Wei {
  if (position.coins === 0n) return wei(0n);
  return balance >= position.coins ? position.cost : wei((position.cost * balance) / position.coins);
}
