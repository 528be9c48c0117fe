import { aheadStore, serverNow, timeAskedStore } from './clock.ts';
import type { Keep } from './storage.ts';
import { createStore, useStore } from './store.ts';

export type SessionUser = {
  id: string;
  /** Null for somebody who came by wallet. */
  fid: number | null;
  displayName: string;
  username: string | null;
  avatarUrl: string | null;
  /** Lower case; the wallet that Farcaster verified last. It alone may approve a coin. */
  walletAddress: `0x${string}` | null;
};
export type Session = {
  accessToken: string;
  /** Unix ms. */
  expiresAt: number;
  /** Renews the session once. Null where Farcaster vouches again. */
  refreshToken: string | null;
  /** The wallet that signed in, lower case; null when Farcaster vouched. */
  signedBy: `0x${string}` | null;
  user: SessionUser;
};

export const STORAGE_KEY = 'gigavibe.session';
/** Calls take a while to arrive: a session this close to its end is already over. */
const MARGIN_MS = 30_000;
/** Renewed this long before the end, while the person is here. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** Who is signed in, or null. What Farcaster vouched for is kept for this tab, what a wallet opened for this browser. */
export const sessionStore = createStore<Session | null>(null);

/** Whether the session will still be accepted a moment from `now` (unix ms). */
export function isFresh(session: Session | null, now: number): session is Session {
  return session !== null && session.expiresAt - now > MARGIN_MS;
}

/** The session in force, or null. */
export function getSession(): Session | null {
  const session = sessionStore.get();
  return isFresh(session, serverNow()) ? session : null;
}

/** The same once it can be judged: one that is over by this device's clock is not, as long as the servers' time is on its way. */
export async function settledSession(): Promise<Session | null> {
  if (sessionStore.get() && !getSession()) await timeAsked();
  return getSession();
}

/** On a slow line nobody is kept waiting for good. */
const PATIENCE_MS = 3_000;

async function timeAsked(): Promise<void> {
  if (timeAskedStore.get()) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = timeAskedStore.subscribe(resolve);
  const timer = setTimeout(resolve, PATIENCE_MS);
  await promise;
  stop();
  clearTimeout(timer);
}

/** The session in force, followed by the component. One that was kept is taken to be so until it can be judged. */
export function useSession(): Session | null {
  const session = useStore(sessionStore);
  const asked = useStore(timeAskedStore);
  return !asked || isFresh(session, serverNow()) ? session : null;
}

type Ways = {
  /** Asks the person, as far as they have to be asked. */
  signIn: () => Promise<Session>;
  /** Goes on with a session without asking anybody. */
  renew: (session: Session) => Promise<unknown>;
};

let pending: Promise<Session> | undefined;
let ways: Ways = { signIn: () => Promise.reject(new Error('nobody said how to sign in')), renew: () => Promise.resolve() };

/** Says how a person is signed in; once, when the app starts. */
export function signInWith(how: Ways): void {
  ways = how;
}

/**
 * The session in force, or signs in now: for the first act of a person. Acts at the same time share one sign-in.
 * @throws SignInError when the person declines or there is nobody to ask.
 */
export async function requireSession(): Promise<Session> {
  const session = await settledSession();
  if (session) return session;
  pending ??= ways.signIn().finally(() => {
    pending = undefined;
  });
  return pending;
}

/** Takes up the session of this tab or browser after a reload, keeps storage in step, and ends or renews the session in time. */
export function keepSession(tab: Keep, browser: Keep): void {
  sessionStore.subscribe(() => {
    const session = sessionStore.get();
    const [here, elsewhere] = session?.refreshToken ? [browser, tab] : [tab, browser];
    elsewhere.removeItem(STORAGE_KEY);
    if (session) here.setItem(STORAGE_KEY, JSON.stringify(session));
    else here.removeItem(STORAGE_KEY);
    watchEnd(session);
  });
  for (const clock of [aheadStore, timeAskedStore]) clock.subscribe(() => watchEnd(sessionStore.get()));
  sessionStore.set(readKept(tab.getItem(STORAGE_KEY)) ?? readKept(browser.getItem(STORAGE_KEY)));
}

/** Another tab renewed or ended the session that they share. */
export function followOtherTabs(target: Pick<Window, 'addEventListener'>): void {
  target.addEventListener('storage', event => {
    const changed = event as StorageEvent;
    if (changed.key === STORAGE_KEY && sessionStore.get()?.refreshToken) sessionStore.set(readKept(changed.newValue));
  });
}

/** The person at this screen is another one than the session's: the host says so when its user changed. */
export function dropSessionOfAnother(fid: number): void {
  const session = sessionStore.get();
  if (session && session.user.fid !== fid) sessionStore.set(null);
}

let renewal: ReturnType<typeof setTimeout> | undefined;
let end: ReturnType<typeof setTimeout> | undefined;

/** Nobody is asked for a renewal, so an act in progress does not lose its session. One that can be renewed later is not forgotten at its end. */
function watchEnd(session: Session | null): void {
  clearTimeout(renewal);
  clearTimeout(end);
  if (!session || !timeAskedStore.get()) return;
  const left = session.expiresAt - serverNow();
  const renew = () => {
    if (document.visibilityState === 'visible') ways.renew(session).catch(() => undefined);
  };
  renewal = setTimeout(renew, Math.max(0, left - RENEW_BEFORE_MS));
  if (session.refreshToken) return;
  end = setTimeout(() => sessionStore.get() === session && sessionStore.set(null), Math.max(0, left - MARGIN_MS));
}

/** A session as storage holds it, or null. */
export function readKept(text: string | null): Session | null {
  if (!text) return null;
  try {
    const value = JSON.parse(text) as Session;
    return typeof value.accessToken === 'string' && typeof value.expiresAt === 'number' && typeof value.user?.id === 'string'
      ? value
      : null;
  } catch {
    return null;
  }
}
