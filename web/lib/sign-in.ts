import * as z from 'zod/mini';
import { callApi } from './api.ts';
import { ApiError } from './api-error.ts';
import { env } from './env.ts';
import { hostSdk } from './host.ts';
import { type Session, sessionStore } from './session.ts';

const answer = z.object({
  access_token: z.string(),
  expires_at: z.number(),
  user: z.object({
    id: z.uuid(),
    fid: z.number(),
    display_name: z.string(),
    username: z.nullable(z.string()),
    avatar_url: z.nullable(z.string()),
    wallet_address: z.nullable(z.string().check(z.regex(/^0x[0-9a-f]{40}$/))),
  }),
});

/** Sign-in did not happen. Codes: `identity/no-host`, `identity/declined`, `identity/failed`. */
export class SignInError extends Error {
  readonly code: 'identity/no-host' | 'identity/declined' | 'identity/failed';
  readonly retryable: boolean;

  constructor(code: SignInError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SignInError';
    this.code = code;
    this.retryable = code !== 'identity/no-host';
  }
}

/**
 * Asks the Farcaster host to vouch for the person and exchanges its word for a session.
 * @throws SignInError
 */
export async function signIn(): Promise<Session> {
  const sdk = await hostSdk();
  if (!sdk) throw new SignInError('identity/no-host', 'Open GigaVibe in Farcaster to sign in. You can look around without.');
  const token = await quickAuthToken(options => sdk.quickAuth.getToken(options));
  try {
    return await exchange(token);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    // The host may have handed out a token that it kept for too long: ask once for a new one.
    return exchange(await quickAuthToken(options => sdk.quickAuth.getToken(options), true));
  }
}

/** `force` is a word in the SDK's types; any word means a new token. */
type GetToken = (options: { quickAuthServerOrigin: string; force?: string }) => Promise<{ token: string }>;

async function quickAuthToken(getToken: GetToken, force = false): Promise<string> {
  try {
    return (await getToken({ quickAuthServerOrigin: env().quickAuthOrigin, ...(force && { force: 'new' }) })).token;
  } catch (cause) {
    if (isDeclined(cause)) throw new SignInError('identity/declined', 'You declined to sign in. Nothing has changed.', cause);
    throw new SignInError('identity/failed', 'Farcaster did not answer. Try again in a moment.', cause);
  }
}

/** The SDK's own error class may come from another copy of its module, so it is known by its name. */
export function isDeclined(error: unknown): boolean {
  return (
    error instanceof Error && /RejectedByUser|rejected_by_user/.test(`${error.constructor.name} ${error.name} ${error.message}`)
  );
}

async function exchange(token: string): Promise<Session> {
  const said = await callApi('session', { method: 'POST', body: { token }, auth: 'none', schema: answer });
  const session: Session = {
    accessToken: said.access_token,
    expiresAt: said.expires_at * 1000,
    user: {
      id: said.user.id,
      fid: said.user.fid,
      displayName: said.user.display_name,
      username: said.user.username,
      avatarUrl: said.user.avatar_url,
      walletAddress: said.user.wallet_address as `0x${string}` | null,
    },
  };
  sessionStore.set(session);
  return session;
}
