import type { Bps } from '../../../../shared/kernel/units.ts';
import { readingsOf, roundDown, roundDownSignificant } from './parse-amount.ts';
import { quoteKey } from './trade-reducer.ts';
import type { Smaller, TradeState } from './trade-state.ts';

/** What is known around a trade. Balances in wei, null while they are unknown. */
export type TradeFacts = {
  connected: boolean;
  /** Quotes are given to who is signed in; who is not is asked to by the first of them. */
  signedIn: boolean;
  onBase: boolean;
  ethBalance: bigint | null;
  coinBalance: bigint | null;
  /** What the network will take for this trade, rounded up. */
  networkFee: bigint;
};

/** The one thing that the sheet should say about an amount, and what its main button does. */
export type Verdict =
  | { kind: 'not-connected' }
  | { kind: 'wrong-chain' }
  | { kind: 'no-amount' }
  /** What was typed may be thousands or a part of one. */
  | { kind: 'unclear'; many: bigint; few: bigint }
  /** `unit` tells in what `have` and `need` are counted. A sale may lack ETH for the network fee. */
  | { kind: 'short'; unit: 'eth' | 'coin'; short: bigint; have: bigint; need: bigint; instead: bigint | null }
  | { kind: 'impact-blocked'; impact: Bps; smaller: Smaller | null }
  | { kind: 'impact-high'; impact: Bps; smaller: Smaller | null }
  | { kind: 'quote-failed'; message: string }
  | { kind: 'signing-in' }
  | { kind: 'quoting' }
  | { kind: 'ready'; warn: Bps | null };

/** The most ETH that can be spent while the network fee of this trade and of a sale later stays in the wallet. */
export function maxSpend(ethBalance: bigint, networkFee: bigint): bigint {
  const rest = ethBalance - 2n * networkFee;
  return rest > 0n ? roundDown(rest, 4) || roundDownSignificant(rest, 2) : 0n;
}

/** The first thing in the way, in a fixed order: not connected, wrong chain, funds, impact, quote. */
export function judgeTrade(state: TradeState, facts: TradeFacts): Verdict {
  if (!facts.connected) return { kind: 'not-connected' };
  if (!facts.onBase) return { kind: 'wrong-chain' };
  if (state.amount === null) return withoutAmount(state);
  const short =
    state.side === 'buy'
      ? lacksEth(state.amount, facts, 'buy')
      : (lacksCoins(state.amount, facts) ?? lacksEth(0n, facts, 'sell'));
  if (short) return short;

  const quote = state.quote?.key === quoteKey(state) ? state.quote : null;
  if (quote && (quote.level === 'blocked' || quote.level === 'high')) {
    return {
      kind: quote.level === 'blocked' ? 'impact-blocked' : 'impact-high',
      impact: quote.priceImpact,
      smaller: quote.smaller,
    };
  }
  if (state.quoteError !== null) return { kind: 'quote-failed', message: state.quoteError };
  if (!quote) return { kind: facts.signedIn ? 'quoting' : 'signing-in' };
  return { kind: 'ready', warn: quote.level === 'warn' ? quote.priceImpact : null };
}

function withoutAmount({ typed }: TradeState): Verdict {
  const [many, few] = readingsOf(typed);
  return many !== undefined && few !== undefined ? { kind: 'unclear', many, few } : { kind: 'no-amount' };
}

function lacksEth(spend: bigint, { ethBalance, networkFee }: TradeFacts, side: 'buy' | 'sell'): Verdict | null {
  const need = spend + networkFee;
  if (ethBalance === null || ethBalance >= need) return null;
  const most = maxSpend(ethBalance, networkFee);
  return {
    kind: 'short',
    unit: 'eth',
    short: need - ethBalance,
    have: ethBalance,
    need,
    instead: side === 'buy' && most > 0n ? most : null,
  };
}

function lacksCoins(sell: bigint, { coinBalance }: TradeFacts): Verdict | null {
  if (coinBalance === null || coinBalance >= sell) return null;
  return {
    kind: 'short',
    unit: 'coin',
    short: sell - coinBalance,
    have: coinBalance,
    need: sell,
    instead: coinBalance > 0n ? coinBalance : null,
  };
}
