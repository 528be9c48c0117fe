import type { ReactNode } from 'react';
import { useNow } from '../../lib/clock.ts';
import { useConnection } from '../../lib/connection.ts';
import { NotReady } from '../../lib/not-ready.tsx';
import { useSession } from '../../lib/session.ts';
import { LiveMark } from '../../ui/badge/badge.tsx';
import { Centred, Page, Section, TopBar } from '../../ui/layout/layout.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { EmptyState } from '../../ui/state/empty-state.tsx';
import { useFocusKept } from '../../ui/use-focus-kept.ts';
import { Decision } from './decision.tsx';
import type { CoinPictureSlot } from './edit-sheet.tsx';
import { isOnTheWay, waitsForCreator } from './launch.ts';
import { LaunchProgress } from './launch-progress.tsx';
import type { OwnTake } from './launch-queries.ts';
import styles from './launches.module.css';
import { OfferCard } from './offer-card.tsx';
import { OwnTakes } from './own-takes.tsx';
import { useOwnStage } from './use-own-stage.ts';

type StageScreenProps = {
  openTake: (performanceId: string) => void;
  /** How a take is doing: its climb and who reacted, or its coin. */
  renderTake: (take: OwnTake) => ReactNode;
  /** What holds takes of theirs, before everything that goes on. */
  holds: ReactNode;
  /** What the viewer's coins and parts of coins earn, where there are any. */
  earnings: (userId: string) => ReactNode;
  /** What those coins reached, and what comes next. */
  milestones: (userId: string) => ReactNode;
  uploadPicture: CoinPictureSlot;
  /** What to do where there are no takes yet. */
  perform: ReactNode;
  /** Shown to somebody who is not signed in. */
  signIn: ReactNode;
  /** At the top: the way to one's profile and account. */
  account: ReactNode;
};

/** "Your stage": what waits for a decision, what is being launched, how the viewer's takes do right now. */
export function StageScreen({ signIn, ...props }: StageScreenProps) {
  const session = useSession();
  if (!session) {
    return (
      <Page>
        <TopBar title="Your stage" />
        <Centred>
          <EmptyState lines={['Who is', 'on stage']} action={signIn}>
            Your takes, their scores and your coins live here. Sign in to see them.
          </EmptyState>
        </Centred>
      </Page>
    );
  }
  return <OwnStage userId={session.user.id} {...props} />;
}

function OwnStage({
  userId,
  openTake,
  renderTake,
  holds,
  earnings,
  milestones,
  uploadPicture,
  perform,
  account,
}: Omit<StageScreenProps, 'signIn'> & { userId: string }) {
  const { launches, takes, offers, readAgain } = useOwnStage(userId);
  const now = useNow(5000);
  const { online } = useConnection();
  const kept = useFocusKept<HTMLDivElement>(nextCard);
  const failed = launches.error ?? takes.error;
  const ready = launches.data !== undefined && takes.data !== undefined;
  const waiting = usePending(!ready && !failed);
  if (!ready) {
    return (
      <Frame live={false} account={account}>
        <NotReady
          error={failed}
          onRetry={readAgain}
          retrying={launches.isFetching || takes.isFetching}
          paused={launches.isPaused || takes.isPaused}
          notRead="We could not load your stage. Your takes and coins are not affected."
          otherwise={<Section label="Your stage">{waiting && <Waiting />}</Section>}
        />
      </Frame>
    );
  }
  const open = launches.data.filter(launch => waitsForCreator(launch, now));
  const [next] = open;
  const onTheWay = launches.data.filter(isOnTheWay);
  return (
    <Frame live={online && takes.data.length > 0} account={account}>
      <div {...kept}>
        {next && (
          <div key={next.id} data-launch={next.id}>
            <Decision launch={next} uploadPicture={uploadPicture} />
          </div>
        )}
        {open.length > 1 && <p className={styles.more}>{open.length - 1} more to decide after this one.</p>}
        {offers.map(offer => (
          <OfferCard key={offer.launchId} offer={offer} />
        ))}
        {onTheWay.map(launch => (
          <div key={launch.id} data-launch={launch.id}>
            <LaunchProgress launch={launch} onOpen={() => openTake(launch.performanceId)} />
          </div>
        ))}
      </div>
      {holds}
      <OwnTakes takes={takes.data} renderTake={renderTake} perform={perform} alone={launches.data.length + offers.length === 0} />
      {earnings(userId)}
      {milestones(userId)}
    </Frame>
  );
}

/** After an answer, where the same launch goes on; else the next card, else the page. */
function nextCard(cards: HTMLElement, lost: Element): HTMLElement | null {
  const same = lost.closest('[data-launch]')?.getAttribute('data-launch');
  return (
    cards.querySelector<HTMLElement>(`[data-launch="${same}"] section`) ?? cards.querySelector('section') ?? cards.closest('main')
  );
}

function Frame({ children, live, account }: { children: ReactNode; live: boolean; account: ReactNode }) {
  return (
    <Page className={styles.page ?? ''}>
      <TopBar title="Your stage">
        {live && (
          <span className={styles.live}>
            <LiveMark />
          </span>
        )}
        {account}
      </TopBar>
      {children}
    </Page>
  );
}

function Waiting() {
  return (
    <div className={styles.takes} role="status" aria-label="Loading your stage" aria-busy="true">
      <Skeleton height={180} shape="control" />
      <Skeleton height={180} shape="control" />
    </div>
  );
}
