import { useQuery } from '@tanstack/react-query';
import { openInFarcaster } from '../../lib/host-actions.ts';
import type { Asking } from '../../lib/sign-in-sheet-store.ts';
import { signInSheetStore } from '../../lib/sign-in-sheet-store.ts';
import { useStore } from '../../lib/store.ts';
import { useAttempt } from '../../lib/use-attempt.ts';
import { walletChoices } from '../../lib/wallet.ts';
import { signInByWallet } from '../../lib/wallet-proof.ts';
import { Button } from '../../ui/button/button.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import styles from './identity.module.css';
import { WalletList } from './wallet-list.tsx';

/** The sheet that signs in by wallet, while somebody is asked. */
export function SignInHost() {
  const asking = useStore(signInSheetStore);
  return asking && <SignInSheet asking={asking} />;
}

function SignInSheet({ asking }: { asking: Asking }) {
  const choices = useQuery({ queryKey: ['identity', 'wallets-here'], queryFn: walletChoices, staleTime: 0 }).data;
  const { working, fault, attempt } = useAttempt();
  const signIn = (walletId: string) => attempt(walletId, () => signInByWallet(walletId).then(asking.done));
  return (
    <Sheet open onOpenChange={open => !open && asking.close()} title="Sign in">
      {choices?.length === 0 ? (
        <p className={styles.words}>
          No wallet was found in this browser. Add one, or open GigaVibe in Farcaster, where yours is.
        </p>
      ) : (
        <>
          <p className={styles.words}>Choose your wallet, then sign a message. It costs nothing and moves nothing.</p>
          <WalletList choices={choices ?? []} working={working} onChoose={id => void signIn(id)} />
        </>
      )}
      {fault && (
        <Notice icon="hand" role="alert">
          {fault}
        </Notice>
      )}
      <Button full variant={choices?.length === 0 ? 'primary' : 'text'} onClick={openInFarcaster}>
        Open in Farcaster instead
      </Button>
    </Sheet>
  );
}
