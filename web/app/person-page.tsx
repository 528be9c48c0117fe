import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { FollowerFact } from '../features/creators/follower-fact.tsx';
import type { PersonSlots } from '../features/identity/person-profile.tsx';
import { PersonScreen } from '../features/identity/person-screen.tsx';
import { PersonCoins } from '../features/markets/person-coins.tsx';
import { personCoinsQuery } from '../features/markets/person-coins-query.ts';
import { AvatarPicker } from '../features/media/avatar-picker.tsx';
import { personTakesQuery } from '../features/performances/person-takes-query.ts';
import { env } from '../lib/env.ts';
import { composeCast, viewProfile } from '../lib/host-actions.ts';
import { Button } from '../ui/button/button.tsx';
import { EmptyState } from '../ui/state/empty-state.tsx';
import { FollowPerson } from './follow-person.tsx';
import { PersonTakes } from './person-takes.tsx';
import { useBack } from './use-back.ts';

/** A person's page, by id or Farcaster name. */
export function PersonPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const openTake = (take: string) => void navigate(`/p/${take}`);
  const slots: PersonSlots = {
    picture: onSaved => <AvatarPicker onSaved={onSaved} />,
    action: person => <FollowPerson person={person} variant="primary" />,
    facts: person => <Facts userId={person.id} />,
    takes: person => <PersonTakes userId={person.id} name={person.name} onOpen={openTake} />,
    coins: person => (
      <PersonCoins
        userId={person.id}
        openTake={openTake}
        empty={
          <EmptyState lines={['No coin', 'yet']}>
            A take of {person.name} becomes a coin when it crosses the line and they approve it.
          </EmptyState>
        }
      />
    ),
  };
  return (
    <PersonScreen
      key={id}
      idOrName={id}
      slots={slots}
      onBack={useBack()}
      onShare={person =>
        void composeCast({ text: `${person.name} on GigaVibe`, embeds: [`${env().appUrl}/u/${person.username ?? person.id}`] })
      }
      onFarcaster={fid => void viewProfile(fid)}
      onAccount={() => void navigate('/account')}
      toFeed={<Button onClick={() => void navigate('/')}>Back to the feed</Button>}
    />
  );
}

function Facts({ userId }: { userId: string }) {
  const takes = useQuery(personTakesQuery(userId)).data?.length;
  const coins = useQuery(personCoinsQuery(userId)).data?.length;
  return (
    <>
      <FollowerFact creatorId={userId} />
      {takes !== undefined && <Fact count={takes} one="take" many="takes" />}
      {coins !== undefined && <Fact count={coins} one="coin" many="coins" />}
    </>
  );
}

function Fact({ count, one, many }: { count: number; one: string; many: string }) {
  return (
    <span>
      <b>{count}</b> <span className="secondary">{count === 1 ? one : many}</span>
    </span>
  );
}
