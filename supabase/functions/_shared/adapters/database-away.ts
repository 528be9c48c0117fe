import { AppError } from '../../../../shared/kernel/app-error.ts';

/** Codes of a connection that could not be made or was lost: `connectDatabase`'s own and the socket's. */
const CONNECTION_CODES = new Set(['CONNECTION_CLOSED', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT']);

/** SQLSTATE of a server that shuts down, starts up, is full, took too long, or chose us as a deadlock's victim. */
const SERVER_CODES = /^(08...|57P0[1-5]|57014|53...|40001|40P01)$/;

/** A retryable 503 when `error` says that the database is away for now; null for any other error, ours included. */
export function databaseAway(error: unknown): AppError | null {
  const codes = [error, ...(error instanceof AggregateError ? error.errors : [])].map(codeOf);
  const away = codes.find(code => code !== null && (CONNECTION_CODES.has(code) || SERVER_CODES.test(code)));
  if (!away) return null;
  const message = 'The database does not answer right now. Please try again in a moment.';
  return new AppError('database/away', message, { status: 503, retryable: true, facts: { code: away }, cause: error });
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
