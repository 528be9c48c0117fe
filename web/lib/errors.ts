import { ApiError } from './api-error.ts';

export type Words = {
  /** One short line: what happened. */
  title: string;
  /** What it means and what to do. */
  body: string;
  /** Whether offering the same act again makes sense. */
  retryable: boolean;
};

/** What to tell a person about an error. Errors of ours speak for themselves; others are described by what we know. */
export function wordsOf(error: unknown): Words {
  if (error instanceof ApiError) return { title: titleOf(error), body: error.message, retryable: error.retryable };
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[a-z]+\/[a-z-]+$/.test(error.code)) {
    return { title: 'This did not work', body: error.message, retryable: 'retryable' in error && error.retryable === true };
  }
  return {
    title: 'This did not work',
    body: 'A fault of ours stopped it. Nothing was changed. Try again, or reload the app.',
    retryable: true,
  };
}

function titleOf(error: ApiError): string {
  if (error.status === 0) return 'No connection';
  if (error.status === 401) return 'Sign in again';
  if (error.status >= 500) return 'GigaVibe is not answering';
  return 'This did not work';
}
