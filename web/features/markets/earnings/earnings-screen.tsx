import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { transactionUrl } from '../../../lib/base.ts';
import { openUrl } from '../../../lib/host-actions.ts';
import { NotReady } from '../../../lib/not-ready.tsx';
import { useSession } from '../../../lib/session.ts';
import { useStore } from '../../../lib/store.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Centred, Page, Section, TopBar } from '../../../ui/layout/layout.tsx';
import { Skeleton } from '../../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../../ui/skeleton/use-pending.ts';
import { EmptyState } from '../../../ui/state/empty-state.tsx';
import { Notice } from '../../../ui/state/notice.tsx';
import { ethUsdQuery } from '../eth-usd.ts';
import { saveText } from '../portfolio/save-text.ts';
import { CoinEarnings } from './coin-earnings.tsx';
import { CollectCard } from './collect-card.tsx';
import { collectNow, collectStore, tellCollect } from './collect-session.ts';
import styles from './earnings.module.css';
import { earningsCsv } from './earnings-csv.ts';
import { Source, Total } from './earnings-figures.tsx';
import { type Earnings, useEarnings } from './use-earnings.ts';

type EarningsScreenProps = {
  onBack: () => void;
  openTake: (performanceId: string) => void;
  /** What to do where there is nothing yet. */
  perform: ReactNode;
  /** Shown to somebody who is not signed in. */
  signIn: ReactNode;
};

/** What the viewer's coins and parts of coins earned, and what of it waits to be collected. */
export function EarningsScreen({ onBack, openTake, perform, signIn }: EarningsScreenProps) {
  const userId = useSession()?.user.id ?? null;
  const { ready, error, dueError, isFetching, isPaused, refetch, refetchDue } = useEarnings(userId);
  const waiting = usePending(userId !== null && !ready && !error);
  const empty = ready?.payouts.length === 0;
  return (
    <Page className={styles.page ?? ''}>
      <TopBar title="Earnings" onBack={onBack} />
      {userId === null || empty ? (
        <Centred>
          <EmptyState lines={empty ? ['Paid by', 'applause'] : ['Whose', 'wages']} action={empty ? perform : signIn}>
            {empty
              ? 'Half of the 1% fee on each trade goes to a coin’s creator and those they share with. What yours earn shows here.'
              : 'What your coins earn shows here. Sign in to see it.'}
          </EmptyState>
        </Centred>
      ) : ready ? (
        <Ready earnings={ready} dueError={dueError} refetchDue={refetchDue} openTake={openTake} />
      ) : (
        <NotReady
          error={error}
          onRetry={refetch}
          retrying={isFetching}
          paused={isPaused}
          notRead="We could not load your earnings. Your money is safe on Base."
          otherwise={<Section label="Earnings">{waiting && <Waiting />}</Section>}
        />
      )}
    </Page>
  );
}

type ReadyProps = {
  earnings: Earnings;
  dueError: Error | null;
  refetchDue: () => void;
  openTake: (performanceId: string) => void;
};

function Ready({ earnings, dueError, refetchDue, openTake }: ReadyProps) {
  const cache = useQueryClient();
  const collecting = collectStore();
  const state = useStore(collecting);
  const rate = useQuery(ethUsdQuery).data ?? null;
  const { payouts, earned, names, due, shares } = earnings;
  return (
    <>
      <Total earnings={earnings} rate={rate} />
      <Section label="Ready to collect">
        {due ? (
          <CollectCard
            state={state}
            claims={due.claims}
            block={due.block}
            names={names}
            rate={rate}
            shares={shares}
            onCollect={() => void collectNow(due.claims, cache)}
            tell={event => tellCollect(collecting, event)}
            openTransaction={hash => void openUrl(transactionUrl(hash))}
          />
        ) : dueError ? (
          <Notice icon="warning" tone="warn" role="alert" action={{ label: 'Try again', onSelect: refetchDue }}>
            <strong>Base does not say what waits for you.</strong> Whatever it is, it stays yours.
          </Notice>
        ) : (
          <Skeleton height={160} shape="control" />
        )}
      </Section>
      <Section
        title="By coin"
        aside={
          <Button
            variant="text"
            size="small"
            onClick={() => saveText('gigavibe-earnings.csv', earningsCsv(earned, payouts, names))}
          >
            Export CSV
          </Button>
        }
      >
        <CoinEarnings earned={earned} payouts={payouts} names={names} rate={rate} openTake={openTake} />
      </Section>
      <Source earnings={earnings} />
    </>
  );
}

function Waiting() {
  return (
    <div className={styles.waiting} role="status" aria-label="Loading your earnings" aria-busy="true">
      <Skeleton width={220} height={60} />
      <Skeleton height={160} shape="control" />
      <Skeleton height={56} shape="control" />
      <Skeleton height={56} shape="control" />
    </div>
  );
}
