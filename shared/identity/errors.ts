import { AppError } from '../kernel/app-error.ts';

/** The Quick Auth token is malformed, forged, for another app, or over. Which of these is nobody's business. */
export function invalidToken(cause?: unknown): AppError {
  return new AppError('identity/invalid-token', 'This sign-in is not valid or is over. Please sign in again.', {
    status: 401,
    cause,
  });
}

/** Quick Auth's keys cannot be read: nobody can be checked for now. */
export function signInAway(cause?: unknown): AppError {
  const message = 'Farcaster sign-in does not answer right now. Please try again in a moment.';
  return new AppError('identity/sign-in-away', message, { status: 503, retryable: true, cause });
}

/** Neynar does not answer, or not with what it promises. */
export function profileAway(facts: Record<string, unknown>, cause?: unknown): AppError {
  const message = 'Your Farcaster profile cannot be read right now. Please try again in a moment.';
  return new AppError('identity/profile-away', message, { status: 503, retryable: true, facts, cause });
}
