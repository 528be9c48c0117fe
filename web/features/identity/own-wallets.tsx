import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNow } from '../../lib/clock.ts';
import { wordsOf } from '../../lib/errors.ts';
import { readAgainAsAnother } from '../../lib/query-client.ts';
import { shortAddress } from '../../lib/short-address.ts';
import { Button } from '../../ui/button/button.tsx';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { timeLabel } from '../../ui/format/time.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { Section } from '../../ui/layout/layout.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { Unseen } from '../../ui/skeleton/unseen.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { Notice } from '../../ui/state/notice.tsx';
import { removeWallet } from './account-calls.ts';
import { AddWalletSheet } from './add-wallet-sheet.tsx';
import styles from './identity.module.css';
import { ownWalletsQuery } from './identity-queries.ts';

/** The wallets that sign in to this account. */
export function OwnWallets({ userId, inUse }: { userId: string; inUse: string | null }) {
  const cache = useQueryClient();
  const now = useNow(60_000);
  const { data, error, refetch } = useQuery(ownWalletsQuery(userId));
  const waiting = usePending(!data && !error);
  const [adding, setAdding] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const readAgain = () => readAgainAsAnother(cache);
  const remove = async (address: string) => {
    setFault(null);
    await removeWallet(address).catch(cause => setFault(wordsOf(cause).body));
    readAgain();
  };
  const words = (
    <p className="secondary">
      {data?.length === 0
        ? 'None yet. One that you prove with a signature signs in to this account too.'
        : 'Each signs in to this account. You proved it with a signature.'}
    </p>
  );
  // Who signed in by wallet has one at least.
  const row = <Skeleton height={64} shape="control" />;
  return (
    <Section title="Wallets" aside={data && data.length > 0 ? `${data.length} proven` : undefined}>
      {data || error ? words : <Unseen>{words}</Unseen>}
      {!data && !error && inUse && (waiting ? row : <Unseen>{row}</Unseen>)}
      {data && data.length > 0 && (
        <List label="Your wallets">
          {data.map(({ address, provenAt }) => (
            <ListRow
              key={address}
              lead={
                <span className={styles.walletIcon}>
                  <Icon name="wallet" size={20} />
                </span>
              }
              title={<span title={address}>{shortAddress(address)}</span>}
              detail={`Added ${timeLabel(provenAt, now, { ago: true })}${address === inUse ? ', in use' : ''}`}
              end={<IconButton icon="close" label={`Remove ${shortAddress(address)}`} onClick={() => void remove(address)} />}
            />
          ))}
        </List>
      )}
      {error && (
        <Notice icon="warning" tone="warn" role="alert" action={{ label: 'Try again', onSelect: () => void refetch() }}>
          {wordsOf(error).body}
        </Notice>
      )}
      {fault && (
        <Notice icon="hand" tone="warn" role="alert">
          {fault}
        </Notice>
      )}
      <div className={styles.actions}>
        <Button variant="quiet" icon="plus" onClick={() => setAdding(true)}>
          Add a wallet
        </Button>
      </div>
      {adding && (
        <AddWalletSheet
          onClose={() => {
            setAdding(false);
            readAgain();
          }}
        />
      )}
    </Section>
  );
}
