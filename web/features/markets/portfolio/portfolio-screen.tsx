import { type ReactNode, useState } from 'react';
import { useConnection } from '../../../lib/connection.ts';
import { wordsOf } from '../../../lib/errors.ts';
import { useHost } from '../../../lib/host.ts';
import { useWalletAddress } from '../../../lib/wallet-address.ts';
import { IconButton } from '../../../ui/button/icon-button.tsx';
import { GrooveLine } from '../../../ui/groove-line/groove-line.tsx';
import { Centred, Page, Section, TopBar } from '../../../ui/layout/layout.tsx';
import { Skeleton } from '../../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../../ui/skeleton/use-pending.ts';
import { EmptyState } from '../../../ui/state/empty-state.tsx';
import { ErrorState } from '../../../ui/state/error-state.tsx';
import { OutOfRange } from '../../../ui/state/out-of-range.tsx';
import { ActivityList } from './activity-list.tsx';
import { HoldingList } from './holding-list.tsx';
import { portfolioOf } from './holdings.ts';
import styles from './portfolio.module.css';
import { PortfolioTotal } from './portfolio-total.tsx';
import { saveText } from './save-text.ts';
import { tradesCsv } from './trades-csv.ts';
import { usePortfolio } from './use-portfolio.ts';

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
          <Waiting />
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

function Holdings({ wallet, openTake, toFeed }: { wallet: `0x${string}`; openTake: (id: string) => void; toFeed: ReactNode }) {
  const [hidden, setHidden] = useState(false);
  const { ready, error, retrying, retry, wallets, rate, currencyPrices, names } = usePortfolio(wallet);
  const { online } = useConnection();
  const waiting = usePending(!ready && !error);
  if (!ready) {
    return (
      <Frame>
        {error ? (
          <Section label="Your coins">
            <ErrorState onRetry={retry} retrying={retrying}>
              {wordsOf(error).body} Your coins are safe on Base.
            </ErrorState>
          </Section>
        ) : (
          waiting &&
          (online ? (
            <Waiting />
          ) : (
            <Section>
              <OutOfRange />
            </Section>
          ))
        )}
      </Frame>
    );
  }
  const { coins, trades } = ready;
  const portfolio = portfolioOf(coins, ready.balances, trades, currencyPrices);
  if (portfolio.holdings.length === 0 && trades.length === 0) {
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
      <PortfolioTotal portfolio={portfolio} rate={rate} hidden={hidden} />
      <HoldingList holdings={portfolio.holdings} rate={rate} hidden={hidden} openTake={openTake} />
      <ActivityList
        trades={trades}
        coins={coins}
        rate={rate}
        hidden={hidden}
        names={names}
        openTake={openTake}
        onExport={() => saveText('gigavibe-trades.csv', tradesCsv(trades, coins, names))}
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

function Frame({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <Page className={styles.page ?? ''}>
      <TopBar title="Your coins">{actions}</TopBar>
      {children}
    </Page>
  );
}

/** The boxes of what comes, so that nothing moves when it does. */
function Waiting() {
  return (
    <div role="status" aria-label="Loading your coins" aria-busy="true">
      <div className={styles.total}>
        <Skeleton width={210} height={64} />
        <Skeleton width={160} height={18} />
      </div>
      <Section>
        <Skeleton width={110} height={28} />
        {[0, 1, 2, 3].map(row => (
          <div key={row} className={styles.waitingRow}>
            <Skeleton width={44} height={56} shape="print" />
            <div className={styles.waitingWords}>
              <Skeleton width="55%" height={16} />
              <Skeleton width="30%" height={13} />
            </div>
            <div className={styles.waitingEnd}>
              <Skeleton width={64} height={16} />
              <Skeleton width={40} height={13} />
            </div>
          </div>
        ))}
      </Section>
    </div>
  );
}
