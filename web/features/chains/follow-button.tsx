import { Button } from '../../ui/button/button.tsx';

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
      {following ? `Following · ${follows}` : `Follow · ${follows}`}
    </Button>
  );
}
