import { beforeEach, expect, it } from 'vitest';
import { leaveTab } from '../../../lib/person.ts';
import { type Session, sessionStore } from '../../../lib/session.ts';
import { coinFixture } from '../testing/coin-fixture.ts';
import { NOW, quoteFixture, tradeProps } from '../testing/trade-props.ts';
import { settlingStore, type TradeSession, tradeSession } from './trade-session.ts';

const HASH = `0x${'1'.repeat(64)}` as const;
let coins = 0;
let session: TradeSession;

/** Nia's buy of a coin of its own that was sent. */
beforeEach(() => {
  leaveTab();
  sessionStore.set({ user: { id: 'nia', fid: null } } as Session);
  coins += 1;
  const coin = coinFixture({ address: `0x${String(coins).padStart(40, '0')}` });
  session = tradeSession({ ...tradeProps([]).subject, coin }, 'buy');
  session.dispatch({ type: 'quote', quote: quoteFixture(session.state.get()) });
  session.dispatch({ type: 'submit', at: NOW });
  session.dispatch({ type: 'confirming' });
  session.dispatch({ type: 'sent', hash: HASH, at: NOW });
});
const opened = (side: 'buy' | 'sell') => tradeSession(session.subject, side);

it('is the one that is under way, whichever side is asked for', () => {
  expect(settlingStore.get()).toContain(session);
  expect([opened('buy'), opened('sell')]).toEqual([session, session]);
});

it('still says why it did not go through when its sheet is opened again', () => {
  session.dispatch({ type: 'reverted', of: HASH, notice: { kind: 'reverted', fee: 1n } });
  expect(settlingStore.get()).not.toContain(session);
  expect(opened('buy').state.get().notice).toEqual({ kind: 'reverted', fee: 1n });
  expect(opened('sell').state.get()).toMatchObject({ side: 'sell', notice: null });
});

it("is another person's own: nobody else sees it settle, and it is there for them when they come back", () => {
  const signIn = (id: string) => sessionStore.set({ user: { id, fid: null } } as Session);
  leaveTab();
  signIn('jonas');
  expect(settlingStore.get()).toEqual([]);
  expect(opened('buy')).not.toBe(session);
  leaveTab();
  signIn('nia');
  expect(settlingStore.get()).toContain(session);
  leaveTab();
  session.dispatch({ type: 'reverted', of: HASH, notice: { kind: 'reverted', fee: 1n } });
  signIn('nia');
  expect(settlingStore.get()).not.toContain(session);
  expect(opened('buy')).toBe(session);
});

it('is a new one after it landed', () => {
  const landed = { hash: HASH, coinAmount: 1n, ether: 1n, expected: 1n, tookMs: 1, price: null };
  session.dispatch({ type: 'landed', of: HASH, landed });
  expect(opened('buy').state.get().step.name).toBe('entry');
});
