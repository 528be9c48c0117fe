import { createStore, useStore } from './store.ts';

export type SessionUser = {
  id: string;
  fid: number;
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
  user: SessionUser;
};

const STORAGE_KEY = 'gigavibe.session';
/** Calls take a while to arrive: a session this close to its end is already over. */
const MARGIN_MS = 30_000;
/** Renewed this long before the end, while the person is here. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** Who is signed in, or null. Kept for this tab only. */
export const sessionStore = createStore<Session | null>(null);

/** Whether the session will still be accepted a moment from `now` (unix ms). */
export function isFresh(session: Session | null, now: number): session is Session {
  return session !== null && session.expiresAt - now > MARGIN_MS;
}

/** The session in force, or null. */
export function getSession(): Session | null {
  const session = sessionStore.get();
  return isFresh(session, Date.now()) ? session : null;
}

/** The session in force, followed by the component. */
export function useSession(): Session | null {
  const session = useStore(sessionStore);
  return isFresh(session, Date.now()) ? session : null;
}

let pending: Promise<Session> | undefined;
let signIn: () => Promise<Session> = () => Promise.reject(new Error('nobody said how to sign in'));

/** Says how a person is signed in; once, when the app starts. */
export function signInWith(how: () => Promise<Session>): void {
  signIn = how;
}

/**
 * The session in force, or signs in now: for the first act of a person. Acts at the same time share one sign-in.
 * @throws SignInError when the person declines or there is nobody to ask.
 */
export async function requireSession(): Promise<Session> {
  const session = getSession();
  if (session) return session;
  pending ??= signIn().finally(() => {
    pending = undefined;
  });
  return pending;
}

/** Takes up the session of this tab after a reload, keeps storage in step, and ends or renews the session in time. */
export function keepSession(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): void {
  sessionStore.subscribe(() => {
    const session = sessionStore.get();
    if (session) storage.setItem(STORAGE_KEY, JSON.stringify(session));
    else storage.removeItem(STORAGE_KEY);
    watchEnd(session);
  });
  const kept = readKept(storage.getItem(STORAGE_KEY));
  if (isFresh(kept, Date.now())) sessionStore.set(kept);
}

/** The person at this screen is another one than the session's: the host says so when its user changed. */
export function dropSessionOfAnother(fid: number): void {
  const session = sessionStore.get();
  if (session && session.user.fid !== fid) sessionStore.set(null);
}

let renewal: ReturnType<typeof setTimeout> | undefined;
let end: ReturnType<typeof setTimeout> | undefined;

/** Hosts vouch again without asking once the person has agreed, so an act in progress does not lose its session. */
function watchEnd(session: Session | null): void {
  clearTimeout(renewal);
  clearTimeout(end);
  if (!session) return;
  const left = session.expiresAt - Date.now();
  renewal = setTimeout(
    () => {
      if (document.visibilityState === 'visible') signIn().catch(() => undefined);
    },
    Math.max(0, left - RENEW_BEFORE_MS),
  );
  end = setTimeout(() => sessionStore.get() === session && sessionStore.set(null), Math.max(0, left - MARGIN_MS));
}

function readKept(text: string | null): Session | null {
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
