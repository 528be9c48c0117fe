import { callApi } from './api.ts';
import { ApiError } from './api-error.ts';
import { env } from './env.ts';
import { hostSdk } from './host.ts';
import { refreshSession } from './refresh-session.ts';
import { type Session, sessionStore } from './session.ts';
import { sessionOf, signInAnswer } from './sign-in-answer.ts';
import { SignInError } from './sign-in-error.ts';
import { askToSignIn } from './sign-in-sheet.ts';

/**
 * In a Farcaster host: asks it to vouch for the person and exchanges its word for a session. Elsewhere: goes on with the wallet's
 * session, or shows the sheet that asks for a wallet.
 * @throws SignInError, ApiError
 */
export async function signIn(): Promise<Session> {
  const sdk = await hostSdk().catch(cause => {
    throw noAnswer(cause);
  });
  if (!sdk) {
    const kept = sessionStore.get();
    return (kept?.refreshToken ? await refreshSession(kept) : null) ?? askToSignIn();
  }
  const token = await quickAuthToken(options => sdk.quickAuth.getToken(options));
  try {
    return await exchange(token);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    // The host may have handed out a token that it kept for too long: ask once for a new one.
    return exchange(await quickAuthToken(options => sdk.quickAuth.getToken(options), true));
  }
}

/** Goes on with a session without asking: hosts vouch again once the person has agreed, a wallet's session has its refresh token. */
export async function renew(session: Session): Promise<void> {
  await (session.refreshToken ? refreshSession(session) : signIn());
}

/** `force` is a word in the SDK's types; any word means a new token. */
type GetToken = (options: { quickAuthServerOrigin: string; force?: string }) => Promise<{ token: string }>;

async function quickAuthToken(getToken: GetToken, force = false): Promise<string> {
  try {
    return (await getToken({ quickAuthServerOrigin: env().quickAuthOrigin, ...(force && { force: 'new' }) })).token;
  } catch (cause) {
    if (isDeclined(cause)) throw new SignInError('identity/declined', 'You declined to sign in. Nothing has changed.', cause);
    throw noAnswer(cause);
  }
}

const noAnswer = (cause: unknown) =>
  new SignInError('identity/failed', 'Farcaster did not answer. Try again in a moment.', cause);

/** The SDK's own error class may come from another copy of its module, so it is known by its name. */
function isDeclined(error: unknown): boolean {
  return (
    error instanceof Error && /RejectedByUser|rejected_by_user/.test(`${error.constructor.name} ${error.name} ${error.message}`)
  );
}

async function exchange(token: string): Promise<Session> {
  const session = sessionOf(await callApi('session', { method: 'POST', body: { token }, auth: 'none', schema: signInAnswer }));
  sessionStore.set(session);
  return session;
}
