import { tokenText } from '../../../ui/format/money.ts';
import { KeyValues } from '../../../ui/list/key-values.tsx';
import { Skeleton } from '../../../ui/skeleton/skeleton.tsx';
import { ethMoved } from '../money.ts';
import styles from './trade.module.css';
import type { TradeViewProps } from './trade-view-props.ts';
import { feeText, percentOfBps } from './trade-words.ts';

/** What the quote says: amount out, minimum, impact, fees. Its boxes keep their size while it is on its way. */
export function QuoteRows({ state, subject, rate, facts, verdict, gain, dispatch }: TradeViewProps) {
  const { side, quote, slippageBps } = state;
  const symbol = subject.coin.symbol;
  const waiting = verdict.kind !== 'ready' || !quote;
  const bone = (width: number) => <Skeleton width={width} height={18} />;
  const out = (amount: bigint) => (side === 'buy' ? tokenText(amount) : ethMoved(amount));
  const slippage = (
    <button
      type="button"
      className={styles.link}
      aria-label={`${percentOfBps(slippageBps)} slippage, change`}
      onClick={() => dispatch({ type: 'open-slippage' })}
    >
      {percentOfBps(slippageBps)} slippage
    </button>
  );
  const lead = waiting ? null : side === 'buy' ? `${out(quote.amountOut)} ${symbol}` : out(quote.amountOut);
  const fee = quote && (side === 'buy' ? quote.fee : (quote.fee * quote.amountOut) / (quote.amountIn || 1n));
  const rows = [
    {
      label: 'You get about',
      lead: true,
      value: lead ?? bone(150),
    },
    {
      label: 'At least',
      value: waiting ? (
        bone(120)
      ) : (
        <>
          {out(quote.minimumReceived)} {slippage}
        </>
      ),
    },
    { label: 'Price impact', value: waiting ? bone(56) : percentOfBps(quote.priceImpact) },
    {
      label: 'Fees',
      value: waiting ? bone(130) : `${feeText(fee ?? 0n, rate)} trade, ${feeText(facts.networkFee, rate)} network`,
    },
    ...(side === 'sell' && gain !== null && !waiting ? [{ label: 'Gain on this sale', value: gain }] : []),
  ];
  return (
    <div className={styles.rows} aria-busy={waiting}>
      <p className="visually-hidden" role="status">
        {!waiting && `You get about ${lead}, at least ${out(quote.minimumReceived)}.`}
      </p>
      <KeyValues rows={rows} />
    </div>
  );
}
