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
  const { state, verdict, dispatch } = props;
  const { side, notice } = state;
  const said = wordsFor(props);
  const showQuote = ['ready', 'quoting', 'signing-in'].includes(verdict.kind);
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

/** The one thing to say: what became of the last try, why nobody can trade, or what is in the way of this amount. */
function wordsFor(props: TradeViewProps): Said | null {
  const { state, verdict, subject, rate, capText, stop } = props;
  const { side, notice, slippageBps } = state;
  if (notice) return noticeWords(notice, { side, slippageBps, rate });
  if (stop) return { bold: 'Trading waits.', rest: `${stop} Your amount stays here.` };
  return connectWords(props) ?? verdictWords(verdict, { side, symbol: subject.coin.symbol, capText });
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

function Foot(props: TradeViewProps) {
  return <p className={styles.foot}>{balanceWords(props)}Coins can fall to zero.</p>;
}

/** What there is to pay with; nothing while that is not known. */
function balanceWords({ state, facts, subject }: TradeViewProps): string {
  const { ethBalance, coinBalance } = facts;
  if (state.side === 'buy') return ethBalance === null ? '' : `Balance ${ethText(ethBalance)}. `;
  return coinBalance === null ? '' : `You hold ${tokenCompact(coinBalance)} ${subject.coin.symbol}. `;
}
