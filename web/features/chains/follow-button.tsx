import { Button } from '../../ui/button/button.tsx';
import { compactCount } from '../../ui/format/compact.ts';

type FollowButtonProps = {
  /** How many follow the chain. */
  follows: number;
  /** Whether the viewer does. */
  following: boolean;
  onFollow: (wants: boolean) => void;
};

/** Follows a chain, or no longer. */
export function FollowButton({ follows, following, onFollow }: FollowButtonProps) {
  return (
    <Button size="small" variant={following ? 'quiet' : 'outline'} onClick={() => onFollow(!following)}>
      {following ? 'Following' : 'Follow'}
      {follows > 0 && ` · ${compactCount(follows)}`}
    </Button>
  );
}
