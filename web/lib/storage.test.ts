import { afterEach, expect, it, vi } from 'vitest';
import { keepSession, type Session, sessionStore } from './session.ts';
import { browserStorage, storageOf, tabStorage } from './storage.ts';

const session: Session = {
  accessToken: 'one',
  expiresAt: Date.now() + 3_600_000,
  refreshToken: 'two',
  signedBy: null,
  user: { id: 'u', fid: null, displayName: 'Mei', username: null, avatarUrl: null, walletAddress: null },
};

/** As browsers do where cookies are blocked: the very name throws. */
const refusing = {
  get localStorage(): Storage {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  },
  get sessionStorage(): Storage {
    throw new DOMException('The operation is insecure.', 'SecurityError');
  },
};

afterEach(() => {
  sessionStore.set(null);
  vi.unstubAllGlobals();
});

it.each([
  ['refused', refusing],
  ['not there', { localStorage: null, sessionStorage: null }],
])('the app starts and signs in where storage is %s', (_, window) => {
  vi.stubGlobal('window', window);
  keepSession(tabStorage, browserStorage);
  sessionStore.set(session);
  expect(sessionStore.get()).toBe(session);
  expect(browserStorage.getItem('gigavibe.session')).toBeNull();
});

it('a full store keeps nothing, and says nothing', () => {
  const full = storageOf(() => ({
    getItem: () => 'what was there',
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
    removeItem: () => undefined,
  }));
  full.setItem('a', 'b');
  expect(full.getItem('a')).toBe('what was there');
});
