import { Suspense } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Counters } from '../features/engagement/counters.tsx';
import { RingLine, StateBadge } from '../features/engagement/standing.tsx';
import { CoinPill } from '../features/markets/coin-pill.tsx';
import { FEEDS, type Feed } from '../features/performances/feed-order.ts';
import { FEED_NAMES, FeedScreen } from '../features/performances/feed-screen.tsx';
import type { Performance } from '../features/performances/performance.ts';
import type { TakeSlots } from '../features/performances/slots.ts';
import { usePageTitle } from '../ui/layout/use-page-title.ts';
import { openCast } from './cast-actions.ts';
import { FeedCorner } from './feed-corner.tsx';
import { FollowPerson } from './follow-person.tsx';
import { NewTakes } from './pages.ts';
import { useTakeWithPeaks } from './use-take-with-peaks.ts';

const slots: TakeSlots = {
  state: (take, otherwise) => <StateBadge performanceId={take.id} initial={take.standing} otherwise={otherwise} />,
  beside: take => <FollowPerson person={take.person} />,
  counters: (take, { live }) => <Counters performanceId={take.id} initial={take.standing} live={live} onOpen={openCast(take)} />,
  standing: take => (take.ticker ? <Pill take={take} /> : <RingLine performanceId={take.id} initial={take.standing} />),
};

function Pill({ take }: { take: Performance }) {
  return <CoinPill take={useTakeWithPeaks(take)} />;
}

/** The feed. Which one is in the address, so that back and links work. */
export function FeedPage() {
  const [query, setQuery] = useSearchParams();
  const navigate = useNavigate();
  const asked = query.get('feed');
  const feed: Feed = FEEDS.find(each => each === asked) ?? 'for-you';
  usePageTitle(feed === 'for-you' ? undefined : FEED_NAMES[feed]);
  return (
    <>
      <Suspense fallback={null}>
        <NewTakes feed={feed} />
      </Suspense>
      <FeedScreen
        feed={feed}
        onFeed={next => setQuery(next === 'for-you' ? {} : { feed: next }, { replace: true })}
        onPerform={() => void navigate('/perform')}
        slots={slots}
        corner={<FeedCorner />}
        onOpenPerformance={take => void navigate(`/p/${take.id}`)}
        onOpenPerson={take => void navigate(`/u/${take.person.id}`)}
      />
    </>
  );
}
