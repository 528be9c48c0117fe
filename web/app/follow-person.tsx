import { lazy, Suspense } from 'react';
import type { ButtonProps } from '../ui/button/button.tsx';

const FollowButton = lazy(() =>
  import('../features/creators/follow-button.tsx').then(module => ({ default: module.FollowButton })),
);

/** Follows a person, once the code for that is here. */
export function FollowPerson({ person, ...look }: { person: { id: string; name: string } } & Pick<ButtonProps, 'variant'>) {
  return (
    <Suspense fallback={null}>
      <FollowButton creatorId={person.id} name={person.name} {...look} />
    </Suspense>
  );
}
