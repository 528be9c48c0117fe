import { type Wei, wei } from '../../../../shared/kernel/units.ts';
import { positionOf, unrealised } from '../../../../shared/markets/position.ts';
import { valueAt } from '../../../../shared/markets/price.ts';
import type { Coin } from '../coin.ts';
import type { OwnTrade } from '../coin-queries.ts';
import { tradesOf } from '../trade/gain.ts';

/** A coin with the take that it belongs to. */
export type CoinOfTake = { coin: Coin; title: string; posterUrl: string | null; ink: string };

/** What somebody holds of one coin. Amounts in wei. */
export type Holding = CoinOfTake & {
  balance: Wei;
  /** At the present price; 0 while there is none. */
  worth: Wei;
  /** What the coins that were bought cost, on average; 0 for coins that were given. */
  cost: Wei;
  /** Worth of the bought coins less their cost. */
  profit: bigint;
};

export type Portfolio = {
  /** Greatest worth first. */
  holdings: Holding[];
  worth: Wei;
  cost: Wei;
  /** Unrealised profit of what is held and realised profit of all that was sold. */
  profit: bigint;
};

/** Joins the chain's balances with prices and own trades. Coins of which nothing is held are left out, but what was realised with them counts. */
export function portfolioOf(
  coins: readonly CoinOfTake[],
  balances: ReadonlyMap<string, bigint>,
  trades: readonly OwnTrade[],
): Portfolio {
  const holdings: Holding[] = [];
  let profit = 0n;
  for (const each of coins) {
    const position = positionOf(tradesOf(trades, each.coin.address));
    profit += position.realised;
    const balance = wei(balances.get(each.coin.address) ?? 0n);
    if (balance === 0n) continue;
    const worth = each.coin.price === null ? wei(0n) : valueAt(wei(each.coin.price), balance);
    const gain = unrealised(position, balance, worth);
    profit += gain;
    holdings.push({ ...each, balance, worth, cost: costOfHeld(position, balance), profit: gain });
  }
  holdings.sort((a, b) => (a.worth === b.worth ? 0 : a.worth < b.worth ? 1 : -1));
  const sum = (field: 'worth' | 'cost') => wei(holdings.reduce((total, holding) => total + holding[field], 0n));
  return { holdings, worth: sum('worth'), cost: sum('cost'), profit };
}

function costOfHeld(position: { coins: Wei; cost: Wei }, balance: Wei): Wei {
  if (position.coins === 0n) return wei(0n);
  return balance >= position.coins ? position.cost : wei((position.cost * balance) / position.coins);
}
