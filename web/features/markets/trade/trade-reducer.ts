import { DEFAULT_SLIPPAGE } from '../../../../shared/markets/quote-view.ts';
import { parseAmount, typedAmount } from './parse-amount.ts';
import type { Side } from './side.ts';
import type { Hash, Quote, Step, TradeEvent, TradeState } from './trade-state.ts';

/** How long a quote is shown before it is taken again. */
export const QUOTE_LIFE_MS = 15_000;
/** A quote that old is not traded on: its floor is that of another price. While a device is awake a new one came long before. */
export const QUOTE_END_MS = 60_000;

/** A sheet that was just opened. */
export function openTrade(side: Side, typed = side === 'buy' ? '0.01' : ''): TradeState {
  return {
    trader: null,
    side,
    view: 'amount',
    typed,
    amount: parseAmount(typed),
    preset: side === 'buy' ? typed : null,
    slippageBps: DEFAULT_SLIPPAGE,
    quote: null,
    quoting: null,
    quoteError: null,
    step: { name: 'entry' },
    permissionFee: null,
    notice: null,
  };
}

type Question = Pick<TradeState, 'trader' | 'side' | 'amount' | 'slippageBps'>;

/** The question that a quote answers. Another account is another question. Null while there is none. */
export function quoteKey({ trader, side, amount, slippageBps }: Question): string | null {
  return amount === null ? null : `${trader}:${side}:${amount}:${slippageBps}`;
}

/** Whether the quote on screen answers the present question and is still good at `now`. */
export function hasFreshQuote(state: TradeState, now: number): boolean {
  return state.quote !== null && state.quote.key === quoteKey(state) && ageOf(state.quote, now) < QUOTE_LIFE_MS;
}

/** How far a quote is from `now`, either way: a clock may be set back. */
function ageOf({ at }: Quote, now: number): number {
  return Math.abs(now - at);
}

const WAITS_FOR_WALLET = new Set(['preparing', 'allowing', 'confirming']);

/**
 * The next state of a trade. Pure. What does not fit the present step changes nothing:
 * - an amount can only be changed before the trade is submitted;
 * - an answer to an older question is dropped, and one that comes after the press: the wallet is asked for what was pressed;
 * - what was sent can only land, come back or be late, so that nothing is sent twice. Only what Base has forgotten may be begun anew.
 */
export function tradeReducer(state: TradeState, event: TradeEvent): TradeState {
  const { step } = state;
  switch (event.type) {
    case 'trader':
      // A trade that is under way stays whose it was; why the last one stopped may be this very change.
      return event.trader === state.trader ? state : { ...state, trader: event.trader, quoting: null, quoteError: null };
    case 'side':
      return step.name === 'entry' && event.side !== state.side
        ? { ...openTrade(event.side), trader: state.trader, slippageBps: state.slippageBps }
        : state;
    case 'type':
      return step.name === 'entry'
        ? asked({ ...state, typed: event.typed, amount: parseAmount(event.typed), preset: null })
        : state;
    case 'preset':
      if (step.name !== 'entry') return state;
      return asked({
        ...state,
        typed: typedAmount(event.amount),
        amount: event.amount > 0n ? event.amount : null,
        preset: event.preset,
      });
    case 'open-slippage':
      return step.name === 'entry' ? { ...state, view: 'slippage' } : state;
    case 'close-slippage':
      return { ...state, view: 'amount' };
    case 'slippage':
      return step.name === 'entry' ? asked({ ...state, slippageBps: event.bps, view: 'amount' }) : state;
    case 'quote-asked':
      return step.name === 'entry' && event.key === quoteKey(state) ? { ...state, quoting: event.key } : state;
    case 'quote':
      if (event.quote.key !== quoteKey(state) || step.name !== 'entry') return state;
      return {
        ...state,
        quote: {
          ...event.quote,
          smaller: event.quote.smaller ?? (state.quote?.key === event.quote.key ? state.quote.smaller : null),
        },
        quoting: null,
        quoteError: null,
      };
    case 'smaller':
      return state.quote?.key === event.key ? { ...state, quote: { ...state.quote, smaller: event.smaller } } : state;
    case 'quote-failed':
      return event.key === quoteKey(state) ? { ...state, quoting: null, quoteError: event.message } : state;
    case 'submit':
      if (step.name !== 'entry' || state.quote?.key !== quoteKey(state)) return state;
      return ageOf(state.quote, event.at) < QUOTE_END_MS
        ? { ...state, step: { name: 'preparing' }, permissionFee: null, notice: null }
        : { ...state, quote: null, quoteError: null };
    case 'allowing':
      return step.name === 'preparing' ? { ...state, step: { name: 'allowing' } } : state;
    case 'allowed':
      return step.name === 'allowing' ? { ...state, permissionFee: event.fee } : state;
    case 'confirming':
      return step.name === 'preparing' || step.name === 'allowing' ? { ...state, step: { name: 'confirming' } } : state;
    case 'stopped':
      return WAITS_FOR_WALLET.has(step.name) ? backToEntry(state, event.notice) : state;
    case 'sent':
      return step.name === 'confirming' ? { ...state, step: { name: 'settling', hash: event.hash, sentAt: event.at } } : state;
    case 'late':
      return step.name === 'settling' && step.hash === event.of ? { ...state, step: { ...step, name: 'slow' } } : state;
    case 'dropped':
      return isSent(step, event.of) ? { ...state, step: { ...step, name: 'dropped' } } : state;
    case 'seen':
      return isSent(step, event.of) ? { ...state, step: { ...step, name: 'slow' } } : state;
    case 'reverted':
      return isSent(step, event.of) ? backToEntry(state, event.notice) : state;
    case 'landed':
      return isSent(step, event.of) ? { ...state, step: { name: 'landed', landed: event.landed }, notice: null } : state;
    case 'again':
      if (step.name === 'dropped') return backToEntry(state, null);
      return step.name === 'landed' ? { ...openTrade(state.side), trader: state.trader } : { ...state, notice: null };
  }
}

type OnTheWay = Extract<Step, { sentAt: number }>;

/** Whether this is the trade that was sent with this hash, and it has not ended. */
function isSent(step: Step, hash: Hash): step is OnTheWay {
  return 'sentAt' in step && step.hash === hash;
}

/** A changed question: older notices, errors and running quotes are about something else. The last figures stay until new ones come. */
function asked(state: TradeState): TradeState {
  return { ...state, quoting: null, quoteError: null, notice: null };
}

/** The amount stays; the quote does not, for the price is another one by now. */
function backToEntry(state: TradeState, notice: TradeState['notice']): TradeState {
  return { ...state, step: { name: 'entry' }, quote: null, quoting: null, quoteError: null, notice };
}
