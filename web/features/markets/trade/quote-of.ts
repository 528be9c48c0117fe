import { bps, type Wei, wei } from '../../../../shared/kernel/units.ts';
import { quoteView } from '../../../../shared/markets/quote-view.ts';
import { decodeTradeCall } from '../../../../shared/markets/trade-call.ts';
import type { Address } from '../coin.ts';
import { expectedTrade } from './expected-trade.ts';
import { quoteKey } from './trade-reducer.ts';
import type { Quote, TradeState } from './trade-state.ts';
import type { ZoraAnswer } from './zora-quote.ts';

/** Whose quote it is, and beside which price (wei a coin) and at what time (unix ms) it was given. */
export type QuoteFacts = { coin: Address; trader: Address; spotPrice: bigint; at: number };

/** A quote for the screen from an answer. A buy's floor is the one that its call really holds. */
export function quoteOf(state: TradeState, answer: ZoraAnswer, facts: QuoteFacts): Quote {
  const amountIn = state.amount ?? 0n;
  const view = quoteView({
    side: state.side,
    amountIn: wei(amountIn),
    amountOut: wei(answer.amountOut),
    spotPrice: wei(facts.spotPrice),
    slippage: bps(state.slippageBps),
  });
  return {
    ...view,
    minimumReceived: answer.permits.length > 0 ? view.minimumReceived : heldFloor(state, answer, facts, view.minimumReceived),
    key: quoteKey(state) ?? '',
    amountIn,
    amountOut: answer.amountOut,
    at: facts.at,
    answer,
    smaller: null,
  };
}

function heldFloor(state: TradeState, answer: ZoraAnswer, { coin, trader }: QuoteFacts, computed: Wei): Wei {
  const check = decodeTradeCall(answer.call, expectedTrade({ side: state.side, coin, trader }, state.amount ?? 0n, computed));
  return check.ok ? wei(check.minimumOut) : computed;
}
