import { ApiError } from '../../lib/api-error.ts';
import { useConnection } from '../../lib/connection.ts';
import { wordsOf } from '../../lib/errors.ts';
import { useSession } from '../../lib/session.ts';
import { Button } from '../../ui/button/button.tsx';
import { Icon } from '../../ui/icon/icon.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import type { HoldersFile } from './holders-file.ts';
import { Opened } from './opened.tsx';
import styles from './premium.module.css';
import { useOpening } from './use-opening.ts';
import { coinsWords, sizeWords } from './words.ts';

export type LockedFileProps = {
  file: HoldersFile;
  title: string;
  /** Of the take's coin; null while it has none. */
  symbol: string | null;
  /** Whether the wallet at hand holds enough; the door decides, and counts all wallets of the person. */
  holds: boolean;
  /** Buys the coin; absent while nobody can. */
  onBuy: (() => void) | undefined;
  onPlay: () => void;
};

/** What others see of a holders' file: what it is, what opens it, and, once it is open, itself. */
export function LockedFile({ file, title, symbol, holds, onBuy, onPlay }: LockedFileProps) {
  const { online } = useConnection();
  const signedIn = useSession() !== null;
  const { working, fault, blob, open } = useOpening(file.id);
  const price = coinsWords(file.leastCoins, symbol);
  const what = file.film ? 'film' : 'recording';
  return (
    <>
      <div className={styles.head}>
        <Icon name={blob ? 'check' : 'lock'} size={24} />
        <div>
          <h2 className="heading-2">{symbol === null ? 'For holders, once there is a coin' : `For holders of ${price}`}</h2>
          <p className="label secondary">
            {file.film ? 'A film' : 'A recording'} from its maker · {sizeWords(file.bytes)}
          </p>
        </div>
      </div>
      {blob && <Opened blob={blob} title={title} onPlay={onPlay} />}
      {fault !== null && <Fault fault={fault} price={price} />}
      {!blob && symbol !== null && (
        <div className={styles.acts}>
          <Button
            variant="outline"
            size="small"
            working={working}
            disabledReason={online ? undefined : 'You are offline. Opening it needs a connection.'}
            onClick={() => open()}
          >
            {signedIn ? `Open the ${what}` : 'Sign in and open'}
          </Button>
          {!holds && onBuy && (
            <Button variant="quiet" size="small" onClick={onBuy}>
              Get ${symbol}
            </Button>
          )}
        </div>
      )}
      {!online && !blob && <p className="label secondary">You are offline. What you opened before stays here.</p>}
    </>
  );
}

function Fault({ fault, price }: { fault: unknown; price: string }) {
  const short = fault instanceof ApiError && fault.code === 'premium/not-holding';
  return (
    <Notice icon={short ? 'coins' : 'warning'} tone={short ? 'plain' : 'down'} role="alert">
      {short ? `Your wallets hold less than ${price} right now.` : wordsOf(fault).body}
    </Notice>
  );
}
