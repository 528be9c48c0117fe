import { belongsHere, personStore } from '../../../lib/person.ts';
import { createStore, type Store } from '../../../lib/store.ts';
import type { Side } from './side.ts';
import { openTrade, tradeReducer } from './trade-reducer.ts';
import type { TradeSubject } from './trade-sheet-store.ts';
import type { Hash, TradeEvent, TradeState } from './trade-state.ts';

/** One coin's trade. It lives outside of the screen, so that a sheet may be closed while the trade settles. */
export type TradeSession = {
  subject: TradeSubject;
  state: Store<TradeState>;
  dispatch: (event: TradeEvent) => void;
  /** How many screens show it now. */
  screens: { open: number };
};

/** What was submitted, with whose it was then: who signs in next in this tab trades beside it. */
const sessions = new Map<TradeSession, string | null>();

/** Those of whoever is here, newest first. */
const ownSessions = () => [...sessions].flatMap(([session, owner]) => (belongsHere(owner) ? [session] : [])).reverse();

/** Trades of whoever is here that were sent and have not landed, newest first. */
export const settlingStore = createStore<readonly TradeSession[]>([]);

/** A coin's trade: the one that is under way, the one of this side that says why it came back, or a new one. */
export function tradeSession(subject: TradeSubject, side: Side): TradeSession {
  const known = ownSessions().filter(session => session.subject.coin.address === subject.coin.address);
  const underWay = known.find(session => isUnderWay(session.state.get()));
  if (underWay) return underWay;
  if (known[0] && saysWhy(known[0].state.get(), side)) return known[0];
  const state = createStore(openTrade(side));
  const session: TradeSession = {
    subject,
    state,
    screens: { open: 0 },
    dispatch: event => {
      const before = state.get();
      state.set(tradeReducer(before, event));
      if (!isUnderWay(before) && isUnderWay(state.get())) sessions.set(session, personStore.get().id);
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

/** Whether a screen shows that this very trade landed, and not a newer one that was begun in its place. */
export function showsLanding({ state, screens }: TradeSession, hash: Hash): boolean {
  const { step } = state.get();
  return screens.open > 0 && step.name === 'landed' && step.landed.hash === hash;
}

function noteSettling(): void {
  const now = ownSessions().filter(session => isSettling(session.state.get()));
  const before = settlingStore.get();
  if (now.length !== before.length || now.some((session, i) => session !== before[i])) settlingStore.set(now);
}
personStore.subscribe(noteSettling);
