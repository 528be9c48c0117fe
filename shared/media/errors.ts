import { AppError } from '../kernel/app-error.ts';
import { type Problem, problemWords } from './judge-media.ts';
import type { Purpose } from './schema.ts';

/** The file is none that we take. */
export function badMedia(problem: Problem, purpose: Purpose): AppError {
  return new AppError(`media/${problem}`, problemWords(problem, purpose), { status: 422 });
}

/** The person's day is full. */
export function overQuota(): AppError {
  const message = 'You have uploaded as much as a day allows. Your take stays on this device; upload it tomorrow.';
  return new AppError('media/quota', message, { status: 429 });
}

export function noSuchFile(): AppError {
  return new AppError('media/no-such-file', 'This file is not one of yours.', { status: 404 });
}

/** Nobody has the block yet, or nobody can be asked. */
export function blockAway(cid: string, cause?: unknown): AppError {
  const message = 'The file cannot be read from IPFS right now. Nothing was lost; please try again in a moment.';
  return new AppError('media/away', message, { status: 503, retryable: true, facts: { cid }, cause });
}
