import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { bps, wei } from '../../../../shared/kernel/units.ts';
import type { Paid, Payout } from '../../../../shared/markets/earnings.ts';
import { rows, supabase } from '../../../lib/supabase.ts';
import { timestamp } from '../../../lib/timestamp.ts';
import { type Address, address, amount } from '../coin.ts';

/** A part of a coin's earnings that is the viewer's, with the take that the coin belongs to. */
export type OwnPayout = Payout & {
  coin: Address;
  currency: Address;
  payout: Address;
  account: Address;
  performanceId: string;
  title: string;
  posterUrl: string | null;
  ink: string;
  symbol: string;
  /** Whether the take is the viewer's, and not somebody's who shares. */
  isOwn: boolean;
};

const ownPayout = z.pipe(
  z.object({
    performance_id: z.uuid(),
    title: z.string(),
    poster_url: z.nullable(z.string()),
    ink: z.string(),
    coin_address: address,
    symbol: z.string(),
    currency: address,
    is_own: z.boolean(),
    payout_address: address,
    account: address,
    bps: z.number(),
  }),
  z.transform(
    (row): OwnPayout => ({
      performanceId: row.performance_id,
      title: row.title,
      posterUrl: row.poster_url,
      ink: row.ink,
      coin: row.coin_address,
      symbol: row.symbol,
      currency: row.currency,
      isOwn: row.is_own,
      payout: row.payout_address,
      account: row.account,
      bps: bps(row.bps),
    }),
  ),
);

/** Every part of a coin's earnings that is the viewer's, newest coin first. */
export function ownPayoutsQuery(userId: string | null) {
  return queryOptions({
    queryKey: ['markets', 'payouts', userId],
    enabled: userId !== null,
    queryFn: () => rows(supabase().rpc('own_payouts'), ownPayout),
    // Who shares in somebody's coin is told of its answers, but not of its birth.
    refetchInterval: 15_000,
  });
}

/** What was paid, with when and up to which block. `lastAt` is unix ms. */
export type PaidRow = Paid & { times: number; lastAt: number; lastBlock: number };

const nullableWei = z.pipe(
  z.nullable(amount),
  z.transform(value => (value === null ? null : wei(value))),
);
const someWei = z.pipe(amount, z.transform(wei));
const paidRow = z.pipe(
  z.object({
    coin_address: address,
    payout_recipient: address,
    currency: address,
    currency_amount: someWei,
    coin_amount: someWei,
    eth_amount: nullableWei,
    week_currency_amount: someWei,
    week_eth_amount: nullableWei,
    times: z.number(),
    last_at: timestamp,
    last_block: z.number(),
  }),
  z.transform(
    (row): PaidRow => ({
      coin: row.coin_address,
      recipient: row.payout_recipient,
      currency: row.currency,
      currencyAmount: row.currency_amount,
      coinAmount: row.coin_amount,
      ethAmount: row.eth_amount,
      weekCurrencyAmount: row.week_currency_amount,
      weekEthAmount: row.week_eth_amount,
      times: row.times,
      lastAt: row.last_at,
      lastBlock: row.last_block,
    }),
  ),
);

const COLUMNS =
  'coin_address, payout_recipient, currency, currency_amount::text, coin_amount::text, eth_amount::text, week_currency_amount::text, week_eth_amount::text, times, last_at, last_block';

/** What trading the viewer's coins paid to these addresses, by coin and currency. Another viewer never sees it meanwhile. */
export function paidQuery(userId: string | null, payouts: readonly OwnPayout[]) {
  const coins = [...new Set(payouts.map(each => each.coin))].sort();
  const recipients = [...new Set(payouts.map(each => each.payout))].sort();
  return queryOptions({
    queryKey: ['markets', 'paid', userId, coins, recipients] as const,
    enabled: coins.length > 0,
    queryFn: () =>
      rows(
        supabase().from('coin_earnings').select(COLUMNS).in('coin_address', coins).in('payout_recipient', recipients),
        paidRow,
      ),
    refetchInterval: 10_000,
    placeholderData: (known, before) => (before?.queryKey[2] === userId ? known : undefined),
  });
}
