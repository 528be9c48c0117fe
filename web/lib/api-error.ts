/** What one of our doors answered instead of what was asked. `code` is stable, `message` is fit to be shown. */
export class ApiError extends Error {
  readonly code: string;
  /** HTTP status; 0 when there was no answer at all. */
  readonly status: number;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: { status: number; retryable: boolean; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ApiError';
    this.code = code;
    this.status = options.status;
    this.retryable = options.retryable;
  }
}

/** Nobody answered: the network is away, or the address is. */
export function unreachable(cause?: unknown): ApiError {
  return new ApiError('network/unreachable', 'We cannot reach GigaVibe. Check your connection, then try again.', {
    status: 0,
    retryable: true,
    cause,
  });
}
