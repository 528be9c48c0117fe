/**
 * A failure that a caller can act on. `code` is stable (`domain/what`), `message` says what happened and what to do,
 * `status` is the HTTP status that it maps to, `retryable` tells whether the same call may succeed later.
 */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryable: boolean;
  /** Facts for logs and tests; never shown to people. */
  readonly facts: Record<string, unknown>;

  constructor(
    code: string,
    message: string,
    options: { status: number; retryable?: boolean; facts?: Record<string, unknown>; cause?: unknown },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.status = options.status;
    this.retryable = options.retryable ?? false;
    this.facts = options.facts ?? {};
  }
}

/** Input that no retry will make good: 400. */
export function invalidInput(code: string, message: string, facts?: Record<string, unknown>): AppError {
  return new AppError(code, message, { status: 400, ...(facts && { facts }) });
}
