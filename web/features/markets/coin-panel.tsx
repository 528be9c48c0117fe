import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { wei } from '../../../shared/kernel/units.ts';
import { valueAt } from '../../../shared/markets/price.ts';
import { useAway } from '../../lib/away.ts';
import { useNow } from '../../lib/clock.ts';
import { useConnection } from '../../lib/connection.ts';
import { Spoken } from '../../lib/spoken.tsx';
import { useWalletAddress } from '../../lib/wallet-address.ts';
import { Amount, Change, Figure } from '../../ui/amount/amount.tsx';
import { LiveMark } from '../../ui/badge/badge.tsx';
import { compactCount } from '../../ui/format/compact.ts';
import { tokenCompact } from '../../ui/format/money.ts';
import { changeOf } from '../../ui/format/percent.ts';
import { priceText } from '../../ui/format/price.ts';
import { clockLabel, dayLabel, isStale, timeLabel } from '../../ui/format/time.ts';
import { GrooveLine } from '../../ui/groove-line/groove-line.tsx';
import { FigureRow } from '../../ui/list/key-values.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { Unseen } from '../../ui/skeleton/unseen.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { Notice } from '../../ui/state/notice.tsx';
import { Ranges } from '../../ui/tabs/ranges.tsx';
import { balanceQuery } from './balance-query.ts';
import type { Coin } from './coin.ts';
import { ownTradesQuery, pricesQuery, type Range } from './coin-queries.ts';
import { Course } from './course.tsx';
import { type CoursePoint, courseOf } from './course-of.ts';
import { type EthUsd, ethUsdQuery, toUsd } from './eth-usd.ts';
import styles from './markets.module.css';
import { changeOfDay, worthCompact, worthText } from './money.ts';
import { PriceSource } from './price-source.tsx';
import { Spread } from './spread.tsx';
import { useExitValue } from './use-exit-value.ts';
import { useLiveCoin } from './use-live-coin.ts';

const RANGES = (['1H', '24H', '7D', 'All'] as const).map(value => ({ value, label: value }));

type CoinPanelProps = {
  performanceId: string;
  /** The take is known to have a coin: its place is kept while it is read. */
  expected: boolean;
  /** Loudness of the take, from 0 to 1. */
  peaks: readonly number[] | undefined;
};

/** A take's coin: what it is worth, how it got there, what the viewer holds of it. Nothing while the take has no coin. */
export function CoinPanel({ performanceId, expected, peaks }: CoinPanelProps) {
  const { data: coin, isLoading, error, refetch } = useLiveCoin(performanceId);
  const waiting = usePending(isLoading && expected);
  if (waiting) return <Waiting />;
  if (isLoading && expected)
    return (
      <Unseen>
        <Waiting />
      </Unseen>
    );
  if (error && !coin) {
    return (
      <div className={styles.panel}>
        <Notice icon="offline" action={{ label: 'Try again', onSelect: () => void refetch() }}>
          The coin could not be read.
        </Notice>
      </div>
    );
  }
  return coin ? <CoinFacts coin={coin} peaks={peaks} /> : null;
}

