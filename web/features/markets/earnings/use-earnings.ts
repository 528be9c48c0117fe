import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Earned, earnedBy, inEth } from '../../../../shared/markets/earnings.ts';
import type { Address } from '../coin.ts';
import { type Currency, currenciesQuery } from '../currency.ts';
import { claimsOf, type Due, dueQuery } from './due-query.ts';
import { type OwnPayout, ownPayoutsQuery, type PaidRow, paidQuery } from './own-payouts-query.ts';

export type Earnings = {
  payouts: readonly OwnPayout[];
  earned: readonly Earned[];
  /** In ETH as it was worth when it was paid. `unknown` counts what has no such worth. */
  total: ReturnType<typeof inEth>;
  /** The newest block in which something was paid. */
  lastBlock: number | null;
  lastAt: number | null;
  /** Whether anything of it goes through a splitter, where it waits. */
  shares: boolean;
  /** What waits, from the contracts; undefined while they have not answered. */
  due: Due | undefined;
  names: ReadonlyMap<string, Currency>;
};

/** Everything about what the viewer's coins and parts of coins earn, or how far it came. */
export function useEarnings(userId: string | null) {
  const payouts = useQuery(ownPayoutsQuery(userId));
  const paid = useQuery(paidQuery(userId, payouts.data ?? NONE));
  const nothing = payouts.data?.length === 0;
  const claims = useMemo(() => claimsOf(payouts.data ?? NONE, paid.data ?? []), [payouts.data, paid.data]);
  const due = useQuery({ ...dueQuery(userId, claims), enabled: claims.length > 0 && paid.data !== undefined });
  const coins = new Map((payouts.data ?? NONE).map(({ coin, symbol }) => [coin as string, { symbol, decimals: 18 }]));
  const strangers = tokensOf(payouts.data ?? NONE, paid.data ?? []).filter(token => !coins.has(token));
  const named = useQuery(currenciesQuery(strangers)).data;

  const ready: Earnings | null =
    payouts.data && (paid.data || nothing)
      ? build(payouts.data, paid.data ?? [], {
          shares: claims.length > 0,
          due: claims.length > 0 ? due.data : { claims: [], block: 0 },
          names: new Map([...coins, ...(named ?? [])]),
        })
      : null;
  return {
    ready,
    error: payouts.error ?? paid.error,
    dueError: due.error,
    isFetching: payouts.isFetching || paid.isFetching,
    isPaused: payouts.isPaused || paid.isPaused,
    refetch: () => {
      void payouts.refetch();
      void paid.refetch();
    },
    refetchDue: () => void due.refetch(),
  };
}

const NONE: readonly OwnPayout[] = [];

function tokensOf(payouts: readonly OwnPayout[], paid: readonly { currency: string }[]): Address[] {
  return [...payouts.map(each => each.currency), ...paid.map(each => each.currency as Address)];
}

function build(
  payouts: readonly OwnPayout[],
  paid: readonly PaidRow[],
  rest: Pick<Earnings, 'shares' | 'due' | 'names'>,
): Earnings {
  const earned = earnedBy(payouts, paid);
  const latest = paid.reduce<PaidRow | null>(
    (last, each) => (last === null || each.lastBlock > last.lastBlock ? each : last),
    null,
  );
  return { payouts, earned, total: inEth(earned), lastBlock: latest?.lastBlock ?? null, lastAt: latest?.lastAt ?? null, ...rest };
}
