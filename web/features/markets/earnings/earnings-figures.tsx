import { useQuery } from '@tanstack/react-query';
import { useNow } from '../../../lib/clock.ts';
import { Figure } from '../../../ui/amount/amount.tsx';
import { ethText } from '../../../ui/format/money.ts';
import { timeLabel } from '../../../ui/format/time.ts';
import type { EthUsd } from '../eth-usd.ts';
import { isBehind, marketClockQuery } from '../market-clock.ts';
import { worthText } from '../money.ts';
import styles from './earnings.module.css';
import type { Earnings } from './use-earnings.ts';

/** What came in ever and this week, and what of it has no worth that is known. */
export function Total({ earnings: { total }, rate }: { earnings: Earnings; rate: EthUsd | null }) {
  return (
    <section className={styles.total} aria-label="Total">
      <Figure text={worthText(total.ever, rate).before} size={64} />
      <p className="label secondary">
        {rate ? `${ethText(total.ever)} in all, as it was worth when paid` : 'in all, as it was worth when paid'}.{' '}
        {ethText(total.week)} in the past 7 days.
      </p>
      {total.unknown > 0 && (
        <p className="label secondary">
          Without {total.unknown === 1 ? 'one coin' : `${total.unknown} coins`} paid in a currency of unknown worth, listed below.
        </p>
      )}
    </section>
  );
}

/** Up to where the chain was read, how long ago, and from what. */
export function Source({ earnings: { lastBlock, lastAt } }: { earnings: Earnings }) {
  const now = useNow(5000);
  const clock = useQuery(marketClockQuery).data;
  const behind = isBehind(clock, now);
  return (
    <p className={styles.source}>
      {clock &&
        `Read up to block ${clock.block.toLocaleString()}, ${timeLabel(clock.seenAt, now, { ago: true })}, from the rewards that each trade logs on Base. `}
      {behind && 'Nobody has read the chain since, so newer trades are missing here. '}
      {lastBlock !== null &&
        lastAt !== null &&
        `Last paid ${timeLabel(lastAt, now, { ago: true })}, at block ${lastBlock.toLocaleString()}. `}
      Dollars are at today’s price of ETH.
    </p>
  );
}
