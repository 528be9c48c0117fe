import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aheadStore, timeAskedStore } from './clock.ts';
import {
  dropSessionOfAnother,
  followOtherTabs,
  getSession,
  isFresh,
  keepSession,
  requireSession,
  type Session,
  sessionStore,
  settledSession,
  signInWith,
} from './session.ts';

const NOW = 1_800_000_000_000;
const session: Session = {
  accessToken: 'token',
  expiresAt: NOW + 3_600_000,
  refreshToken: null,
  signedBy: null,
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
  timeAskedStore.set(true);
  vi.stubGlobal('document', { visibilityState: 'hidden' });
});
afterEach(() => {
  aheadStore.set(0);
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
    keepSession(storage, memory());
    expect(getSession()?.user.fid).toBe(5120);
    sessionStore.set(null);
    expect(storage.values.size).toBe(0);
  });

  it.each(['{', '{}', 'null', JSON.stringify({ ...session, expiresAt: NOW - 1 })])('does not take up %s', kept => {
    keepSession(memory(kept), memory(kept));
    expect(getSession()).toBeNull();
  });

  it('ends by itself', () => {
    keepSession(memory(JSON.stringify(session)), memory());
    vi.advanceTimersByTime(3_600_000 - 30_000);
    expect(sessionStore.get()).toBeNull();
  });

  it('is neither dropped nor asked for again on a device that is ahead, before the servers’ time is known', async () => {
    timeAskedStore.set(false);
    vi.setSystemTime(NOW + 5_400_000);
    vi.stubGlobal('document', { visibilityState: 'visible' });
    const unasked = async () => expect.unreachable('nobody has to be asked');
    signInWith({ signIn: unasked, renew: unasked });
    const kept = memory(JSON.stringify(session));
    keepSession(kept, memory());
    vi.advanceTimersByTime(1_000);
    const act = requireSession();
    aheadStore.set(-5_400_000);
    timeAskedStore.set(true);
    expect(await act).toEqual(session);
    vi.advanceTimersByTime(1_000);
    expect([getSession(), kept.values.size]).toEqual([session, 1]);
  });

  it('that was kept too long is over once the servers’ time is known, or as soon as it cannot be asked', async () => {
    timeAskedStore.set(false);
    vi.setSystemTime(NOW + 5_400_000);
    const kept = memory(JSON.stringify(session));
    keepSession(kept, memory());
    const slow = settledSession();
    vi.advanceTimersByTime(3_000);
    expect([await slow, kept.values.size]).toEqual([null, 1]);
    timeAskedStore.set(true);
    vi.advanceTimersByTime(0);
    expect([await settledSession(), kept.values.size]).toEqual([null, 0]);
  });

  it('ends by the servers’ time, as soon as that is known', () => {
    keepSession(memory(JSON.stringify(session)), memory());
    aheadStore.set(-1_800_000);
    vi.advanceTimersByTime(3_600_000);
    expect(getSession()).toEqual(session);
    aheadStore.set(0);
    vi.advanceTimersByTime(0);
    expect(sessionStore.get()).toBeNull();
  });

  it('of a wallet is kept for the browser, renewed without asking, and not forgotten while it can be', () => {
    vi.stubGlobal('document', { visibilityState: 'visible' });
    const renewed: Session[] = [];
    signInWith({ signIn: () => expect.unreachable(), renew: async old => void renewed.push(old) });
    const [tab, browser] = [memory(), memory()];
    const own = { ...session, refreshToken: 'once', signedBy: '0xa1' as const };
    keepSession(tab, browser);
    sessionStore.set(own);
    expect([tab.values.size, browser.values.size]).toEqual([0, 1]);
    vi.advanceTimersByTime(3_600_000);
    expect(renewed).toEqual([own]);
    expect(getSession()).toBeNull();
    expect(sessionStore.get()).toBe(own);
    sessionStore.set(null);
    expect(browser.values.size).toBe(0);
    keepSession(memory(), memory(JSON.stringify({ ...own, expiresAt: NOW })));
    expect(sessionStore.get()?.refreshToken).toBe('once');
  });

  it('follows what another tab did with it', () => {
    let tell: (event: unknown) => void = () => {};
    followOtherTabs({
      addEventListener: ((_: string, listener: typeof tell) => (tell = listener)) as Window['addEventListener'],
    });
    const change = (newValue: string | null, key = 'gigavibe.session') => tell({ key, newValue });
    sessionStore.set(session);
    change(null);
    expect(getSession()).toBe(session);
    sessionStore.set({ ...session, refreshToken: 'first' });
    change(null, 'other');
    expect(sessionStore.get()?.refreshToken).toBe('first');
    change(JSON.stringify({ ...session, refreshToken: 'second' }));
    expect(sessionStore.get()?.refreshToken).toBe('second');
    change(null);
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
