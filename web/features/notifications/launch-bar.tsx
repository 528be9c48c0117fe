import { wordsOf } from '../../lib/errors.ts';
import { ActionBar } from '../../ui/action-bar/action-bar.tsx';
import { Button } from '../../ui/button/button.tsx';
import { SpokenFault } from '../../ui/state/spoken-fault.tsx';
import { useHostNotifications } from './use-host-notifications.ts';
import { useWatch } from './use-watch.ts';

const TOLD = 'We will tell you if it launches. Press to hear nothing.';

type LaunchBarProps = {
  performanceId: string;
  /** Opens the cast, where it is recast; a take that is not cast yet has none. */
  onRecast: (() => void) | undefined;
};

/**
 * At the foot of somebody else's take that may become a coin: what helps it on its way, and being told when it launches. Where the Farcaster
 * client around us may not notify yet, it is asked once somebody wants to be told.
 */
export function LaunchBar({ performanceId, onRecast }: LaunchBarProps) {
  const { watches, change } = useWatch(performanceId);
  const host = useHostNotifications();
  const toggle = () => {
    if (!change.isPending) change.mutate(!watches, { onSuccess: () => void (!watches && host.state === 'off' && host.add()) });
  };
  const fault = change.isError && wordsOf(change.error).body;
  return (
    <ActionBar label="Launch">
      {onRecast && (
        <Button variant="quiet" icon="recast" onClick={onRecast}>
          Recast
        </Button>
      )}
      {fault ? (
        <>
          <Button icon="bell" onClick={toggle} title={fault} aria-label={`Try again. ${fault}`}>
            Try again
          </Button>
          <SpokenFault>{fault}</SpokenFault>
        </>
      ) : watches ? (
        <Button variant="outline" icon="check" onClick={toggle} aria-label={TOLD} title={TOLD}>
          We will tell you
        </Button>
      ) : (
        <Button icon="bell-on" onClick={toggle}>
          Tell me if it launches
        </Button>
      )}
    </ActionBar>
  );
}
