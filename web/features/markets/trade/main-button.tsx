import type { ReactNode } from 'react';
import { Button } from '../../../ui/button/button.tsx';
import { tokenCompact } from '../../../ui/format/money.ts';
import { useFocusKept } from '../../../ui/use-focus-kept.ts';
import { typedAmount } from './parse-amount.ts';
import type { Side } from './side.ts';
import styles from './trade.module.css';
import type { TradeViewProps } from './trade-view-props.ts';
import { amountLabel, percentOfBps, retryLabel } from './trade-words.ts';

/** The one thing to do next, as the verdict says. Where there were more, what is pressed hands the focus to it. */
export function MainButton(props: TradeViewProps) {
  const kept = useFocusKept<HTMLDivElement>(buttons => buttons.querySelector('button'));
  return <div {...kept}>{nextOf(props)}</div>;
}

function nextOf(props: TradeViewProps): ReactNode {
  const { state, verdict, subject, dispatch, submit, connect, connecting } = props;
  const { side, amount, notice } = state;
  const symbol = subject.coin.symbol;
  const label = side === 'buy' ? `Buy $${symbol}` : `Sell ${amount === null ? '' : `${tokenCompact(amount)} `}${symbol}`;
  const use = (other: bigint) => dispatch({ type: 'type', typed: typedAmount(other) });
  if (props.stop) {
    return (
      <Button full size="big" disabledReason={props.stop}>
        {label}
      </Button>
    );
  }
  switch (verdict.kind) {
    case 'not-connected':
      return (
        <Button full size="big" onClick={connect} working={connecting ? 'Connecting your wallet' : undefined}>
          Connect wallet
        </Button>
      );
    case 'wrong-chain':
      return (
        <Button full size="big" onClick={connect} working={connecting ? 'Switching to Base' : undefined}>
          Switch to Base
        </Button>
      );
    case 'no-amount':
      return (
        <Button full size="big" disabledReason="Type an amount first.">
          {label}
        </Button>
      );
    case 'unclear': {
      const unit = side === 'buy' ? 'ETH' : symbol;
      return (
        <>
          <Button full size="big" variant="outline" onClick={() => use(verdict.many)}>
            {tokenCompact(verdict.many)} {unit}
          </Button>
          <div className={styles.second}>
            <Button full size="big" variant="outline" onClick={() => use(verdict.few)}>
              {typedAmount(verdict.few)} {unit}
            </Button>
          </div>
        </>
      );
    }
    case 'short': {
      const { instead } = verdict;
      return instead === null ? (
        <Button full size="big" disabledReason="There is not enough in your wallet.">
          {label}
        </Button>
      ) : (
        <Button full size="big" onClick={() => use(instead)}>
          Use {amountLabel(instead, side, symbol)} instead
        </Button>
      );
    }
    case 'impact-blocked':
    case 'impact-high': {
      const { smaller } = verdict;
      return (
        <>
          {smaller ? (
            <Button full size="big" onClick={() => use(smaller.amount)}>
              Use {amountLabel(smaller.amount, side, symbol)}, {percentOfBps(smaller.impact)} impact
            </Button>
          ) : (
            <Button full size="big" disabledReason="A smaller amount gets a better price.">
              {label}
            </Button>
          )}
          {verdict.kind === 'impact-high' && (
            <div className={styles.second}>
              <Button full variant="outline" onClick={submit}>
                {sideWord(side)} at {percentOfBps(verdict.impact)} impact
              </Button>
            </div>
          )}
        </>
      );
    }
    case 'signing-in':
    case 'quoting':
      return (
        <Button full size="big" working={verdict.kind === 'quoting' ? 'Getting a quote…' : 'Waiting for your sign-in…'}>
          {label}
        </Button>
      );
    case 'quote-failed':
      return (
        <Button full size="big" onClick={() => dispatch({ type: 'type', typed: state.typed })}>
          Get a new quote
        </Button>
      );
    case 'ready':
      return (
        <>
          <Button full size="big" onClick={submit}>
            {notice ? retryLabel(notice, side) : label}
          </Button>
          {notice?.kind === 'slippage' && (
            <Button full variant="text" onClick={() => dispatch({ type: 'open-slippage' })}>
              Change slippage
            </Button>
          )}
        </>
      );
  }
}

function sideWord(side: Side): string {
  return side === 'buy' ? 'Buy' : 'Sell';
}
