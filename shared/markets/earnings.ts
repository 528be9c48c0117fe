import { type Bps, shareOf, type Wei, wei } from '../kernel/units.ts';

/** A part of what a coin earns: to `account` goes `bps` of everything that is paid to `payout`, which is the account itself or a splitter. Lower case. */
export type Payout = { coin: string; currency: string; payout: string; account: string; bps: Bps };

/** What trading paid to one address for one coin in one currency. ETH worth is as of each payment, null where it is not known of all. */
export type Paid = {
  coin: string;
  recipient: string;
  currency: string;
  currencyAmount: Wei;
  coinAmount: Wei;
  ethAmount: Wei | null;
  weekCurrencyAmount: Wei;
  weekEthAmount: Wei | null;
};

/** The part of it that is somebody's. */
export type Earned = Pick<
  Paid,
  'coin' | 'currency' | 'currencyAmount' | 'coinAmount' | 'ethAmount' | 'weekCurrencyAmount' | 'weekEthAmount'
>;

/**
 * What each coin earned somebody, in the currency that it was paid in: all parts of theirs together, each rounded down as the splitter rounds. A coin that
 * has paid nothing yet is there with zeros in the currency that it is paired with. Currencies are never added up.
 */
export function earnedBy(payouts: readonly Payout[], paid: readonly Paid[]): Earned[] {
  const sums = new Map<string, Earned>();
  for (const { coin, currency, payout, bps } of payouts) {
    const own = paid.filter(each => each.coin === coin && each.recipient === payout);
    for (const each of own.length > 0 ? own : [nothing(coin, currency)]) {
      const key = `${coin} ${each.currency}`;
      sums.set(key, plus(sums.get(key), part(each, bps)));
    }
  }
  return [...sums.values()];
}

/** What all of it comes to in ETH, as it was worth when it was paid, and how many coins' earnings are left out because that is not known. */
export function inEth(earned: readonly Earned[]): { ever: Wei; week: Wei; unknown: number } {
  const known = earned.filter(each => each.ethAmount !== null);
  const sum = (amounts: (Wei | null)[]) => wei(amounts.reduce<bigint>((total, amount) => total + (amount ?? 0n), 0n));
  return {
    ever: sum(known.map(each => each.ethAmount)),
    week: sum(known.map(each => each.weekEthAmount)),
    unknown: earned.length - known.length,
  };
}

function nothing(coin: string, currency: string): Omit<Paid, 'recipient'> {
  const none = wei(0n);
  return {
    coin,
    currency,
    currencyAmount: none,
    coinAmount: none,
    ethAmount: none,
    weekCurrencyAmount: none,
    weekEthAmount: none,
  };
}

function part(paid: Omit<Paid, 'recipient'>, bps: Bps): Earned {
  const of = (amount: Wei) => shareOf(amount, bps);
  return {
    coin: paid.coin,
    currency: paid.currency,
    currencyAmount: of(paid.currencyAmount),
    coinAmount: of(paid.coinAmount),
    ethAmount: paid.ethAmount === null ? null : of(paid.ethAmount),
    weekCurrencyAmount: of(paid.weekCurrencyAmount),
    weekEthAmount: paid.weekEthAmount === null ? null : of(paid.weekEthAmount),
  };
}

function plus(a: Earned | undefined, b: Earned): Earned {
  if (!a) return b;
  const both = (x: Wei, y: Wei) => wei(x + y);
  const either = (x: Wei | null, y: Wei | null) => (x === null || y === null ? null : both(x, y));
  return {
    ...b,
    currencyAmount: both(a.currencyAmount, b.currencyAmount),
    coinAmount: both(a.coinAmount, b.coinAmount),
    ethAmount: either(a.ethAmount, b.ethAmount),
    weekCurrencyAmount: both(a.weekCurrencyAmount, b.weekCurrencyAmount),
    weekEthAmount: either(a.weekEthAmount, b.weekEthAmount),
  };
}
