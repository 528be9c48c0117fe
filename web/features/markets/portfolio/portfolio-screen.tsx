import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { wordsOf } from '../../../lib/errors.ts';
import { useHost } from '../../../lib/host.ts';
import { useBroadcast } from '../../../lib/realtime.ts';
import { useSession } from '../../../lib/session.ts';
import { useWalletAddress } from '../../../lib/wallet-address.ts';
import { Figure } from '../../../ui/amount/amount.tsx';
import { IconButton } from '../../../ui/button/icon-button.tsx';
import { GrooveLine } from '../../../ui/groove-line/groove-line.tsx';
import { Centred, Page, Section, TopBar } from '../../../ui/layout/layout.tsx';
import { Skeleton } from '../../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../../ui/skeleton/use-pending.ts';
import { EmptyState } from '../../../ui/state/empty-state.tsx';
import { ErrorState } from '../../../ui/state/error-state.tsx';
import { applyPriceTick } from '../apply-price-tick.ts';
import { priceTicks } from '../coin.ts';
import { ownTradesQuery } from '../coin-queries.ts';
import { currenciesQuery } from '../currency.ts';
import { type EthUsd, ethUsdQuery } from '../eth-usd.ts';
import { worthText } from '../money.ts';
import { ActivityList } from './activity-list.tsx';
import { HoldingList } from './holding-list.tsx';
import { coinsApart, type Portfolio, portfolioOf } from './holdings.ts';
import styles from './portfolio.module.css';
import { allCoinsQuery, currencyPricesQuery, holdingsQuery, ownWalletsQuery } from './portfolio-queries.ts';
import { saveText } from './save-text.ts';
import { tradesCsv } from './trades-csv.ts';

type PortfolioScreenProps = {
  openTake: (performanceId: string) => void;
  /** What to do where there is nothing yet. */
  toFeed: ReactNode;
  /** Shown where no wallet is known. */
  signIn: ReactNode;
};

/** "Your coins": what the viewer holds, what it is worth, what it gained, what they did. */
export function PortfolioScreen({ openTake, toFeed, signIn }: PortfolioScreenProps) {
  const wallet = useWalletAddress();
  const host = useHost();
  const unknown = usePending(wallet === null && host.status === 'unknown');
  if (wallet === null) {
    return (
      <Frame>
        {unknown ? (
          <Section label="Your coins">
            <Waiting />
          </Section>
        ) : (
          <Centred>
            <EmptyState lines={['Whose', 'coins']} action={signIn}>
              Your coins are in your wallet. Connect it to see what they are worth.
            </EmptyState>
          </Centred>
        )}
      </Frame>
    );
  }
  return <Holdings wallet={wallet} openTake={openTake} toFeed={toFeed} />;
}

/** The wallet that acts now and all others that are proven to be the same person's. */
function useWallets(acting: `0x${string}`): `0x${string}`[] {
  const userId = useSession()?.user.id ?? null;
  const proven = useQuery(ownWalletsQuery(userId)).data ?? [];
  return [...new Set([acting, ...proven])].sort();
}

