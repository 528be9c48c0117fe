import { Badge } from '../../../ui/badge/badge.tsx';
import { Button } from '../../../ui/button/button.tsx';
import { Card } from '../../../ui/layout/layout.tsx';
import { KeyValues } from '../../../ui/list/key-values.tsx';
import { amountText, currencyOf } from '../currency.ts';
import { type CollectCardProps, sumsOf } from './collect-props.ts';
import type { Collected } from './collect-state.ts';
import styles from './earnings.module.css';

/** What arrived, as the contracts logged it, and what the wallet holds since. */
export function CollectDone({ collected, names, tell, openTransaction }: CollectCardProps & { collected: Collected }) {
  const { paid, left, balances, hash } = collected;
  const text = (token: string, amount: bigint) => amountText(amount, currencyOf(token, names));
  return (
    <Card className={styles.card ?? ''}>
      <div>
        <Badge tone="limelight" icon="check">
          Collected
        </Badge>
      </div>
      <div role="alert">
        <span className="visually-hidden">Collected</span>
        <KeyValues
          rows={sumsOf(paid).map(([token, amount], i) => {
            const own = balances.filter(each => each.token === token);
            const now = own.reduce((sum, each) => sum + each.amount, 0n);
            return {
              label: currencyOf(token, names).symbol,
              lead: i === 0,
              value: (
                <>
                  {text(token, amount)}
                  {own.length > 0 && <span className={styles.holds}>You now hold {text(token, now)}</span>}
                </>
              ),
            };
          })}
        />
      </div>
      {left.length > 0 && (
        <p className="label secondary">
          {sumsOf(left)
            .map(([token, amount]) => text(token, amount))
            .join(', ')}{' '}
          could not be moved and still waits.
        </p>
      )}
      <div className={styles.pair}>
        <Button variant="quiet" onClick={() => tell({ type: 'again' })}>
          Done
        </Button>
        <Button variant="quiet" onClick={() => openTransaction(hash)}>
          Receipt
        </Button>
      </div>
    </Card>
  );
}
