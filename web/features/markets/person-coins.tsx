import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CheckedPicture } from '../../lib/checked-picture.tsx';
import { ReadError } from '../../lib/read-error.tsx';
import { Change } from '../../ui/amount/amount.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { OutOfRange } from '../../ui/state/out-of-range.tsx';
import { ethUsdQuery } from './eth-usd.ts';
import styles from './markets.module.css';
import { changeOfDay, worthCompact } from './money.ts';
import { personCoinsQuery } from './person-coins-query.ts';

type PersonCoinsProps = { userId: string; openTake: (performanceId: string) => void; empty: ReactNode };

/** The coins that a person's takes became. */
export function PersonCoins({ userId, openTake, empty }: PersonCoinsProps) {
  const { data: coins, error, refetch, isFetching, isLoading, isPaused } = useQuery(personCoinsQuery(userId));
  const rate = useQuery(ethUsdQuery).data ?? null;
  const waiting = usePending(isLoading);
  if (error && !coins) {
    return (
      <ReadError error={error} onRetry={() => void refetch()} retrying={isFetching}>
        We could not load these coins. They are safe on Base.
      </ReadError>
    );
  }
  if (!coins) return isPaused ? <OutOfRange /> : waiting && <Skeleton height={72} shape="control" />;
  if (coins.length === 0) return empty;
  return (
    <List label="Coins">
      {coins.map(({ coin, title, posterUrl, ink }) => (
        <ListRow
          key={coin.address}
          lead={
            posterUrl ? (
              <CheckedPicture className={styles.coinPoster} src={posterUrl} />
            ) : (
              <span className={styles.coinPoster} style={{ background: `var(--flat-${ink})` }} />
            )
          }
          title={`$${coin.symbol}`}
          detail={title}
          end={coin.marketCap === null ? '' : worthCompact(coin.marketCap, rate).before}
          endDetail={<Change percent={changeOfDay(coin)} />}
          onSelect={() => openTake(coin.performanceId)}
        />
      ))}
    </List>
  );
}
