import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { wei } from '../../../shared/kernel/units.ts';
import { marketCap } from '../../../shared/markets/price.ts';
import { useAway } from '../../lib/away.ts';
import { useNow } from '../../lib/clock.ts';
import { useConnection } from '../../lib/connection.ts';
import { Spoken } from '../../lib/spoken.tsx';
import { useWalletAddress } from '../../lib/wallet-address.ts';
import { Amount, Change, Figure } from '../../ui/amount/amount.tsx';
import { LiveMark } from '../../ui/badge/badge.tsx';
import { changeOf } from '../../ui/format/percent.ts';
import { priceText } from '../../ui/format/price.ts';
import { clockLabel, dayLabel, isStale, timeLabel } from '../../ui/format/time.ts';
import { GrooveLine } from '../../ui/groove-line/groove-line.tsx';
import { Ranges } from '../../ui/tabs/ranges.tsx';
import type { Coin } from './coin.ts';
import { CoinHolding } from './coin-holding.tsx';
import { ownTradesQuery, pricesQuery, type Range } from './coin-queries.ts';
import { Course } from './course.tsx';
import { type CoursePoint, courseOf } from './course-of.ts';
import { type EthUsd, ethUsdQuery, toUsd } from './eth-usd.ts';
import styles from './markets.module.css';
import { changeOfDay, worthCompact, worthText } from './money.ts';
import { PriceSource } from './price-source.tsx';

const RANGES = (['1H', '24H', '7D', 'All'] as const).map(value => ({ value, label: value }));

/** What a coin is worth and how it got there. */
export function CoinFigures({ coin, peaks }: { coin: Coin; peaks: readonly number[] | undefined }) {
  const heading = useId();
  const [range, setRange] = useState<Range>('All');
  const [read, setRead] = useState<CoursePoint | null>(null);
  const now = useNow(1000);
  const rate = useQuery(ethUsdQuery).data ?? null;
  const prices = useQuery(pricesQuery(coin.address, range)).data ?? [];
  const shown = courseOf(coin, prices, range, now);
  const price = read?.price ?? coin.price;
  const cap = read ? marketCap(wei(read.price)) : coin.marketCap;
  const first = shown[0]?.price;
  const change = read && first !== undefined ? changeOf(read.price, first) : changeOfDay(coin);
  return (
    <section className={styles.panel} aria-labelledby={heading}>
      <h2 id={heading} className="visually-hidden">
        {coin.symbol} coin
      </h2>
      <div className={styles.head}>
        <div>
          <p className="label secondary">${coin.symbol} market cap</p>
          <p>
            <Figure text={cap === null ? 'No price yet' : worthCompactOrWhole(cap, rate)} size={cap === null ? 28 : 44} />
          </p>
          {coin.marketCap !== null && <Spoken text={`Market cap ${worthCompact(coin.marketCap, rate).before}`} />}
          <p className="label secondary">
            <Change percent={change} /> {read ? timeLabel(read.at, now, { ago: true }) : change !== null && 'past 24 h'}
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
            value: worthCompact(marketCap(wei(point.price)), rate).before,
          })}
          onRead={setRead}
          momentKey={coin.address}
        />
      </Course>
      <Ranges label="Time" items={RANGES} value={range} onChange={setRange} />
      <CoinHolding coin={coin} rate={rate} />
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
