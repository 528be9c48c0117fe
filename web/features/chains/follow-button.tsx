import { Button } from '../../ui/button/button.tsx';
import { compactCount } from '../../ui/format/compact.ts';

type FollowButtonProps = {
  /** Of the chain. */
  title: string;
  /** How many follow the chain. */
  follows: number;
  /** Whether the viewer does. */
  following: boolean;
  onFollow: (wants: boolean) => void;
};

/** Follows a chain, or no longer. */
export function FollowButton({ title, follows, following, onFollow }: FollowButtonProps) {
  const words = following ? `Stop following ${title}` : `Follow ${title}`;
  const others = follows === 1 ? '1 follower' : `${compactCount(follows)} followers`;
  return (
    <Button
      size="small"
      variant={following ? 'quiet' : 'outline'}
      aria-label={follows > 0 ? `${words}, ${others}` : words}
      onClick={() => onFollow(!following)}
    >
      {following ? 'Following' : 'Follow'}
      {follows > 0 && ` · ${compactCount(follows)}`}
    </Button>
  );
}
