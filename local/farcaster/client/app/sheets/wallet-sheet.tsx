import { useEffect, useState } from 'react';
import { config, currentUser } from '../config.ts';
import { readableAmount } from '../describe/amounts.ts';
import type { Description } from '../describe/description.ts';
import { account, node } from '../rpc.ts';
import { Sheet } from './sheet.tsx';
import './wallet-sheet.css';

type WalletSheetProps = { description: Description; done: (approved: boolean) => void; container: HTMLElement };

/** Says what is about to be signed and asks. */
export function WalletSheet({ description, done, container }: WalletSheetProps) {
  const { title, facts, warning, raw } = description;
  const [balance, setBalance] = useState<bigint | null>(null);
  useEffect(() => {
    node.getBalance({ address: account.address }).then(setBalance, () => setBalance(null));
  }, []);
  return (
    <Sheet name="Wallet" container={container} onDismiss={() => done(false)}>
      <p className="asker">{config.appName} asks</p>
      <p className="title">{title}</p>
      <dl className="facts">
        {facts.map(({ label, value }) => (
          <div key={`${label}${value}`}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {warning && <p className="warning">{warning}</p>}
      <details>
        <summary>As it is signed</summary>
        <pre>{raw}</pre>
      </details>
      <p className="fine">
        @{currentUser.username}, {account.address.slice(0, 6)}…{account.address.slice(-4)}
        {balance !== null && `, ${readableAmount(balance, 18)} ETH`}
      </p>
      <div className="buttons">
        <button type="button" className="button quiet" onClick={() => done(false)}>
          Reject
        </button>
        <button type="button" className="button" onClick={() => done(true)}>
          Approve
        </button>
      </div>
    </Sheet>
  );
}
