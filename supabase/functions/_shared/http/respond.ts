import { AppError, invalidInput } from '../../../../shared/kernel/app-error.ts';
import { databaseAway } from '../adapters/database-away.ts';

/** What every door says when something is wrong. */
export type ErrorBody = { error: { code: string; message: string; retryable: boolean } };

/** JSON, with bigint as a decimal string. */
export function json(body: unknown, init: ResponseInit = {}): Response {
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json; charset=utf-8');
  const text = JSON.stringify(body, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
  return new Response(text, { ...init, headers });
}

/**
 * The answer for a failure. Only an `AppError` speaks for itself; a database that is away is a retryable 503, a text that it cannot keep a 400;
 * everything else is a 500 that says nothing of what went wrong inside.
 */
export function errorResponse(error: unknown): Response {
  const known = error instanceof AppError ? error : (databaseAway(error) ?? textRefused(error));
  const { status, code, message, retryable } = known ?? {
    status: 500,
    code: 'internal',
    message: 'This failed on our side. Try again in a moment.',
    retryable: true,
  };
  const body: ErrorBody = { error: { code, message, retryable } };
  const wait = Number(known?.facts.retryAfterMs ?? 1000);
  const headers = { 'retry-after': String(Math.ceil(wait / 1000)) };
  return json(body, { status, ...((status === 503 || status === 429) && { headers }) });
}

/** SQLSTATE of a NUL in a text, and of one in JSON. */
const NO_TEXT = new Set(['22021', '22P05']);

/** JSON and addresses may hold a NUL, texts of Postgres may not: whoever sends one is told. */
function textRefused(error: unknown): AppError | null {
  if (!(error instanceof Error && 'code' in error && NO_TEXT.has(String(error.code)))) return null;
  return invalidInput('http/invalid-text', 'A text holds a character that cannot be kept.');
}
