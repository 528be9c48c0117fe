import { Button } from '../../../ui/button/button.tsx';
import { Card } from '../../../ui/layout/layout.tsx';
import { Notice } from '../../../ui/state/notice.tsx';
import { stepState } from '../../../ui/steps/step-state.ts';
import { type Step, Steps } from '../../../ui/steps/steps.tsx';
import { amountText, currencyOf } from '../currency.ts';
import { type CollectCardProps, sumsOf } from './collect-props.ts';
import type { CollectState } from './collect-state.ts';
import styles from './earnings.module.css';

type Busy = Exclude<CollectState, { name: 'idle' | 'done' }>;

/** From the tap to the block: the same steps as a trade's, one at a time. */
export function CollectProgress({
  state,
  claims,
  names,
  tell,
  openTransaction,
}: Omit<CollectCardProps, 'state'> & { state: Busy }) {
  const amounts = sumsOf(claims).map(([token, amount]) => amountText(amount, currencyOf(token, names)));
  return (
    <Card className={styles.card ?? ''}>
      <h2 className="heading-2">Collecting</h2>
      <div aria-live="polite">
        <Steps label="Collecting" steps={stepsOf(state.name, amounts.join(', '))} />
      </div>
      {state.name === 'slow' && (
        <Notice icon="clock" tone="warn" role="status">
          <strong>We cannot see this on Base yet.</strong> It may still land. Do not send it again; your money is safe either way.
        </Notice>
      )}
      {state.name === 'dropped' && (
        <Notice icon="warning" tone="warn" role="alert">
          <strong>Base no longer knows this.</strong> It did not happen and nothing was spent. Your money still waits.
        </Notice>
      )}
      {'hash' in state ? (
        <div className={styles.pair}>
          <Button variant="outline" onClick={() => openTransaction(state.hash)}>
            View transaction
          </Button>
          {state.name === 'dropped' && (
            <Button variant="quiet" onClick={() => tell({ type: 'again' })}>
              Start over
            </Button>
          )}
        </div>
      ) : (
        <p className={styles.foot}>Nothing happens until you approve.</p>
      )}
    </Card>
  );
}

const ORDER: readonly string[] = ['checking', 'confirming', 'settling'];

function stepsOf(now: Busy['name'], amounts: string): Step[] {
  const at = now === 'slow' || now === 'dropped' ? 2 : ORDER.indexOf(now);
  const stateAt = (place: number) => stepState(place, at, now === 'dropped' ? 'failed' : 'now');
  return [
    { title: at === 0 ? 'Asking the splitter' : 'The splitter will pay', detail: amounts, state: stateAt(0) },
    { title: 'Confirm in your wallet', detail: 'You pay the network fee alone', state: stateAt(1) },
    { title: 'Settle on Base', detail: 'Usually about 2 seconds', state: stateAt(2) },
  ];
}
