import { ethText, tokenCompact } from '../../../ui/format/money.ts';
import { Notice } from '../../../ui/state/notice.tsx';
import { Segments } from '../../../ui/tabs/tabs.tsx';
import { AmountInput } from './amount-input.tsx';
import { MainButton } from './main-button.tsx';
import { Presets } from './presets.tsx';
import { QuoteRows } from './quote-rows.tsx';
import styles from './trade.module.css';
import type { TradeViewProps } from './trade-view-props.ts';
import { noticeWords, type Said, verdictWords } from './trade-words.ts';

const SIDES = [
  { value: 'buy', label: 'Buy' },
  { value: 'sell', label: 'Sell' },
] as const;

/** The amount, its quote, what is in the way, and one main button. */
export function TradeEntry(props: TradeViewProps) {
  const { state, verdict, subject, rate, capText, stop, dispatch } = props;
  const { side, notice } = state;
  const symbol = subject.coin.symbol;
  const said = notice
    ? noticeWords(notice, { side, slippageBps: state.slippageBps, rate })
    : stop
      ? { bold: 'Trading waits.', rest: `${stop} Your amount stays here.` }
      : (connectWords(props) ?? verdictWords(verdict, { side, symbol, capText }));
  const showQuote = verdict.kind === 'ready' || verdict.kind === 'quoting';
  return (
    <>
      <Segments label="Side" items={SIDES} value={side} onChange={next => dispatch({ type: 'side', side: next })} />
      <AmountInput {...props} />
      <Presets {...props} />
      {said && <Words said={said} alert={notice !== null} calm={notice?.kind === 'declined'} />}
      {showQuote && <QuoteRows {...props} />}
      <MainButton {...props} />
      <Foot {...props} />
    </>
  );
}

/** Why the last try to connect did not work. */
function connectWords({ verdict, connectFault }: TradeViewProps): Said | null {
  if (verdict.kind !== 'not-connected') return null;
  return connectFault === null ? null : { bold: 'Your wallet is not connected.', rest: connectFault };
}

function Words({ said, alert, calm }: { said: Said; alert: boolean; calm: boolean }) {
  return (
    <div className={styles.words}>
      <Notice
        icon={calm ? 'hand' : 'warning'}
        tone={calm ? 'plain' : alert ? 'down' : 'warn'}
        {...(alert && { role: 'alert' as const })}
      >
        <strong>{said.bold}</strong> {said.rest}
      </Notice>
    </div>
  );
}

function Foot({ state, facts, subject }: TradeViewProps) {
  const balance =
    state.side === 'buy'
      ? facts.ethBalance === null
        ? ''
        : `Balance ${ethText(facts.ethBalance)}. `
      : facts.coinBalance === null
        ? ''
        : `You hold ${tokenCompact(facts.coinBalance)} ${subject.coin.symbol}. `;
  return <p className={styles.foot}>{balance}Coins can fall to zero.</p>;
}
