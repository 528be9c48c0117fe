/**
 * Codes: `wallet/none` no wallet here, `wallet/declined` the person said no, `wallet/wrong-chain` it would not come to Base,
 * `wallet/other-account` its account was changed, `wallet/failed`.
 */
export class WalletError extends Error {
  readonly code: 'wallet/none' | 'wallet/declined' | 'wallet/wrong-chain' | 'wallet/other-account' | 'wallet/failed';
  readonly retryable: boolean;

  constructor(code: WalletError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'WalletError';
    this.code = code;
    this.retryable = code !== 'wallet/none';
  }
}
