import { type CSSProperties, useState } from 'react';
import { tokenCompact, tokenText } from '../../../ui/format/money.ts';
import { worthText } from '../money.ts';
import styles from './trade.module.css';
import { QUOTE_LIFE_MS } from './trade-reducer.ts';
import type { TradeViewProps } from './trade-view-props.ts';

/** The amount being typed, its unit, and under it what it is worth and how long the quote is good. */
export function AmountInput({ state, subject, facts, rate, now, worth, dispatch }: TradeViewProps) {
  const [focused, setFocused] = useState(false);
  const { side, typed, preset, amount, quote } = state;
  const unit = side === 'buy' ? 'ETH' : subject.coin.symbol;
  const shown = !focused && side === 'sell' && preset !== null && amount !== null ? tokenText(amount) : typed;
  const share =
    side === 'sell' && preset !== null && facts.coinBalance ? `${preset} of ${tokenCompact(facts.coinBalance)}` : null;
  const value = amount === null ? null : side === 'buy' ? (rate ? worthText(amount, rate).before : null) : worth(amount);
  // The screen's clock ticks once a second: it may be before the quote.
  const seconds = quote && !state.quoting ? Math.ceil((Math.min(quote.at - now, 0) + QUOTE_LIFE_MS) / 1000) : 0;
  return (
    <>
      <label className={styles.amount} style={{ fontSize: sizeOf(shown.length + unit.length / 2) }}>
        <input
          aria-label={`Amount in ${unit}`}
          inputMode="decimal"
          autoComplete="off"
          className="figure"
          value={shown}
          placeholder="0"
          style={{ '--letters': Math.max(1, shown.length) } as CSSProperties}
          aria-invalid={(typed !== '' && amount === null) || undefined}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          onChange={event => dispatch({ type: 'type', typed: event.target.value })}
        />
        <span className={styles.unit}>{unit}</span>
      </label>
      <p className={styles.worth}>
        {[share, value, seconds > 0 && amount !== null ? `quote good for ${seconds} s` : null].filter(Boolean).join(' · ') ||
          '\u00a0'}
      </p>
    </>
  );
}

function sizeOf(length: number): number {
  return length <= 8 ? 56 : Math.max(24, Math.floor((56 * 8) / length));
}
