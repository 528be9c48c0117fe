import { type CSSProperties, useState } from 'react';
import { Button } from '../../../ui/button/button.tsx';
import { Chip } from '../../../ui/chip/chip.tsx';
import { ethText, tokenCompact, tokenText } from '../../../ui/format/money.ts';
import { KeyValues } from '../../../ui/list/key-values.tsx';
import { Skeleton } from '../../../ui/skeleton/skeleton.tsx';
import { Notice } from '../../../ui/state/notice.tsx';
import { Segments } from '../../../ui/tabs/tabs.tsx';
import { ethMoved, worthText } from '../money.ts';
import { maxSpend } from './judge-trade.ts';
import { parseAmount, roundDownSignificant, typedAmount } from './parse-amount.ts';
import type { Side } from './side.ts';
import styles from './trade.module.css';
import { QUOTE_LIFE_MS } from './trade-reducer.ts';
import type { TradeViewProps } from './trade-view-props.ts';
import { amountLabel, feeText, noticeWords, percentOfBps, retryLabel, type Said, verdictWords } from './trade-words.ts';

const SIDES = [
  { value: 'buy', label: 'Buy' },
  { value: 'sell', label: 'Sell' },
] as const;
const BUY_PRESETS = ['0.005', '0.01', '0.05'] as const;
const SELL_PRESETS = [25, 50, 75, 100] as const;

/** The amount, its quote, what is in the way, and one main button. */
export function TradeEntry(props: TradeViewProps) {
  const { state, verdict, subject, rate, capText, dispatch } = props;
  const { side, notice } = state;
  const symbol = subject.coin.symbol;
  const said = notice
    ? noticeWords(notice, { side, slippageBps: state.slippageBps, rate })
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

/** Why there is no wallet to trade with, and where there is one. */
function connectWords({ verdict, outside, connectFault }: TradeViewProps): Said | null {
  if (verdict.kind !== 'not-connected') return null;
  if (outside)
    return {
      bold: 'Trading needs your Farcaster wallet.',
      rest: 'Open GigaVibe in Farcaster to buy and sell. You can look around here.',
    };
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

function AmountInput({ state, subject, facts, rate, now, worth, dispatch }: TradeViewProps) {
  const [focused, setFocused] = useState(false);
  const { side, typed, preset, amount, quote } = state;
  const unit = side === 'buy' ? 'ETH' : subject.coin.symbol;
  const shown = !focused && side === 'sell' && preset !== null && amount !== null ? tokenText(amount) : typed;
  const share =
    side === 'sell' && preset !== null && facts.coinBalance ? `${preset} of ${tokenCompact(facts.coinBalance)}` : null;
  const value = amount === null ? null : side === 'buy' ? (rate ? worthText(amount, rate).before : null) : worth(amount);
  const seconds = quote && !state.quoting ? Math.ceil((quote.at + QUOTE_LIFE_MS - now) / 1000) : 0;
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
          onChange={event => dispatch({ type: 'type', typed: event.target.value.replace(',', '.') })}
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

function Presets({ state, facts, dispatch, tap }: TradeViewProps) {
  const { side, preset } = state;
  const choose = (name: string, amount: bigint) => {
    tap();
    dispatch({ type: 'preset', preset: name, amount });
  };
  const most = facts.ethBalance === null ? null : maxSpend(facts.ethBalance, facts.networkFee);
  const balance = facts.coinBalance ?? 0n;
  return (
    <fieldset className={styles.presets}>
      <legend className="visually-hidden">Amounts to choose from</legend>
      {side === 'buy' ? (
        <>
          {BUY_PRESETS.map(each => (
            <Chip key={each} shape="block" on={preset === each} onClick={() => choose(each, parseAmount(each) ?? 0n)}>
              {each}
            </Chip>
          ))}
          <Chip shape="block" on={preset === 'Max'} disabled={!most} onClick={() => most && choose('Max', most)}>
            Max
          </Chip>
        </>
      ) : (
        SELL_PRESETS.map(share => {
          const name = share === 100 ? 'All' : `${share}%`;
          const part = share === 100 ? balance : roundDownSignificant((balance * BigInt(share)) / 100n, 6);
          return (
            <Chip key={share} shape="block" on={preset === name} disabled={balance === 0n} onClick={() => choose(name, part)}>
              {name}
            </Chip>
          );
        })
      )}
    </fieldset>
  );
}

function QuoteRows({ state, subject, rate, facts, verdict, gain, dispatch }: TradeViewProps) {
  const { side, quote, slippageBps } = state;
  const symbol = subject.coin.symbol;
  const waiting = verdict.kind === 'quoting' || !quote;
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
  const fee = quote && (side === 'buy' ? quote.fee : (quote.fee * quote.amountOut) / (quote.amountIn || 1n));
  const rows = [
    {
      label: 'You get about',
      lead: true,
      value: waiting ? bone(150) : side === 'buy' ? `${out(quote.amountOut)} ${symbol}` : out(quote.amountOut),
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
    <div className={styles.rows} aria-busy={waiting} role="status" aria-label={waiting ? 'Getting a quote' : 'Quote'}>
      <KeyValues rows={rows} />
    </div>
  );
}

function MainButton(props: TradeViewProps) {
  const { state, verdict, subject, dispatch, submit, connect, connecting, outside, openHost } = props;
  const { side, amount, notice } = state;
  const symbol = subject.coin.symbol;
  const label = side === 'buy' ? `Buy $${symbol}` : `Sell ${amount === null ? '' : `${tokenCompact(amount)} `}${symbol}`;
  const use = (smaller: bigint) => dispatch({ type: 'type', typed: typedAmount(smaller) });
  switch (verdict.kind) {
    case 'not-connected':
      return outside ? (
        <Button full size="big" onClick={openHost}>
          Open in Farcaster
        </Button>
      ) : (
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
    case 'quoting':
      return (
        <Button full size="big" working="Getting a quote…">
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
