import { AppError } from '../kernel/app-error.ts';
import { type Problem, problemWords } from './judge-media.ts';
import type { Purpose } from './schema.ts';

/** 422: the file is none that we take. */
export function badMedia(problem: Problem, purpose: Purpose): AppError {
  return new AppError(`media/${problem}`, problemWords(problem, purpose), { status: 422 });
}

/** 429: the person's day is full. */
export function overQuota(): AppError {
  const message = 'You have uploaded as much as a day allows. Your take stays on this device; upload it tomorrow.';
  return new AppError('media/quota', message, { status: 429 });
}

/** 404: there is no such file, or it is another person's; the two are not told apart. */
export function noSuchFile(): AppError {
  return new AppError('media/no-such-file', 'This file is not one of yours.', { status: 404 });
}

/** 503: nobody has the block yet, or nobody can be asked. */
export function blockAway(cid: string, cause?: unknown): AppError {
  const message = 'The file cannot be read from IPFS right now. Nothing was lost; please try again in a moment.';
  return new AppError('media/away', message, { status: 503, retryable: true, facts: { cid }, cause });
}
