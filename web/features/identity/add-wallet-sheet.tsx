import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { walletChoices } from '../../lib/wallet.ts';
import { Button } from '../../ui/button/button.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { addWallet, joinAccounts } from './account-calls.ts';
import styles from './identity.module.css';
import { WalletList } from './wallet-list.tsx';

/** Adds a wallet of this browser. One that has an account of its own can be joined with this one, when it signs in to both. */
export function AddWalletSheet({ onClose }: { onClose: () => void }) {
  const choices = useQuery({ queryKey: ['identity', 'wallets-here'], queryFn: walletChoices, staleTime: 0 }).data ?? [];
  const [working, setWorking] = useState<string | null>(null);
  const [elsewhere, setElsewhere] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const attempt = async (walletId: string, act: () => Promise<'added' | 'elsewhere' | undefined>) => {
    setWorking(walletId);
    setFault(null);
    try {
      if ((await act()) === 'elsewhere') setElsewhere(walletId);
      else onClose();
    } catch (error) {
      setFault(wordsOf(error).body);
    }
    setWorking(null);
  };
  const join = (walletId: string) => attempt(walletId, () => joinAccounts(walletId).then(() => undefined));
  return (
    <Sheet
      open
      onOpenChange={open => !open && onClose()}
      title={elsewhere ? 'Join two accounts?' : 'Add a wallet'}
      onBack={elsewhere ? () => setElsewhere(null) : undefined}
    >
      {elsewhere ? (
        <>
          <p className={styles.words}>
            This wallet already has an account here. Joining makes them one, with everything that both have. It cannot be undone.
            You will sign twice: to open that account, and to add its wallet to this one.
          </p>
          <Button full size="big" onClick={() => void join(elsewhere)} working={working ? 'Look at your wallet…' : undefined}>
            Join accounts
          </Button>
        </>
      ) : (
        <>
          <p className={styles.words}>
            {choices.length === 0
              ? 'No other wallet was found here. Open this page in the browser that has it.'
              : 'Choose the wallet, pick the right account in it, then sign a message. It costs nothing.'}
          </p>
          <WalletList choices={choices} working={working} onChoose={id => void attempt(id, () => addWallet(id))} />
        </>
      )}
      {fault && (
        <Notice icon="hand" role="alert">
          {fault}
        </Notice>
      )}
    </Sheet>
  );
}
