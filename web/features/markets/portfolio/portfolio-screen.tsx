import { type ReactNode, useState } from 'react';
import { useHost } from '../../../lib/host.ts';
import { useWalletAddress } from '../../../lib/wallet-address.ts';
import { IconButton } from '../../../ui/button/icon-button.tsx';
import { Centred, Page, TopBar } from '../../../ui/layout/layout.tsx';
import { usePending } from '../../../ui/skeleton/use-pending.ts';
import { EmptyState } from '../../../ui/state/empty-state.tsx';
import { ActivityList } from './activity-list.tsx';
import { HoldingList } from './holding-list.tsx';
import { portfolioOf } from './holdings.ts';
import styles from './portfolio.module.css';
import { PortfolioEmpty, PortfolioNotRead, PortfolioWaiting } from './portfolio-states.tsx';
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
          <PortfolioWaiting />
        ) : (
          <Centred>
            <EmptyState lines={['Whose', 'coins']} action={signIn}>
              Your coins are in your wallet. Sign in with it to see what they are worth.
            </EmptyState>
          </Centred>
        )}
      </Frame>
    );
  }
  return <Holdings wallet={wallet} openTake={openTake} toFeed={toFeed} />;
}

type HoldingsProps = { wallet: `0x${string}`; openTake: (id: string) => void; toFeed: ReactNode };

function Holdings({ wallet, openTake, toFeed }: HoldingsProps) {
  const [hidden, setHidden] = useState(false);
  const asked = usePortfolio(wallet);
  const { ready, wallets, rate, currencyPrices, names } = asked;
  if (!ready) {
    return (
      <Frame>
        <PortfolioNotRead {...asked} />
      </Frame>
    );
  }
  const { coins, trades } = ready;
  const portfolio = portfolioOf(coins, ready.balances, trades, currencyPrices);
  if (portfolio.holdings.length === 0 && trades.length === 0) {
    return (
      <Frame>
        <PortfolioEmpty toFeed={toFeed} />
      </Frame>
    );
  }
  const eye = (
    <IconButton
      icon={hidden ? 'eye-off' : 'eye'}
      label={hidden ? 'Show amounts' : 'Hide amounts'}
      onClick={() => setHidden(!hidden)}
    />
  );
  return (
    <Frame actions={eye}>
      <PortfolioTotal portfolio={portfolio} rate={rate} hidden={hidden} />
      <HoldingList wallets={wallets} holdings={portfolio.holdings} rate={rate} hidden={hidden} openTake={openTake} />
      <ActivityList
        trades={trades}
        coins={coins}
        rate={rate}
        hidden={hidden}
        names={names}
        openTake={openTake}
        onExport={() => saveText('gigavibe-trades.csv', tradesCsv(trades, coins, names))}
      />
      <Method wallets={wallets.length} apart={portfolio.apart} />
    </Frame>
  );
}

/** How the figures come about. `apart` coins were traded in a currency whose worth is not known. */
function Method({ wallets, apart }: { wallets: number; apart: number }) {
  return (
    <p className={styles.method}>
      {wallets > 1 && `Over ${wallets} wallets of yours. `}Profit is worth now less average cost, with what you sold counted, each
      trade at what it was worth in ETH then.{' '}
      {apart > 0 &&
        `${apart === 1 ? 'One coin was' : `${apart} coins were`} traded in a currency whose worth was not known then: the profit is in that currency, and in no sum here. `}
      Selling moves the price, so it pays less than a coin is worth. Coins can fall to zero.
    </p>
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
