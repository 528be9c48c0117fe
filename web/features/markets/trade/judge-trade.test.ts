import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bps, wei } from '../../../../shared/kernel/units.ts';
import { judgeTrade, maxSpend, type TradeFacts } from './judge-trade.ts';
import { openTrade, quoteKey, tradeReducer } from './trade-reducer.ts';
import type { Quote, TradeState } from './trade-state.ts';

const NO_ANSWER: Quote['answer'] = { call: { target: `0x${'0'.repeat(40)}`, data: '0x', value: 0n }, amountOut: 0n, permits: [] };
const ETH = 10n ** 18n;
const facts: TradeFacts = {
  connected: true,
  signedIn: true,
  onBase: true,
  ethBalance: ETH,
  coinBalance: 1000n * ETH,
  networkFee: 10n ** 14n,
};
const withQuote = (state: TradeState, impact: number, level: Quote['level']): TradeState =>
  tradeReducer(state, {
    type: 'quote',
    quote: {
      key: quoteKey(state) ?? '',
      amountIn: state.amount ?? 0n,
      amountOut: 5n,
      at: 0,
      answer: NO_ANSWER,
      smaller: null,
      fee: wei(0n),
      priceImpact: bps(impact),
      level,
      minimumReceived: wei(4n),
    },
  });

describe('judgeTrade', () => {
  const buy = openTrade('buy');

  it('names the first thing in the way', () => {
    const broke = { ...facts, ethBalance: 0n };
    expect(judgeTrade(buy, { ...broke, connected: false, onBase: false }).kind).toBe('not-connected');
    expect(judgeTrade(buy, { ...broke, onBase: false }).kind).toBe('wrong-chain');
    expect(judgeTrade(withQuote(buy, 3000, 'blocked'), broke).kind).toBe('short');
    expect(judgeTrade(withQuote(buy, 3000, 'blocked'), facts).kind).toBe('impact-blocked');
    expect(judgeTrade(withQuote(buy, 1340, 'high'), facts).kind).toBe('impact-high');
    expect(judgeTrade(buy, { ...facts, signedIn: false }).kind).toBe('signing-in');
    expect(judgeTrade(buy, facts).kind).toBe('quoting');
    expect(judgeTrade(withQuote(buy, 194, 'low'), { ...facts, signedIn: false }).kind).toBe('ready');
    expect(judgeTrade(withQuote(buy, 194, 'low'), facts)).toEqual({ kind: 'ready', warn: null });
    expect(judgeTrade(withQuote(buy, 600, 'warn'), facts)).toEqual({ kind: 'ready', warn: 600 });
    expect(judgeTrade({ ...buy, amount: null }, facts).kind).toBe('no-amount');
    const unclear = tradeReducer(buy, { type: 'type', typed: '1,250' });
    expect(judgeTrade(unclear, facts)).toEqual({ kind: 'unclear', many: 1_250n * ETH, few: (5n * ETH) / 4n });
  });

  it('says how much is missing and what would work', () => {
    const state = tradeReducer(buy, { type: 'type', typed: '0.1' });
    const verdict = judgeTrade(state, { ...facts, ethBalance: 84_700_000_000_000_000n });
    expect(verdict).toMatchObject({
      kind: 'short',
      short: 15_400_000_000_000_000n,
      need: 100_100_000_000_000_000n,
      instead: 84_500_000_000_000_000n,
    });
  });

  it('offers the smaller amount that was quoted', () => {
    const quoted = withQuote(tradeReducer(buy, { type: 'type', typed: '0.05' }), 1340, 'high');
    expect(judgeTrade(quoted, facts)).toMatchObject({ kind: 'impact-high', smaller: null });
    const smaller = { amount: 2n * 10n ** 16n, impact: bps(360) };
    expect(judgeTrade(tradeReducer(quoted, { type: 'smaller', key: 'other', smaller }), facts)).toMatchObject({ smaller: null });
    expect(judgeTrade(tradeReducer(quoted, { type: 'smaller', key: quoteKey(quoted) ?? '', smaller }), facts)).toMatchObject({
      smaller,
    });
  });

  it('needs ETH for the fee of a sale, and the coins', () => {
    const sell = tradeReducer(openTrade('sell'), { type: 'type', typed: '5' });
    expect(judgeTrade(sell, { ...facts, ethBalance: 0n })).toMatchObject({ kind: 'short', unit: 'eth', instead: null });
    expect(judgeTrade(sell, { ...facts, coinBalance: 3n * ETH })).toMatchObject({
      kind: 'short',
      unit: 'coin',
      instead: 3n * ETH,
    });
  });

  it('keeps the network fee in the wallet at Max', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 100n * ETH }), fc.bigInt({ min: 1n, max: ETH / 100n }), (balance, fee) => {
        const most = maxSpend(balance, fee);
        expect(most === 0n || most + fee <= balance).toBe(true);
      }),
      { seed: 5 },
    );
  });
});
