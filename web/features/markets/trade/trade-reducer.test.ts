import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bps, wei } from '../../../../shared/kernel/units.ts';
import { hasFreshQuote, openTrade, QUOTE_END_MS, QUOTE_LIFE_MS, quoteKey, tradeReducer } from './trade-reducer.ts';
import type { Quote, TradeEvent, TradeState } from './trade-state.ts';

const NO_ANSWER: Quote['answer'] = { call: { target: `0x${'0'.repeat(40)}`, data: '0x', value: 0n }, amountOut: 0n, permits: [] };
const OTHER = `0x${'3'.repeat(64)}` as const;
const LANDED = {
  hash: OTHER,
  coinAmount: 653_108n,
  ether: 10n,
  expected: 652_416n,
  tookMs: 1800,
  price: null,
};
const HASH = `0x${'1'.repeat(64)}` as const;

function quoteFor(state: TradeState, change: Partial<Quote> = {}): Quote {
  return {
    key: quoteKey(state) ?? '',
    amountIn: state.amount ?? 0n,
    amountOut: 652_416n,
    at: 1000,
    answer: NO_ANSWER,
    smaller: null,
    fee: wei(1n),
    priceImpact: bps(194),
    level: 'low',
    minimumReceived: wei(639_368n),
    ...change,
  };
}
const SUBMIT: TradeEvent = { type: 'submit', at: 1000 };
const run = (state: TradeState, ...events: TradeEvent[]): TradeState => events.reduce(tradeReducer, state);
const quoted = (): TradeState => run(openTrade('buy'), { type: 'quote', quote: quoteFor(openTrade('buy')) });

describe('tradeReducer', () => {
  it('opens with a preset and asks for its quote', () => {
    expect(openTrade('buy')).toMatchObject({ amount: 10_000_000_000_000_000n, preset: '0.01', step: { name: 'entry' } });
  });

  it('drops the answer to an older question', () => {
    const late = quoteFor(openTrade('buy'));
    const state = run(openTrade('buy'), { type: 'type', typed: '0.05' }, { type: 'quote', quote: late });
    expect(state.quote).toBeNull();
  });

  it('shows the quote that was pressed, not one that comes after the press', () => {
    const state = run(quoted(), SUBMIT);
    const other = quoteFor(state, { amountOut: 900_000n, minimumReceived: wei(880_000n) });
    expect(run(state, { type: 'quote', quote: other }).quote).toBe(state.quote);
    expect(run(state, { type: 'confirming' }, { type: 'quote', quote: other }).quote).toBe(state.quote);
  });

  it('keeps the figures while a new quote is taken for the same question', () => {
    const state = quoted();
    const key = quoteKey(state) ?? '';
    expect(run(state, { type: 'quote-asked', key }).quote).toBe(state.quote);
    expect(hasFreshQuote(state, 1000 + QUOTE_LIFE_MS - 1)).toBe(true);
    expect(hasFreshQuote(state, 1000 + QUOTE_LIFE_MS)).toBe(false);
    // The clock was set back meanwhile.
    expect(hasFreshQuote(state, 1000 - QUOTE_LIFE_MS)).toBe(false);
  });

  it('takes the quote again when slippage changes', () => {
    const state = run(quoted(), { type: 'open-slippage' }, { type: 'slippage', bps: 100 });
    expect(state).toMatchObject({ view: 'amount', slippageBps: 100 });
    expect(hasFreshQuote(state, 1000)).toBe(false);
  });

  it('does not submit without the quote that is on screen', () => {
    expect(run(openTrade('buy'), SUBMIT).step.name).toBe('entry');
    const another = run(quoted(), { type: 'trader', trader: `0x${'ef'.repeat(20)}` });
    expect(hasFreshQuote(another, 1000)).toBe(false);
    expect(run(another, SUBMIT).step.name).toBe('entry');
    expect(run(quoted(), { type: 'type', typed: '0.02' }, SUBMIT).step.name).toBe('entry');
  });

  it('does not submit what a device that slept still shows: it is asked for anew', () => {
    const press = (at: number) => run(quoted(), { type: 'submit', at });
    expect(press(1000 + QUOTE_END_MS - 1).step.name).toBe('preparing');
    for (const at of [1000 + QUOTE_END_MS, 1000 - QUOTE_END_MS])
      expect(press(at)).toMatchObject({ step: { name: 'entry' }, quote: null, typed: '0.01' });
  });

  it('goes through the wallet to the receipt', () => {
    const steps: TradeEvent[] = [
      SUBMIT,
      { type: 'confirming' },
      { type: 'sent', hash: HASH, at: 5 },
      { type: 'late', of: HASH },
      { type: 'dropped', of: HASH },
      { type: 'seen', of: HASH },
      { type: 'landed', of: HASH, landed: LANDED },
    ];
    const names: string[] = [];
    steps.reduce((state, event) => {
      const next = tradeReducer(state, event);
      names.push(next.step.name);
      return next;
    }, quoted());
    expect(names).toEqual(['preparing', 'confirming', 'settling', 'slow', 'dropped', 'slow', 'landed']);
  });

  it('comes back with the amount when the wallet declines', () => {
    const state = run(quoted(), SUBMIT, { type: 'confirming' }, { type: 'stopped', notice: { kind: 'declined' } });
    expect(state).toMatchObject({ step: { name: 'entry' }, typed: '0.01', notice: { kind: 'declined' }, quote: null });
  });

  it('never forgets or repeats what was sent', () => {
    const sent = run(quoted(), SUBMIT, { type: 'confirming' }, { type: 'sent', hash: HASH, at: 5 });
    const any: fc.Arbitrary<TradeEvent> = fc.constantFrom<TradeEvent>(
      { type: 'side', side: 'sell' },
      { type: 'type', typed: '9' },
      { type: 'preset', preset: 'Max', amount: 9n },
      { type: 'slippage', bps: 1000 },
      { type: 'open-slippage' },
      SUBMIT,
      { type: 'allowing' },
      { type: 'confirming' },
      { type: 'stopped', notice: { kind: 'declined' } },
      { type: 'sent', hash: `0x${'2'.repeat(64)}`, at: 6 },
      { type: 'again' },
      { type: 'late', of: HASH },
      { type: 'dropped', of: OTHER },
      { type: 'landed', of: OTHER, landed: LANDED },
      { type: 'reverted', of: OTHER, notice: { kind: 'reverted', fee: 1n } },
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 20 }), events => {
        const state = run(sent, ...events);
        expect(['settling', 'slow']).toContain(state.step.name);
        expect(state.step).toMatchObject({ hash: HASH, sentAt: 5 });
        expect(state).toMatchObject({ side: 'buy', amount: sent.amount, slippageBps: sent.slippageBps });
      }),
      { seed: 11 },
    );
  });

  it('begins anew only what Base has forgotten, with the amount still there, and then hears no more of it', () => {
    const sent = run(quoted(), SUBMIT, { type: 'confirming' }, { type: 'sent', hash: HASH, at: 5 });
    expect(run(sent, { type: 'late', of: HASH }, { type: 'again' }).step.name).toBe('slow');
    const anew = run(sent, { type: 'dropped', of: HASH }, { type: 'again' });
    expect(anew).toMatchObject({ step: { name: 'entry' }, typed: '0.01', quote: null });
    expect(run(anew, { type: 'landed', of: HASH, landed: LANDED })).toBe(anew);
  });
});
