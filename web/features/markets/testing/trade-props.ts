import { bps, wei } from '../../../../shared/kernel/units.ts';
import { judgeTrade, type TradeFacts } from '../trade/judge-trade.ts';
import { openTrade, quoteKey, tradeReducer } from '../trade/trade-reducer.ts';
import type { Quote, TradeEvent, TradeState } from '../trade/trade-state.ts';
import type { TradeViewProps } from '../trade/trade-view-props.ts';
import { coinFixture } from './coin-fixture.ts';

const ONE = 10n ** 18n;
export const NOW = 1_763_160_000_000;

/** A quote for the question that the state asks. */
export function quoteFixture(state: TradeState, change: Partial<Quote> = {}): Quote {
  return {
    key: quoteKey(state) ?? '',
    amountIn: state.amount ?? 0n,
    amountOut: 652_416n * ONE,
    at: NOW - 3000,
    fee: wei(10n ** 14n),
    priceImpact: bps(194),
    level: 'low',
    minimumReceived: wei(639_368n * ONE),
    answer: { call: { target: '0x', data: '0x', value: 0n }, amountOut: 652_416n * ONE, permits: [] },
    smaller: null,
    ...change,
  };
}

/** A sheet after these events, with everything that it calls recorded in `calls`. */
export function tradeProps(
  events: (TradeEvent | ((state: TradeState) => TradeEvent))[],
  facts: Partial<TradeFacts> = {},
): TradeViewProps & { calls: string[] } {
  const state = events.reduce(
    (now, event) => tradeReducer(now, typeof event === 'function' ? event(now) : event),
    openTrade('buy'),
  );
  const known: TradeFacts = {
    connected: true,
    signedIn: true,
    onBase: true,
    ethBalance: 84_700_000_000_000_000n,
    coinBalance: 0n,
    networkFee: 1_000_000_000_000n,
    ...facts,
  };
  const calls: string[] = [];
  const noted = (name: string) => () => void calls.push(name);
  return {
    calls,
    state,
    facts: known,
    verdict: judgeTrade(state, known),
    subject: {
      coin: coinFixture(),
      title: 'Night bus home',
      posterUrl: null,
      ink: 'teal',
      shareUrl: 'https://app.example/p/1',
      peaks: [0.2, 0.9],
    },
    rate: { answer: 324_000_000_000n, updatedAt: NOW },
    now: NOW,
    capText: '$48.2K',
    worth: () => '$120.17',
    gain: null,
    points: [],
    connecting: false,
    connectFault: null,
    dispatch: event => void calls.push(event.type),
    submit: noted('submit'),
    connect: noted('connect'),
    close: noted('close'),
    share: noted('share'),
    viewCoin: noted('viewCoin'),
    openTransaction: hash => void calls.push(`open ${hash}`),
    tap: noted('tap'),
  };
}
