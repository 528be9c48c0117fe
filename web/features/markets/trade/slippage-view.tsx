import { useState } from 'react';
import { slippage } from '../../../../shared/markets/quote-view.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Chip } from '../../../ui/chip/chip.tsx';
import { Field } from '../../../ui/field/field.tsx';
import styles from './trade.module.css';
import { percentOfBps } from './trade-words.ts';

const CHOICES = [50, 100, 200, 500] as const;

/** Basis points from what somebody typed in percent, or null outside of 0.1 % to 10 %. */
export function parseSlippage(typed: string): number | null {
  const match = /^(\d{1,2})(?:[.,](\d{1,2}))?$/.exec(typed.trim().replace(/\s*%$/, ''));
  if (!match) return null;
  const value = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  try {
    return slippage(value);
  } catch {
    return null;
  }
}

/** How far the price may move before the trade is cancelled. */
export function SlippageView({ slippageBps, onChoose }: { slippageBps: number; onChoose: (bps: number) => void }) {
  const [typed, setTyped] = useState(String(slippageBps / 100));
  const value = parseSlippage(typed);
  return (
    <>
      <p className={styles.explain}>
        If the price moves further than this before your trade lands, it is cancelled and only the network fee is spent.
      </p>
      <fieldset className={styles.presets}>
        <legend className="visually-hidden">Slippage to choose from</legend>
        {CHOICES.map(each => (
          <Chip key={each} shape="block" on={value === each} onClick={() => setTyped(String(each / 100))}>
            {percentOfBps(each)}
          </Chip>
        ))}
      </fieldset>
      <Field
        label="Slippage in percent"
        inputMode="decimal"
        value={typed}
        onChange={event => setTyped(event.target.value)}
        hint="From 0.1 to 10. More lets a trade land in a fast market, at a worse price."
        error={value === null ? 'Type a number from 0.1 to 10.' : undefined}
      />
      <div className={styles.use}>
        <Button
          full
          size="big"
          onClick={() => value !== null && onChoose(value)}
          disabledReason={value === null ? 'Type a number from 0.1 to 10.' : undefined}
        >
          Use {value === null ? 'this' : percentOfBps(value)}
        </Button>
      </div>
    </>
  );
}
