/** Sign-in did not happen. Codes: `identity/declined`, `identity/failed`. */
export class SignInError extends Error {
  readonly code: 'identity/declined' | 'identity/failed';
  readonly retryable = true;

  constructor(code: SignInError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'SignInError';
    this.code = code;
  }
}
