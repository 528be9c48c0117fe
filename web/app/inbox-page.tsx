import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { SignInButton } from '../features/identity/sign-in-button.tsx';
import { waitsForCreator } from '../features/launches/launch.ts';
import { ownLaunchesQuery } from '../features/launches/launch-queries.ts';
import { InboxScreen } from '../features/notifications/inbox-screen.tsx';
import { serverNow } from '../lib/clock.ts';
import { useSession } from '../lib/session.ts';
import { Button } from '../ui/button/button.tsx';
import { useBack } from './use-back.ts';

/** "Notifications". */
export function InboxPage() {
  const navigate = useNavigate();
  const userId = useSession()?.user.id;
  const { data } = useQuery({ ...ownLaunchesQuery(userId ?? ''), enabled: userId !== undefined });
  const waiting = useMemo(
    () => new Set(data?.filter(launch => waitsForCreator(launch, serverNow())).map(launch => launch.performanceId)),
    [data],
  );
  const back = useBack();
  return (
    <InboxScreen
      waiting={waiting}
      onBack={back}
      onTake={id => void navigate(`/p/${id}`)}
      onChain={id => void navigate(`/chains/${id}`)}
      onReview={() => void navigate('/stage')}
      signIn={<SignInButton />}
      toFeed={<Button onClick={() => void navigate('/')}>Back to the feed</Button>}
    />
  );
}
