import { lazy, Suspense } from 'react';

const FollowButton = lazy(() =>
  import('../features/creators/follow-button.tsx').then(module => ({ default: module.FollowButton })),
);

/** Follows a person, once the code for that is here. */
export function FollowPerson({ person }: { person: { id: string; name: string } }) {
  return (
    <Suspense fallback={null}>
      <FollowButton creatorId={person.id} name={person.name} />
    </Suspense>
  );
}
