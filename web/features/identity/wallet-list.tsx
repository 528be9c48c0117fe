import type { WalletChoice } from '../../lib/wallet.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import styles from './identity.module.css';

type WalletListProps = {
  choices: readonly WalletChoice[];
  /** Id of the wallet that is being asked. */
  working: string | null;
  onChoose: (id: string) => void;
};

/** The wallets of this browser, each a button. While one is asked they take no press, and stay: else who pressed one would lose the focus. */
export function WalletList({ choices, working, onChoose }: WalletListProps) {
  return (
    <List label="Wallets">
      {choices.map(({ id, name, icon }) => (
        <ListRow
          key={id}
          lead={<WalletIcon src={icon} />}
          title={id === 'injected' ? 'Browser wallet' : name}
          {...(working === id && { detail: 'Look at your wallet…' })}
          onSelect={() => working === null && onChoose(id)}
        />
      ))}
    </List>
  );
}

/** A wallet announces its picture as a data URI, shown as an image and nothing else. */
function WalletIcon({ src }: { src: string | undefined }) {
  return src?.startsWith('data:image/') ? (
    <img className={styles.walletIcon} src={src} alt="" width={36} height={36} />
  ) : (
    <span className={styles.walletIcon}>
      <Icon name="wallet" size={20} />
    </span>
  );
}
