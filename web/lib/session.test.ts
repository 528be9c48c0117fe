import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dropSessionOfAnother, getSession, isFresh, keepSession, type Session, sessionStore } from './session.ts';

const NOW = 1_800_000_000_000;
const session: Session = {
  accessToken: 'token',
  expiresAt: NOW + 3_600_000,
  user: { id: 'u', fid: 5120, displayName: 'Jonas', username: 'jonas', avatarUrl: null, walletAddress: null },
};

function memory(kept?: string) {
  const values = new Map(kept === undefined ? [] : [['gigavibe.session', kept]]);
  return {
    values,
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  vi.stubGlobal('document', { visibilityState: 'hidden' });
});
afterEach(() => {
  sessionStore.set(null);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('session', () => {
  it('is over a little before its end', () => {
    expect(isFresh(session, session.expiresAt - 31_000)).toBe(true);
    expect(isFresh(session, session.expiresAt - 29_000)).toBe(false);
    expect(isFresh(null, NOW)).toBe(false);
  });

  it('survives a reload of its tab and is forgotten when dropped', () => {
    const storage = memory(JSON.stringify(session));
    keepSession(storage);
    expect(getSession()?.user.fid).toBe(5120);
    sessionStore.set(null);
    expect(storage.values.size).toBe(0);
  });

  it.each(['{', '{}', 'null', JSON.stringify({ ...session, expiresAt: NOW - 1 })])('does not take up %s', kept => {
    keepSession(memory(kept));
    expect(getSession()).toBeNull();
  });

  it('ends by itself', () => {
    keepSession(memory(JSON.stringify(session)));
    vi.advanceTimersByTime(3_600_000 - 30_000);
    expect(sessionStore.get()).toBeNull();
  });

  it('is not kept for another person at the same screen', () => {
    sessionStore.set(session);
    dropSessionOfAnother(5120);
    expect(getSession()).toBe(session);
    dropSessionOfAnother(3621);
    expect(getSession()).toBeNull();
  });
});