function CoinFacts({ coin, peaks }: { coin: Coin; peaks: readonly number[] | undefined }) {
  const [range, setRange] = useState<Range>('All');
  const [read, setRead] = useState<CoursePoint | null>(null);
  const now = useNow(1000);
  const rate = useQuery(ethUsdQuery).data ?? null;
  const prices = useQuery(pricesQuery(coin.address, range)).data ?? [];
  const shown = courseOf(coin, prices, range, now);
  const price = read?.price ?? coin.price;
  const cap = read ? read.price * 1_000_000_000n : coin.marketCap;
  const first = shown[0]?.price;
  const change = read && first !== undefined ? changeOf(read.price, first) : changeOfDay(coin);
  return (
    <section className={styles.panel} aria-label={`${coin.symbol} coin`}>
      <div className={styles.head}>
        <div>
          <p className="label secondary">${coin.symbol} market cap</p>
          <p>
            <Figure text={cap === null ? 'No price yet' : worthCompactOrWhole(cap, rate)} size={cap === null ? 28 : 44} />
          </p>
          {coin.marketCap !== null && <Spoken text={`Market cap ${worthCompact(coin.marketCap, rate).before}`} />}
          <p className="label secondary">
            <Change percent={change} /> {read ? timeLabel(read.at, now, { ago: true }) : 'past 24 h'}
          </p>
        </div>
        <div className={styles.side}>
          <LiveOrAge coin={coin} now={now} />
          {price !== null && rate && <Amount text={priceText(toUsd(price, rate), 18, { sign: '$' })} className="label" />}
          {price !== null && <Amount text={priceText(price, 18, { unit: 'ETH' })} className="label secondary" />}
        </div>
      </div>
      <PriceSource coin={coin} rate={rate} now={now} />
      <Course coin={coin} range={range} rate={rate} trades={prices.length}>
        <GrooveLine
          peaks={peaks}
          points={shown.map(point => ({ ...point, value: Number(point.price) }))}
          cutLabel={`Became a coin, ${dayLabel(coin.launchedAt, now)}`}
          markers={useOwnMarkers(coin, shown)}
          summary={`The price of ${coin.symbol} since ${dayLabel(shown[0]?.at ?? coin.launchedAt, now)}: ${shown.length} prices.`}
          describe={point => ({
            time: `${dayLabel(point.at, now)} ${clockLabel(point.at)}`,
            value: worthCompact(point.price * 1_000_000_000n, rate).before,
          })}
          onRead={setRead}
          momentKey={coin.address}
        />
      </Course>
      <Ranges label="Time" items={RANGES} value={range} onChange={setRange} />
      <Facts coin={coin} rate={rate} />
    </section>
  );
}

function worthCompactOrWhole(wei: bigint, rate: EthUsd | null): string {
  if (!rate) return worthCompact(wei, null).before;
  const usd = toUsd(wei, rate);
  return usd < 1_000_000n * 10n ** 18n ? worthText(wei, rate).before : worthCompact(wei, rate).before;
}

function LiveOrAge({ coin, now }: { coin: Coin; now: number }) {
  const { online, live } = useConnection();
  const chain = useAway('chain');
  const current = online && live && chain === null;
  if (current && !isStale(coin.pricedAt, now)) return <LiveMark />;
  if (coin.pricedAt === null) return null;
  return (
    <span className="micro secondary">
      {current ? `Last trade ${timeLabel(coin.pricedAt, now, { ago: true })}` : `at ${clockLabel(chain ?? coin.pricedAt)}`}
    </span>
  );
}

function useOwnMarkers(coin: Coin, points: readonly CoursePoint[]) {
  const wallet = useWalletAddress();
  const trades = useQuery(ownTradesQuery(wallet ? [wallet] : [])).data ?? [];
  const from = points[0]?.at ?? Number.POSITIVE_INFINITY;
  const last = trades.findLast(trade => trade.coin === coin.address && trade.at >= from);
  return last ? [{ at: last.at, label: last.side === 'buy' ? 'You bought' : 'You sold' }] : [];
}

function Facts({ coin, rate }: { coin: Coin; rate: EthUsd | null }) {
  const wallet = useWalletAddress();
  const balance = useQuery(balanceQuery(coin.address, wallet)).data;
  const exit = useExitValue(coin, balance ?? 0n);
  const worth = balance && coin.price !== null ? valueAt(wei(coin.price), wei(balance)) : null;
  return (
    <>
      <FigureRow
        items={[
          { label: 'Holders', value: compactCount(coin.holders) },
          { label: 'Volume 24 h', value: worthCompact(coin.volume24h, rate).before },
          { label: 'You hold', value: heldWords(balance) },
        ]}
      />
      <Spread coin={coin} />
      {worth !== null && (
        <p className={styles.exit}>
          Worth {worthText(worth, rate).before} at this price.
          {exit !== null && ` Selling all now pays about ${worthText(exit, rate).before}.`}
        </p>
      )}
    </>
  );
}

/** Nobody has said yet, or nobody can: that is not "none". */
function heldWords(balance: bigint | undefined): string {
  if (balance === undefined) return '–';
  return balance > 0n ? tokenCompact(balance) : 'None';
}

function Waiting() {
  return (
    <div className={styles.panel} aria-busy="true" role="status" aria-label="Loading the coin">
      <Skeleton width={150} height={18} />
      <Skeleton width={190} height={44} />
      <GrooveLine peaks={undefined} points={[]} summary="Loading" still />
      <Skeleton height={44} />
    </div>
  );
}
