import { useQuery } from '@tanstack/react-query';
import { waitsForCreator } from '../features/launches/launch.ts';
import { ownLaunchesQuery } from '../features/launches/launch-queries.ts';
import { serverNow } from '../lib/clock.ts';
import { useSession } from '../lib/session.ts';

/** How many launches wait for the viewer's yes or no. */
export function useWaitingDecisions(): number {
  const userId = useSession()?.user.id;
  const { data } = useQuery({ ...ownLaunchesQuery(userId ?? ''), enabled: userId !== undefined, refetchInterval: 60_000 });
  return data?.filter(launch => waitsForCreator(launch, serverNow())).length ?? 0;
}
