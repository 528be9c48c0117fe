import { personStore } from '../../../lib/person.ts';
import { createStore, type Store } from '../../../lib/store.ts';
import type { Address } from '../coin.ts';
import type { Side } from './side.ts';
import { openTrade, tradeReducer } from './trade-reducer.ts';
import type { TradeSubject } from './trade-sheet-store.ts';
import type { TradeEvent, TradeState } from './trade-state.ts';

/** One coin's trade. It lives outside of the screen, so that a sheet may be closed while the trade settles. */
export type TradeSession = { subject: TradeSubject; state: Store<TradeState>; dispatch: (event: TradeEvent) => void };

/** What was submitted, by whose it was then and coin: who signs in next in this tab trades beside it. */
const sessions = new Map<string, TradeSession>();
const keyOf = (coin: Address) => `${personStore.get().id} ${coin}`;

/** Trades of whoever is here that were sent and have not landed, newest first. */
export const settlingStore = createStore<readonly TradeSession[]>([]);

/** A coin's trade: the one that is under way, the one of this side that says why it came back, or a new one. */
export function tradeSession(subject: TradeSubject, side: Side): TradeSession {
  const known = sessions.get(keyOf(subject.coin.address));
  if (known && (isUnderWay(known.state.get()) || saysWhy(known.state.get(), side))) return known;
  const state = createStore(openTrade(side));
  const session: TradeSession = {
    subject,
    state,
    dispatch: event => {
      const before = state.get();
      state.set(tradeReducer(before, event));
      if (!isUnderWay(before) && isUnderWay(state.get())) sessions.set(keyOf(subject.coin.address), session);
      noteSettling();
    },
  };
  return session;
}

/** From the press of the button until it landed or came back: the wallet may still be asking. */
function isUnderWay(state: TradeState): boolean {
  return state.step.name !== 'entry' && state.step.name !== 'landed';
}

/** It may have come back while its sheet was closed. */
function saysWhy(state: TradeState, side: Side): boolean {
  return state.notice !== null && state.side === side;
}

/** Whether a trade was sent and has not ended yet. */
export function isSettling(state: TradeState): boolean {
  return 'sentAt' in state.step;
}

function noteSettling(): void {
  const own = `${personStore.get().id} `;
  const now = [...sessions]
    .filter(([key, session]) => key.startsWith(own) && isSettling(session.state.get()))
    .map(([, session]) => session)
    .reverse();
  const before = settlingStore.get();
  if (now.length !== before.length || now.some((session, i) => session !== before[i])) settlingStore.set(now);
}
personStore.subscribe(noteSettling);
