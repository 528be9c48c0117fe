import { useEffect, useRef } from 'react';
import { serverNow } from '../../../lib/clock.ts';
import { wordsOf } from '../../../lib/errors.ts';
import { haptic } from '../../../lib/host-actions.ts';
import type { Address } from '../coin.ts';
import { findSmaller } from './find-smaller.ts';
import { type QuoteFacts, quoteOf } from './quote-of.ts';
import { hasFreshQuote, QUOTE_LIFE_MS, quoteKey } from './trade-reducer.ts';
import type { TradeSession } from './trade-session.ts';
import type { Quote, TradeState } from './trade-state.ts';
import { askQuote } from './zora-quote.ts';

/** Somebody who types asks once, when they pause. */
const PAUSE_MS = 250;

/** Without a price of our own nothing says whether a quote is a good one. */
class PriceUnknown extends Error {
  readonly code = 'trade/price-unknown';
  constructor() {
    super('We do not know what this coin costs right now, so we cannot check a quote. Try again in a moment.');
  }
}

/** Looks for an amount with less impact while the quote of a great one is on screen; ends with the question that it belongs to. */
async function offerSmaller(session: TradeSession, quote: Quote, facts: QuoteFacts): Promise<void> {
  const state = session.state.get();
  if (state.quote?.smaller) return;
  haptic('warning');
  const smaller = await findSmaller(quote, async amount => {
    if (quoteKey(session.state.get()) !== quote.key) throw new Error('another question by now');
    const { side, slippageBps } = state;
    return quoteOf(
      { ...state, amount },
      await askQuote({ side, coin: facts.coin, trader: facts.trader, amountIn: amount, slippageBps }),
      facts,
    );
  }).catch(() => null);
  if (smaller) session.dispatch({ type: 'smaller', key: quote.key, smaller });
}

/** Keeps a quote on screen for this account that answers the present question: after each pause in typing, and again when it is 15 s old. Moves no focus. */
export function useQuote(session: TradeSession, state: TradeState, account: Address | null, spotPrice: bigint | null): void {
  useEffect(() => session.dispatch({ type: 'trader', trader: account }), [session, account]);
  const { trader } = state;
  const price = useRef(spotPrice);
  price.current = spotPrice;
  const key = quoteKey(state);
  const asking = state.step.name === 'entry' && trader !== null && key !== null;
  const quotedAt = state.quote?.key === key ? state.quote?.at : undefined;
  const failed = state.quoteError !== null;

  useEffect(() => {
    if (!asking || trader === null || key === null || failed) return;
    const abort = new AbortController();
    const wait = quotedAt === undefined ? PAUSE_MS : Math.min(Math.max(0, quotedAt + QUOTE_LIFE_MS - serverNow()), QUOTE_LIFE_MS);
    const timer = setTimeout(async () => {
      const now = session.state.get();
      if (quoteKey(now) !== key || hasFreshQuote(now, serverNow())) return;
      session.dispatch({ type: 'quote-asked', key });
      try {
        const { coin } = session.subject;
        const spot = price.current ?? coin.price;
        if (spot === null) throw new PriceUnknown();
        const answer = await askQuote(
          { side: now.side, coin: coin.address, trader, amountIn: now.amount ?? 0n, slippageBps: now.slippageBps },
          abort.signal,
        );
        const facts = { coin: coin.address, trader, spotPrice: spot, at: serverNow() };
        const quote = quoteOf(now, answer, facts);
        session.dispatch({ type: 'quote', quote });
        if (quote.level === 'high' || quote.level === 'blocked') void offerSmaller(session, quote, facts);
      } catch (error) {
        if (!abort.signal.aborted && session.state.get().quoting === key)
          session.dispatch({ type: 'quote-failed', key, message: wordsOf(error).body });
      }
    }, wait);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [session, asking, trader, key, quotedAt, failed]);
}
