import { wordsOf } from '../../lib/errors.ts';
import { Button, type ButtonProps } from '../../ui/button/button.tsx';
import { SpokenFault } from '../../ui/state/spoken-fault.tsx';
import { useFollow } from './use-follow.ts';

type FollowButtonProps = {
  creatorId: string;
  name: string;
  /** How loud it asks, before it is pressed: on a person's own page louder than beside their take. */
  variant?: Exclude<ButtonProps['variant'], undefined>;
};

/** Follows a creator on GigaVibe, which is not a follow on Farcaster. Nothing for oneself. */
export function FollowButton({ creatorId, name, variant = 'outline' }: FollowButtonProps) {
  const { follows, isSelf, change } = useFollow(creatorId);
  if (isSelf) return null;
  const words = follows ? `Stop following ${name} on GigaVibe` : `Follow ${name} on GigaVibe`;
  const fault = change.isError && wordsOf(change.error).body;
  return (
    <>
      <Button
        size="small"
        variant={!follows ? variant : variant === 'quiet' ? 'outline' : 'quiet'}
        aria-label={fault ? `${words}. ${fault}` : words}
        title={fault || words}
        onClick={() => {
          if (!change.isPending) change.mutate(!follows);
        }}
      >
        {fault ? 'Try again' : follows ? 'Following' : 'Follow'}
      </Button>
      <SpokenFault>{fault}</SpokenFault>
    </>
  );
}
