import { createStore, type Store } from '../../../lib/store.ts';
import type { Address, Coin } from '../coin.ts';
import type { Side } from './side.ts';
import { openTrade, tradeReducer } from './trade-reducer.ts';
import type { TradeEvent, TradeState } from './trade-state.ts';

/** What is traded and how it is shown around the trade. */
export type TradeSubject = {
  coin: Coin;
  title: string;
  posterUrl: string | null;
  /** The take's own address, for a cast about it. */
  shareUrl: string;
  /** Loudness of the take from 0 to 1, for the groove line. */
  peaks: readonly number[];
};

/** One coin's trade. It lives outside of the screen, so that a sheet may be closed while the trade settles. */
export type TradeSession = { subject: TradeSubject; state: Store<TradeState>; dispatch: (event: TradeEvent) => void };

const sessions = new Map<Address, TradeSession>();

/** The sheet on screen, if any. */
export const openSheetStore = createStore<TradeSession | null>(null);
/** Trades that were sent and have not landed, newest first. */
export const settlingStore = createStore<readonly TradeSession[]>([]);

/** A coin's trade: the one that is under way, or a new one. */
export function tradeSession(subject: TradeSubject, side: Side): TradeSession {
  const known = sessions.get(subject.coin.address);
  if (known && isUnderWay(known.state.get())) return known;
  const state = createStore(openTrade(side));
  const session: TradeSession = {
    subject,
    state,
    dispatch: event => {
      state.set(tradeReducer(state.get(), event));
      noteSettling();
    },
  };
  sessions.set(subject.coin.address, session);
  return session;
}

/** Opens the sheet on a coin. A trade of it that is under way is shown instead of a new one. */
export function openTradeSheet(subject: TradeSubject, side: Side): void {
  openSheetStore.set(tradeSession(subject, side));
}

export function closeTradeSheet(): void {
  openSheetStore.set(null);
}

/** From the press of the button until it landed or came back: the wallet may still be asking. */
function isUnderWay(state: TradeState): boolean {
  return state.step.name !== 'entry' && state.step.name !== 'landed';
}

export function isSettling(state: TradeState): boolean {
  return state.step.name === 'settling' || state.step.name === 'slow';
}

function noteSettling(): void {
  const now = [...sessions.values()].filter(session => isSettling(session.state.get())).reverse();
  const before = settlingStore.get();
  if (now.length !== before.length || now.some((session, i) => session !== before[i])) settlingStore.set(now);
}