function Holdings({ wallet, openTake, toFeed }: { wallet: `0x${string}`; openTake: (id: string) => void; toFeed: ReactNode }) {
  const cache = useQueryClient();
  const [hidden, setHidden] = useState(false);
  const coins = useQuery(allCoinsQuery);
  const addresses = (coins.data ?? []).map(each => each.coin.address);
  const wallets = useWallets(wallet);
  const balances = useQuery(holdingsQuery(wallets, addresses));
  const trades = useQuery(ownTradesQuery(wallets));
  const rate = useQuery(ethUsdQuery).data ?? null;
  const apart = useMemo(() => coinsApart(coins.data ?? [], trades.data ?? []), [coins.data, trades.data]);
  const currencyPrices = useQuery(currencyPricesQuery(apart)).data;
  const names = useQuery(
    currenciesQuery((coins.data ?? []).filter(each => apart.includes(each.coin.address)).map(each => each.coin.currency)),
  ).data;
  useBroadcast(
    'prices',
    {
      prices: payload => {
        const ticks = priceTicks(payload);
        // A read that is on its way may have begun before these ticks: it begins anew.
        if (cache.isFetching(allCoinsQuery) > 0) void cache.invalidateQueries({ queryKey: allCoinsQuery.queryKey });
        cache.setQueryData(allCoinsQuery.queryKey, list =>
          list?.map(each => ({ ...each, coin: ticks.reduce(applyPriceTick, each.coin) })),
        );
      },
    },
    { onJoin: () => void cache.invalidateQueries({ queryKey: ['markets'] }) },
  );

  const failed = coins.error ?? balances.error ?? trades.error;
  const ready = coins.data && (balances.data || addresses.length === 0) && trades.data;
  const waiting = usePending(!ready && !failed);
  if (!ready) {
    return (
      <Frame>
        <Section label="Your coins">
          {failed ? (
            <ErrorState
              onRetry={() => void cache.refetchQueries({ queryKey: ['markets'] })}
              retrying={coins.isFetching || balances.isFetching}
            >
              {wordsOf(failed).body} Your coins are safe on Base.
            </ErrorState>
          ) : (
            waiting && <Waiting />
          )}
        </Section>
      </Frame>
    );
  }
  const portfolio = portfolioOf(coins.data, balances.data ?? new Map(), trades.data, currencyPrices);
  if (portfolio.holdings.length === 0 && trades.data.length === 0) {
    return (
      <Frame>
        <Centred>
          <EmptyState
            lines={['Front row', 'is empty']}
            action={toFeed}
            drawing={<GrooveLine peaks={STILL_PEAKS} points={[]} height={84} summary="No coins yet" still />}
          >
            Coins you buy from performances live here, with what they cost and what they are worth.
          </EmptyState>
        </Centred>
      </Frame>
    );
  }
  return (
    <Frame
      actions={
        <IconButton
          icon={hidden ? 'eye-off' : 'eye'}
          label={hidden ? 'Show amounts' : 'Hide amounts'}
          onClick={() => setHidden(!hidden)}
        />
      }
    >
      <Total portfolio={portfolio} rate={rate} hidden={hidden} />
      <HoldingList holdings={portfolio.holdings} rate={rate} hidden={hidden} openTake={openTake} />
      <ActivityList
        trades={trades.data}
        coins={coins.data}
        rate={rate}
        hidden={hidden}
        names={names}
        openTake={openTake}
        onExport={() => saveText('gigavibe-trades.csv', tradesCsv(trades.data, coins.data, names))}
      />
      <p className={styles.method}>
        {wallets.length > 1 && `Over ${wallets.length} wallets of yours. `}Profit is worth now less average cost, with what you
        sold counted, each trade at what it was worth in ETH then.{' '}
        {portfolio.apart > 0 &&
          `${portfolio.apart === 1 ? 'One coin was' : `${portfolio.apart} coins were`} traded in a currency whose worth was not known then: the profit is in that currency, and in no sum here. `}
        Selling moves the price, so it pays less than a coin is worth. Coins can fall to zero.
      </p>
    </Frame>
  );
}

/** A waveform that is drawn where there is no sound: a fixed shape, no data. */
const STILL_PEAKS = Array.from(
  { length: 40 },
  (_, i) => 0.35 + 0.3 * Math.abs(Math.sin(i * 0.7)) + 0.25 * Math.abs(Math.sin(i * 0.23)),
);

function Total({ portfolio, rate, hidden }: { portfolio: Portfolio; rate: EthUsd | null; hidden: boolean }) {
  const { worth, profit, cost } = portfolio;
  const percent = cost > 0n ? ` (${(Number(((profit < 0n ? -profit : profit) * 1000n) / cost) / 10).toFixed(1)}%)` : '';
  const size = profit < 0n ? -profit : profit;
  return (
    <section className={styles.total} aria-label="Total">
      <Figure text={hidden ? '•••••' : worthText(worth, rate).before} size={64} />
      <p className="label">
        <span className={profit > 0n ? styles.up : profit < 0n ? styles.down : 'secondary'}>
          {profit > 0n ? '▲ ' : profit < 0n ? '▼ ' : ''}
          {hidden ? '•••' : `${worthText(size, rate).before}${percent}`}
        </span>{' '}
        <span className="secondary">since you started</span>
      </p>
    </section>
  );
}

function Frame({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <Page className={styles.page ?? ''}>
      <TopBar title="Your coins">{actions}</TopBar>
      {children}
    </Page>
  );
}

function Waiting() {
  return (
    <div className={styles.waiting} role="status" aria-label="Loading your coins" aria-busy="true">
      <Skeleton width={220} height={60} />
      <Skeleton width={160} height={18} />
      {[0, 1, 2, 3].map(row => (
        <div key={row} className={styles.waitingRow}>
          <Skeleton width={44} height={56} shape="print" />
          <Skeleton width="60%" height={36} />
        </div>
      ))}
    </div>
  );
}
