import { useQuery } from '@tanstack/react-query';
import { compactCount } from '../../ui/format/compact.ts';
import { followersQuery } from './follow-queries.ts';

/** How many follow a person on GigaVibe, for their profile. */
export function FollowerFact({ creatorId }: { creatorId: string }) {
  const count = useQuery(followersQuery(creatorId)).data;
  if (count === undefined) return null;
  return (
    <span>
      <b>{compactCount(count)}</b> <span className="secondary">{count === 1 ? 'follower' : 'followers'} on GigaVibe</span>
    </span>
  );
}
