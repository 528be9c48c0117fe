import { Button } from '../../../ui/button/button.tsx';
import { tokenText } from '../../../ui/format/money.ts';
import { Notice } from '../../../ui/state/notice.tsx';
import { stepState } from '../../../ui/steps/step-state.ts';
import { type Step, Steps } from '../../../ui/steps/steps.tsx';
import { ethMoved } from '../money.ts';
import { typedAmount } from './parse-amount.ts';
import styles from './trade.module.css';
import type { TradeViewProps } from './trade-view-props.ts';
import { spentWords } from './trade-words.ts';

/** From the press of the button to the block: the same steps for every trade, one of them at a time. */
export function TradeProgress({ state, subject, rate, close, openTransaction, dispatch }: TradeViewProps) {
  const { side, step, quote, amount, permissionFee } = state;
  const symbol = subject.coin.symbol;
  const pays = side === 'buy' ? `${typedAmount(amount ?? 0n)} ETH` : `${tokenText(amount ?? 0n)} ${symbol}`;
  const gets = quote ? (side === 'buy' ? `${tokenText(quote.amountOut)} ${symbol}` : ethMoved(quote.amountOut)) : '';
  const sent = 'sentAt' in step;
  // A permission may be on its way to Base already, and costs a fee of its own.
  const untilThen =
    step.name === 'allowing' ? 'Your coins stay yours until you confirm the sale.' : 'Nothing is spent until you approve.';
  return (
    <>
      <div className={styles.amount} style={{ fontSize: pays.length > 12 ? 32 : 56 }}>
        <span className="figure" style={{ fontSize: 'inherit' }}>
          {pays.slice(0, pays.lastIndexOf(' '))}
        </span>
        <span className={styles.unit}>{pays.slice(pays.lastIndexOf(' ') + 1)}</span>
      </div>
      <p className={styles.worth}>for about {gets}</p>
      <div aria-live="polite">
        <Steps label="Your trade" steps={stepsOf(state.side, step.name, `${gets} for ${pays}`)} />
      </div>
      {step.name === 'slow' && (
        <div className={styles.words}>
          <Notice icon="clock" tone="warn" role="status">
            <strong>We cannot see this trade on Base yet.</strong> It may still land. Do not send it again; we will tell you.
          </Notice>
        </div>
      )}
      {step.name === 'dropped' && (
        <div className={styles.words}>
          <Notice icon="warning" tone="warn" role="alert">
            <strong>Base no longer knows this trade.</strong> It did not happen.{' '}
            {spentWords(permissionFee, rate, 'Nothing was spent.')} Should your wallet send it again it may still land, so look
            there before you start over.
          </Notice>
        </div>
      )}
      {sent ? (
        <>
          {step.name === 'settling' && <p className={styles.safe}>You can close this. We will tell you when it lands.</p>}
          <Button full variant="outline" onClick={() => openTransaction(step.hash)}>
            View transaction
          </Button>
          {step.name === 'dropped' && (
            <div className={styles.second}>
              <Button full variant="quiet" onClick={() => dispatch({ type: 'again' })}>
                Start over
              </Button>
            </div>
          )}
        </>
      ) : (
        <>
          <Button full variant="quiet" onClick={close}>
            Close
          </Button>
          <p className={styles.foot}>{spentWords(permissionFee, rate, untilThen)}</p>
        </>
      )}
    </>
  );
}

const ORDER: readonly string[] = ['preparing', 'allowing', 'confirming', 'settling'];

/** The steps with their states. A sale has one more: the permission to move these coins. */
export function stepsOf(side: TradeViewProps['state']['side'], now: string, quote: string): Step[] {
  const at = now === 'slow' || now === 'dropped' ? 3 : ORDER.indexOf(now);
  const stateAt = (place: number) => stepState(place, at, now === 'dropped' ? 'failed' : 'now');
  return [
    { title: at === 0 ? 'Checking the price' : 'Price checked', detail: quote, state: stateAt(0) },
    ...(side === 'sell'
      ? [{ title: 'Allow this sale', detail: 'Sign for these coins only. It ends in 10 minutes', state: stateAt(1) }]
      : []),
    { title: 'Confirm in your wallet', detail: 'Check the amount, then approve', state: stateAt(2) },
    { title: 'Settle on Base', detail: 'Usually about 2 seconds', state: stateAt(3) },
  ];
}
