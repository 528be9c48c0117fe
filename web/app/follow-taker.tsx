import { Suspense } from 'react';
import type { Performance } from '../features/performances/performance.ts';
import { FollowButton } from './pages.ts';

/** Follows the person of a take. */
export function FollowTaker({ take: { person } }: { take: Performance }) {
  return (
    <Suspense fallback={null}>
      <FollowButton creatorId={person.id} name={person.name} />
    </Suspense>
  );
}
