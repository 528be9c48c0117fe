import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ascending } from '../../../../shared/kernel/ascending.ts';
import { serverNow } from '../../../lib/clock.ts';
import { Change } from '../../../ui/amount/amount.tsx';
import { Button } from '../../../ui/button/button.tsx';
import { Section } from '../../../ui/layout/layout.tsx';
import { List, ListRow } from '../../../ui/list/list.tsx';
import { Sparkline } from '../../../ui/sparkline/sparkline.tsx';
import type { Address } from '../coin.ts';
import type { PricePoint } from '../coin-queries.ts';
import { currenciesQuery, currencyOf } from '../currency.ts';
import type { EthUsd } from '../eth-usd.ts';
import { changeOfDay, worthText } from '../money.ts';
import { gainPercent, type Holding } from './holdings.ts';
import styles from './portfolio.module.css';
import { exitsQuery, sparksQuery } from './portfolio-queries.ts';
import { Thumb } from './thumb.tsx';

type HoldingListProps = {
  wallets: readonly Address[];
  holdings: readonly Holding[];
  rate: EthUsd | null;
  hidden: boolean;
  openTake: (performanceId: string) => void;
};

const ORDERS = ['Value', 'Profit', 'Name'] as const;

/** What comes first in each order: the most, and names from A. */
const COMPARE: Record<(typeof ORDERS)[number], (a: Holding, b: Holding) => number> = {
  Name: (a, b) => a.title.localeCompare(b.title),
  // Two that are both unknown: minus infinity less itself is no number.
  Profit: (a, b) => (gainPercent(b) ?? Number.NEGATIVE_INFINITY) - (gainPercent(a) ?? Number.NEGATIVE_INFINITY) || 0,
  Value: (a, b) => ascending(b.worth ?? 0n, a.worth ?? 0n),
};

/** What is held, each with its course of a week and how it did. */
export function HoldingList({ wallets, holdings, rate, hidden, openTake }: HoldingListProps) {
  const [order, setOrder] = useState<(typeof ORDERS)[number]>('Value');
  const [openedAt] = useState(() => serverNow());
  const sparks = useQuery(sparksQuery(holdings.map(holding => holding.coin.address).sort(), openedAt)).data;
  const exits = useQuery(exitsQuery(wallets, holdings)).data;
  const names = useQuery(
    currenciesQuery(holdings.filter(({ unit }) => unit === 'currency').map(({ coin }) => coin.currency)),
  ).data;
  const sorted = holdings.toSorted(COMPARE[order]);
  const next = ORDERS[(ORDERS.indexOf(order) + 1) % ORDERS.length] ?? 'Value';
  return (
    <Section
      title="Holdings"
      aside={
        holdings.length > 1 && (
          <Button variant="text" size="small" onClick={() => setOrder(next)} aria-label={`Sorted by ${order}. Sort by ${next}`}>
            {order}
          </Button>
        )
      }
    >
      {holdings.length === 0 ? (
        <p className="label secondary">You hold no coins right now. What you traded is below.</p>
      ) : (
        <List label="Holdings">
          {sorted.map(holding => (
            <HoldingRow
              key={holding.coin.address}
              holding={holding}
              currency={holding.unit === 'eth' ? null : currencyOf(holding.coin.currency, names).symbol}
              exit={exits?.get(holding.coin.address)}
              course={sparks?.get(holding.coin.address) ?? []}
              rate={rate}
              hidden={hidden}
              openTake={openTake}
            />
          ))}
        </List>
      )}
    </Section>
  );
}

type HoldingRowProps = Omit<HoldingListProps, 'wallets' | 'holdings'> & {
  holding: Holding;
  /** The currency that its profit is counted in, where that is not ETH. */
  currency: string | null;
  /** What selling all of it pays now, in ETH wei, once that is known. */
  exit: bigint | undefined;
  course: readonly PricePoint[];
};

function HoldingRow({ holding, currency, exit, course, rate, hidden, openTake }: HoldingRowProps) {
  const { coin, title, worth, posterUrl, ink } = holding;
  const gain = gainPercent(holding);
  return (
    <ListRow
      lead={<Thumb url={posterUrl} ink={ink} />}
      title={title}
      detail={
        <>
          ${coin.symbol}
          {!hidden && exit !== undefined && <span className={styles.exit}>Sells for {worthText(exit, rate).before} now</span>}
        </>
      }
      middle={<Sparkline values={course.map(point => Number(point.price))} />}
      end={<span className="tabular">{worth === null ? 'No price' : hidden ? '•••' : worthText(worth, rate).before}</span>}
      endDetail={
        <span className={styles.change}>
          <Change percent={gain ?? changeOfDay(coin)} />
          {currency && gain !== null && <span className="secondary"> in {currency}</span>}
          <span className="visually-hidden">{gain === null ? 'past 24 h' : 'since you bought'}</span>
        </span>
      }
      onSelect={() => openTake(coin.performanceId)}
    />
  );
}
