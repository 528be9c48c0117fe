import { callApi } from './api.ts';
import { ApiError } from './api-error.ts';
import { serverNow } from './clock.ts';
import { goOnAs } from './person.ts';
import { isFresh, readKept, type Session, STORAGE_KEY, sessionStore } from './session.ts';
import { sessionOf, signInAnswer } from './sign-in-answer.ts';
import { browserStorage } from './storage.ts';

/**
 * Renews a wallet's session with its refresh token; null when it is over for good. Tabs take turns, so that none uses a token that another has used up.
 * @throws ApiError when nobody answered: the session may still be good
 */
export async function refreshSession(session: Session): Promise<Session | null> {
  return inTurn(async () => {
    const kept = readKept(browserStorage.getItem(STORAGE_KEY)) ?? session;
    // The newer of both: a store that is full still holds the one before, whose token is used up.
    const current = kept.user.id === session.user.id && kept.expiresAt >= session.expiresAt ? kept : session;
    const renewedAlready: boolean = isFresh(current, serverNow() + RENEW_AHEAD_MS);
    if (renewedAlready) return settle(current);
    try {
      const body = { refresh_token: current.refreshToken };
      return settle(sessionOf(await callApi('session/refresh', { method: 'POST', body, auth: 'none', schema: signInAnswer })));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      return settle(null);
    }
  });
}

/** A session that lives longer than this was renewed by another tab just now. */
const RENEW_AHEAD_MS = 6 * 60_000;

function settle(session: Session | null): Session | null {
  if (session) goOnAs(session);
  else sessionStore.set(null);
  return session;
}

/** Web locks are missing on pages without https, as on a device in a test, and refused where storage is: there no tab shares the session either. */
async function inTurn<T>(act: () => Promise<T>): Promise<T> {
  if (!navigator.locks) return act();
  let begun = false;
  const begin = () => {
    begun = true;
    return act();
  };
  try {
    return (await navigator.locks.request(STORAGE_KEY, begin)) as T;
  } catch (error) {
    if (begun) throw error;
    return act();
  }
}
