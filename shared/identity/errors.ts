import { AppError, invalidInput } from '../kernel/app-error.ts';

/** 401: the Quick Auth token is malformed, forged, for another app, or over. Which of these is nobody's business. */
export function invalidToken(cause?: unknown): AppError {
  return new AppError('identity/invalid-token', 'This sign-in is not valid or is over. Please sign in again.', {
    status: 401,
    cause,
  });
}

/** 503: Quick Auth's keys cannot be read: nobody can be checked for now. */
export function signInAway(cause?: unknown): AppError {
  const message = 'Farcaster sign-in does not answer right now. Please try again in a moment.';
  return new AppError('identity/sign-in-away', message, { status: 503, retryable: true, cause });
}

/** 503: Neynar does not answer, or not with what it promises. */
export function profileAway(facts: Record<string, unknown>, cause?: unknown): AppError {
  const message = 'Your Farcaster profile cannot be read right now. Please try again in a moment.';
  return new AppError('identity/profile-away', message, { status: 503, retryable: true, facts, cause });
}

/** 401: a wallet's message is not the one that we asked for: another site, another network, too old, used, not signed. */
export function invalidProof(reason: string, cause?: unknown): AppError {
  const message = 'This wallet signature is not valid or is over. Nothing has changed. Please sign again.';
  return new AppError('identity/invalid-proof', message, { status: 401, facts: { reason }, cause });
}

/** 401: the refresh token is unknown, used or over, or the session was ended. */
export function sessionOver(): AppError {
  return new AppError('identity/session-over', 'You were signed out. Please sign in again.', { status: 401 });
}

/** 409: a wallet signs in to one account. To bring both together, both must be signed in. */
export function walletElsewhere(): AppError {
  const message = 'This wallet already has an account here. Sign in with it once more to join the two.';
  return new AppError('identity/wallet-elsewhere', message, { status: 409 });
}

/** 409: two accounts with a fid each are two people, and are never joined. */
export function twoFarcasterAccounts(): AppError {
  const message = 'Both accounts belong to a Farcaster account of their own, so they stay two. Nothing has changed.';
  return new AppError('identity/two-farcaster-accounts', message, { status: 409 });
}

/** 409: without it, nobody could sign in to this account again. */
export function lastWallet(): AppError {
  const message = 'This wallet is the only way into your account. Add another one first, or delete the account.';
  return new AppError('identity/last-wallet', message, { status: 409 });
}

/** 404: the wallet is nobody's, or another person's; the two are not told apart. */
export function noSuchWallet(): AppError {
  return new AppError('identity/no-such-wallet', 'This wallet is not one of yours.', { status: 404 });
}

/** 400: a name, picture or text that a profile does not take; `message` says which. */
export function badProfile(message: string): AppError {
  return invalidInput('identity/bad-profile', message);
}
