import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { CheckedAvatar } from '../../lib/checked-avatar.tsx';
import { wordsOf } from '../../lib/errors.ts';
import { type SessionUser, useSession } from '../../lib/session.ts';
import { shortAddress } from '../../lib/short-address.ts';
import { Button } from '../../ui/button/button.tsx';
import { Centred, Page, Section, TopBar } from '../../ui/layout/layout.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import { EmptyState } from '../../ui/state/empty-state.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import styles from './identity.module.css';
import { ownWalletsQuery } from './identity-queries.ts';
import { LeaveSheet } from './leave-sheet.tsx';
import { OwnWallets } from './own-wallets.tsx';

type AccountScreenProps = {
  onBack: () => void;
  onProfile: (userId: string) => void;
  onLeft: () => void;
  signIn: ReactNode;
  /** Settings of other parts of the app. */
  settings?: (userId: string) => ReactNode;
};

/** The viewer's account: who they are, their wallets, signing out, leaving. */
export function AccountScreen({ onBack, onProfile, onLeft, signIn, settings }: AccountScreenProps) {
  const session = useSession();
  if (!session) {
    return (
      <Page>
        <TopBar title="Your account" onBack={onBack} />
        <Centred>
          <EmptyState lines={['Who', 'goes there']} action={signIn}>
            Your name, your wallets and your sign-ins live here.
          </EmptyState>
        </Centred>
      </Page>
    );
  }
  return (
    <Page>
      <TopBar title="Your account" onBack={onBack} />
      <div className={styles.narrow}>
        <Section label="You">
          <List>
            <ListRow
              lead={<CheckedAvatar name={session.user.displayName} src={session.user.avatarUrl} size={44} />}
              title={session.user.displayName}
              detail={session.user.username ? `@${session.user.username} on Farcaster` : 'Signed in by wallet'}
              act="See profile"
              onSelect={() => onProfile(session.user.id)}
            />
          </List>
        </Section>
        <Payout user={session.user} />
        <OwnWallets userId={session.user.id} inUse={session.signedBy} />
        {settings?.(session.user.id)}
        <SignOuts />
        <Leaving userId={session.user.id} onLeft={onLeft} />
      </div>
    </Page>
  );
}

/** Which wallet coins pay is Farcaster's word, not a choice here. */
function Payout({ user }: { user: SessionUser }) {
  return (
    <Section title="Coins pay">
      <p className="secondary">
        {user.walletAddress
          ? `${shortAddress(user.walletAddress)}, the wallet that Farcaster verified for you. If you take it back there, your next coin will not pay it.`
          : 'Nobody yet. A coin pays the wallet that you verified on Farcaster.'}
      </p>
    </Section>
  );
}

function SignOuts() {
  const [working, setWorking] = useState<'here' | 'everywhere' | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const out = async (where: 'here' | 'everywhere') => {
    setWorking(where);
    setFault(null);
    try {
      const [{ signOut }, { forgetWallet }] = await Promise.all([
        import('../../lib/wallet-proof.ts'),
        import('../../lib/wallet.ts'),
      ]);
      await signOut(where === 'everywhere').finally(forgetWallet);
    } catch (error) {
      setFault(wordsOf(error).body);
    }
    setWorking(null);
  };
  return (
    <Section title="Sign out">
      <p className="secondary">It takes effect at once here, and within an hour wherever else you are signed in.</p>
      <div className={styles.actions}>
        <Button variant="quiet" onClick={() => void out('here')} working={working === 'here' ? 'Signing out' : undefined}>
          Sign out
        </Button>
        <Button
          variant="outline"
          onClick={() => void out('everywhere')}
          working={working === 'everywhere' ? 'Signing out' : undefined}
        >
          Sign out everywhere
        </Button>
      </div>
      <Fault>{fault}</Fault>
    </Section>
  );
}

function Leaving({ userId, onLeft }: { userId: string; onLeft: () => void }) {
  const [asking, setAsking] = useState(false);
  const wallets = useQuery(ownWalletsQuery(userId)).data?.length ?? 0;
  return (
    <Section title="Delete account">
      <p className="secondary">Your profile, your wallets here and your takes go. What is on Base stays on Base.</p>
      <div className={styles.actions}>
        <Button variant="outline" onClick={() => setAsking(true)}>
          Delete account
        </Button>
      </div>
      {asking && <LeaveSheet wallets={wallets} onClose={() => setAsking(false)} onLeft={onLeft} />}
    </Section>
  );
}
