import { type ReactNode, useLayoutEffect } from 'react';
import type { Bps } from '../../../../shared/kernel/units.ts';
import { useSession } from '../../../lib/session.ts';
import { Button } from '../../../ui/button/button.tsx';
import { tokenCompact } from '../../../ui/format/money.ts';
import { useFocusKept } from '../../../ui/use-focus-kept.ts';
import type { Verdict } from './judge-trade.ts';
import { typedAmount } from './parse-amount.ts';
import type { Side } from './side.ts';
import styles from './trade.module.css';
import type { TradeViewProps } from './trade-view-props.ts';
import { amountLabel, percentOfBps, retryLabel } from './trade-words.ts';

/** The one thing to do next, as the verdict says. Where there were more, what is pressed hands the focus to it. */
export function MainButton(props: TradeViewProps) {
  const kept = useFocusKept<HTMLDivElement>(buttons => buttons.querySelector('button'));
  const signedIn = useSession() !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as it comes, and never later
  useLayoutEffect(() => {
    if (props.again) kept.ref.current?.querySelector('button')?.focus({ preventScroll: true });
  }, []);
  return <div {...kept}>{nextOf(props, signedIn)}</div>;
}

// What follows is called, not rendered: from one verdict to the next the same button stays on the page, and keeps the focus.

function nextOf(props: TradeViewProps, signedIn: boolean): ReactNode {
  const { state, verdict, dispatch, stop } = props;
  const label = labelOf(props);
  if (stop) return blocked(label, stop);
  switch (verdict.kind) {
    case 'not-connected':
      return signedIn
        ? connectFirst(props, 'Connect wallet', 'Connecting your wallet')
        : connectFirst(props, 'Sign in with a wallet', 'Signing in');
    case 'wrong-chain':
      return connectFirst(props, 'Switch to Base', 'Switching to Base');
    case 'no-amount':
      return blocked(label, 'Type an amount first.');
    case 'unclear':
      return eitherAmount(props, verdict);
    case 'short':
      return whatThereIs(props, verdict.instead);
    case 'impact-blocked':
    case 'impact-high':
      return lessImpact(props, verdict);
    case 'signing-in':
      return waiting(label, 'Waiting for your sign-in…');
    case 'quoting':
      return waiting(label, 'Getting a quote…');
    case 'quote-failed':
      return (
        <Button full size="big" onClick={() => dispatch({ type: 'type', typed: state.typed })}>
          Get a new quote
        </Button>
      );
    case 'ready':
      return trade(props);
  }
}

function labelOf({ state: { side, amount }, subject }: TradeViewProps): string {
  const { symbol } = subject.coin;
  if (side === 'buy') return `Buy $${symbol}`;
  return `Sell ${amount === null ? '' : `${tokenCompact(amount)} `}${symbol}`;
}

function blocked(label: string, reason: string): ReactNode {
  return (
    <Button full size="big" disabledReason={reason}>
      {label}
    </Button>
  );
}

function waiting(label: string, words: string): ReactNode {
  return (
    <Button full size="big" working={words}>
      {label}
    </Button>
  );
}

function connectFirst({ connect, connecting }: TradeViewProps, label: string, words: string): ReactNode {
  return (
    <Button full size="big" onClick={connect} working={connecting ? words : undefined}>
      {label}
    </Button>
  );
}

/** What was typed can be read in two ways. */
function eitherAmount(props: TradeViewProps, { many, few }: Extract<Verdict, { kind: 'unclear' }>): ReactNode {
  const unit = props.state.side === 'buy' ? 'ETH' : props.subject.coin.symbol;
  return (
    <>
      <Button full size="big" variant="outline" onClick={() => typeIn(props, many)}>
        {tokenCompact(many)} {unit}
      </Button>
      <div className={styles.second}>
        <Button full size="big" variant="outline" onClick={() => typeIn(props, few)}>
          {typedAmount(few)} {unit}
        </Button>
      </div>
    </>
  );
}

/** The wallet does not hold what was typed. */
function whatThereIs(props: TradeViewProps, instead: bigint | null): ReactNode {
  if (instead === null) return blocked(labelOf(props), 'There is not enough in your wallet.');
  return (
    <Button full size="big" onClick={() => typeIn(props, instead)}>
      Use {amountLabel(instead, props.state.side, props.subject.coin.symbol)} instead
    </Button>
  );
}

/** What was typed moves the price by much. */
function lessImpact(props: TradeViewProps, verdict: Extract<Verdict, { impact: Bps }>): ReactNode {
  const { state, subject, submit } = props;
  const { kind, impact, smaller } = verdict;
  return (
    <>
      {smaller ? (
        <Button full size="big" onClick={() => typeIn(props, smaller.amount)}>
          Use {amountLabel(smaller.amount, state.side, subject.coin.symbol)}, {percentOfBps(smaller.impact)} impact
        </Button>
      ) : (
        blocked(labelOf(props), 'A smaller amount gets a better price.')
      )}
      {kind === 'impact-high' && (
        <div className={styles.second}>
          <Button full variant="outline" onClick={submit}>
            {sideWord(state.side)} at {percentOfBps(impact)} impact
          </Button>
        </div>
      )}
    </>
  );
}

function trade(props: TradeViewProps): ReactNode {
  const { notice, side } = props.state;
  return (
    <>
      <Button full size="big" onClick={props.submit}>
        {notice ? retryLabel(notice, side) : labelOf(props)}
      </Button>
      {notice?.kind === 'slippage' && (
        <Button full variant="text" onClick={() => props.dispatch({ type: 'open-slippage' })}>
          Change slippage
        </Button>
      )}
    </>
  );
}

function typeIn({ dispatch }: TradeViewProps, amount: bigint): void {
  dispatch({ type: 'type', typed: typedAmount(amount) });
}

function sideWord(side: Side): string {
  return side === 'buy' ? 'Buy' : 'Sell';
}
