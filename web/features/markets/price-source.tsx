import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { wei } from '../../../shared/kernel/units.ts';
import { marketCap } from '../../../shared/markets/price.ts';
import { useAway } from '../../lib/away.ts';
import { connectionStore, useConnection } from '../../lib/connection.ts';
import { clockLabel, timeLabel } from '../../ui/format/time.ts';
import { Notice } from '../../ui/state/notice.tsx';
import type { Coin } from './coin.ts';
import type { EthUsd } from './eth-usd.ts';
import { isBehind, marketClockQuery } from './market-clock.ts';
import { worthCompact } from './money.ts';
import { isDisputed, poolPriceQuery } from './pool-price.ts';

/** How long it is said that a gap was caught up with. */
const SAID_MS = 12_000;

type PriceSourceProps = { coin: Coin; rate: EthUsd | null; now: number };

/** Where a price comes from and how old it is; and, in words, when it is behind, when Base says otherwise, or when live updates were away for a while. */
export function PriceSource({ coin, rate, now }: PriceSourceProps) {
  const clock = useQuery(marketClockQuery).data;
  const pool = useQuery(poolPriceQuery(coin)).data;
  const gap = useGap();
  const away = useAway('chain') !== null;
  // Where the chain itself is away, trading says so already.
  const behind = !away && isBehind(clock, now);
  return (
    <>
      {coin.position && coin.pricedAt !== null && (
        <p className="micro secondary" data-price-block={coin.position.block}>
          Price at block {coin.position.block.toLocaleString()}, {timeLabel(coin.pricedAt, now, { ago: true })}, from its Uniswap
          pool
        </p>
      )}
      {behind && clock && (
        <Notice icon="clock" tone="warn" role="status">
          Prices here are from {clockLabel(clock.seenAt)}. Nobody has read the chain since; the quote in a trade is always of now.
        </Notice>
      )}
      {!behind && isDisputed(coin.price, pool) && (
        <Notice icon="warning" tone="warn" role="status">
          The pool itself says {worthCompact(marketCap(wei(pool)), rate).before} right now. This price is catching up.
        </Notice>
      )}
      {gap !== null && (
        <p className="micro secondary" role="status">
          Live prices were away since {clockLabel(gap)}. They were read again.
        </p>
      )}
    </>
  );
}

/** Since when live updates had been away, for some seconds after they came back; null otherwise. */
function useGap(): number | null {
  const { online, live } = useConnection();
  const current = online && live;
  const left = useRef<number | null>(null);
  const [gap, setGap] = useState<number | null>(null);
  useEffect(() => {
    if (!current) {
      left.current ??= connectionStore.get().since;
      setGap(null);
      return;
    }
    if (left.current === null) return;
    setGap(left.current);
    left.current = null;
    const timer = setTimeout(() => setGap(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [current]);
  return gap;
}
