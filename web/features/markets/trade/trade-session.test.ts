import { beforeEach, expect, it } from 'vitest';
import { goOnAs, leaveTab } from '../../../lib/person.ts';
import { type Session, sessionStore } from '../../../lib/session.ts';
import { coinFixture } from '../testing/coin-fixture.ts';
import { NOW, quoteFixture, tradeProps } from '../testing/trade-props.ts';
import { settlingStore, showsLanding, type TradeSession, tradeSession } from './trade-session.ts';

const HASH = `0x${'1'.repeat(64)}` as const;
let coins = 0;
let session: TradeSession;
let nia: string;
const sessionOf = (id: string) => ({ user: { id, fid: null } }) as Session;
const signIn = (id: string) => {
  leaveTab();
  sessionStore.set(sessionOf(id));
};

/** Nia's buy of a coin of its own that was sent. */
beforeEach(() => {
  coins += 1;
  nia = `nia ${coins}`;
  signIn(nia);
  const coin = coinFixture({ address: `0x${String(coins).padStart(40, '0')}` });
  session = tradeSession({ ...tradeProps([]).subject, coin }, 'buy');
  session.dispatch({ type: 'quote', quote: quoteFixture(session.state.get()) });
  session.dispatch({ type: 'submit', at: NOW });
  session.dispatch({ type: 'confirming' });
  session.dispatch({ type: 'sent', hash: HASH, at: NOW });
});
const landed = { hash: HASH, coinAmount: 1n, ether: 1n, expected: 1n, tookMs: 1, price: null };
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
  signIn('jonas');
  expect(settlingStore.get()).toEqual([]);
  expect(opened('buy')).not.toBe(session);
  signIn(nia);
  expect(settlingStore.get()).toContain(session);
  leaveTab();
  session.dispatch({ type: 'reverted', of: HASH, notice: { kind: 'reverted', fee: 1n } });
  signIn(nia);
  expect(settlingStore.get()).not.toContain(session);
  expect(opened('buy')).toBe(session);
});

it('goes on with a person whose account joined another meanwhile', () => {
  goOnAs(sessionOf('nia-of-farcaster'));
  expect(settlingStore.get()).toContain(session);
  expect(opened('buy')).toBe(session);
});

it('is the one under way also where the joined account traded the same coin meanwhile', () => {
  signIn('kim');
  const failed = opened('buy');
  failed.dispatch({ type: 'quote', quote: quoteFixture(failed.state.get()) });
  failed.dispatch({ type: 'submit', at: NOW });
  failed.dispatch({ type: 'stopped', notice: { kind: 'declined' } });
  signIn(nia);
  goOnAs(sessionOf('kim'));
  expect(opened('buy')).toBe(session);
});

it('is a new one after it landed', () => {
  session.dispatch({ type: 'landed', of: HASH, landed });
  expect(opened('buy').state.get().step.name).toBe('entry');
});

it('is seen to land on an open screen alone, and not where a newer one stands', () => {
  session.screens.open = 1;
  const other = `0x${'2'.repeat(64)}` as const;
  session.dispatch({ type: 'landed', of: other, landed: { ...landed, hash: other } });
  expect(showsLanding(session, other)).toBe(false);
  session.dispatch({ type: 'landed', of: HASH, landed });
  expect([showsLanding(session, HASH), showsLanding(session, other)]).toEqual([true, false]);
  session.screens.open = 0;
  expect(showsLanding(session, HASH)).toBe(false);
});
