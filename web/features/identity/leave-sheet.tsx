import { useAttempt } from '../../lib/use-attempt.ts';
import { Button } from '../../ui/button/button.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import { leave } from './account-calls.ts';
import styles from './identity.module.css';

/** What deleting an account takes away and what it cannot, before it is done. */
export function LeaveSheet({ wallets, onClose, onLeft }: { wallets: number; onClose: () => void; onLeft: () => void }) {
  const { working, fault, attempt } = useAttempt<'leaving'>();
  return (
    <Sheet open onOpenChange={open => !open && !working && onClose()} title="Delete your account?">
      <ul className={styles.list}>
        <li>
          Your name, bio, picture{wallets > 0 ? ', wallets' : ''} and sign-ins are deleted. Your takes are hidden, and coins that
          are not on their way are stopped.
        </li>
        <li>
          Takes that became coins stay for the people who hold them, and moves in chains for those who dance on from them, under
          no name. Coins, trades and metadata are on Base and IPFS: nobody can delete those. Your own coins stay in your wallet.
        </li>
        <li>Your casts and reactions are on Farcaster. Delete them there; what was counted stays counted.</li>
      </ul>
      <Fault>{fault}</Fault>
      <div className={styles.actions}>
        <Button
          full
          size="big"
          variant="outline"
          onClick={() => void attempt('leaving', () => leave().then(onLeft))}
          working={working ? 'Deleting' : undefined}
        >
          Delete my account for good
        </Button>
        <Button full size="big" onClick={onClose}>
          Keep my account
        </Button>
      </div>
    </Sheet>
  );
}
