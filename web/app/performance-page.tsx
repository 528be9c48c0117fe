import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useNavigate, useParams } from 'react-router';
import { CreditSection } from '../features/chains/credit-section.tsx';
import { ClimbSection } from '../features/engagement/climb-section.tsx';
import { Counters } from '../features/engagement/counters.tsx';
import { ReceiptSection } from '../features/engagement/receipt-section.tsx';
import { RecentSection } from '../features/engagement/recent-section.tsx';
import { RisingPanel, StateBadge } from '../features/engagement/standing.tsx';
import { AnnouncedNote } from '../features/launches/announced-note.tsx';
import { CoinPanel } from '../features/markets/coin-panel.tsx';
import { coinQuery } from '../features/markets/coin-queries.ts';
import { TradeAside } from '../features/markets/trade-aside.tsx';
import { HoldOf } from '../features/moderation/holds.tsx';
import type { Performance } from '../features/performances/performance.ts';
import { PerformanceScreen } from '../features/performances/performance-screen.tsx';
import type { PerformanceSlots } from '../features/performances/slots.ts';
import { useSession } from '../lib/session.ts';
import { openCast, shareTake } from './cast-actions.ts';
import { FollowPerson } from './follow-person.tsx';
import { OwnDraft } from './own-draft.tsx';
import { OwnTake } from './own-take.tsx';
import { ReportAction } from './report-action.tsx';
import { TakeBar } from './take-bar.tsx';
import { useBack } from './use-back.ts';
import { useLaunchOver } from './use-launch-over.ts';

const HoldersSlot = lazy(() => import('./holders-slot.tsx').then(module => ({ default: module.HoldersSlot })));

const slots: PerformanceSlots = {
  state: (take, otherwise) => <StateBadge performanceId={take.id} initial={take.standing} otherwise={otherwise} />,
  beside: take => <FollowPerson person={take.person} variant="quiet" />,
  actions: take => <Actions take={take} />,
  counters: (take, { live }) => <Counters performanceId={take.id} initial={take.standing} live={live} onOpen={openCast(take)} />,
  panel: (take, peaks) => <Panel take={take} peaks={peaks} />,
  climb: take => <ClimbSection performanceId={take.id} initial={take.standing} castAt={take.castAt} />,
  receipt: take => <ReceiptSection performanceId={take.id} number={take.number} />,
  sections: take => (
    <>
      <Grew take={take} />
      <RecentSection performanceId={take.id} />
    </>
  ),
  side: take => <TradeAside take={take} expected={take.ticker !== null} />,
  absent: (id, otherwise) => <OwnDraft id={id} otherwise={otherwise} />,
  actionBar: take => <TakeBar take={take} />,
};

/** Authors change their takes; everybody else may report them. */
function Actions({ take }: { take: Performance }) {
  return useSession()?.user.id === take.person.id ? <OwnTake take={take} /> : <ReportAction take={take} />;
}

/** A take's page: sound, people, climb, coin. */
export function PerformancePage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const back = useBack();
  const openPerson = (take: Performance) => void navigate(`/u/${take.person.id}`);
  return <PerformanceScreen key={id} id={id} slots={slots} onBack={back} onShare={shareTake} onOpenPerson={openPerson} />;
}

function Grew({ take }: { take: Performance }) {
  const navigate = useNavigate();
  return (
    <CreditSection
      takeId={take.id}
      creator={take.person}
      onOpen={id => void navigate(`/p/${id}`)}
      onRemix={() => void navigate(`/perform?remix=${take.id}`)}
      onRecord={() => void navigate(`/records/${take.id}`)}
    />
  );
}

function Panel({ take, peaks }: { take: Performance; peaks: readonly number[] | undefined }) {
  const coin = useQuery(coinQuery(take.id)).data;
  const over = useLaunchOver(take).data === true;
  const coinless = coin === null || (coin === undefined && take.ticker === null);
  const name = useSession()?.user.id === take.person.id ? 'you' : take.person.name;
  return (
    <>
      <HoldOf kind="take" id={take.id} />
      <AnnouncedNote performanceId={take.id} />
      <CoinPanel performanceId={take.id} expected={take.ticker !== null} peaks={peaks} />
      {coinless && <RisingPanel performanceId={take.id} initial={take.standing} name={name} over={over} />}
      <Suspense>
        <HoldersSlot take={take} />
      </Suspense>
    </>
  );
}
