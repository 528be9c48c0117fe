import { BaseError, UserRejectedRequestError } from 'viem';
import { WalletError } from './wallet-error.ts';

/** What went wrong at a wallet, in our words, whoever threw it. */
export function asWalletError(error: unknown): WalletError {
  if (error instanceof WalletError) return error;
  if (isDeclined(error)) return new WalletError('wallet/declined', 'You declined in your wallet. Nothing was spent.', error);
  const name = error instanceof Error ? error.name : '';
  if (/ProviderNotFound|ConnectorNotFound/.test(name)) return noWallet(error);
  if (/SwitchChain|ChainMismatch|ChainNotConfigured/.test(name)) {
    return new WalletError('wallet/wrong-chain', 'Your wallet is on another network. Switch it to Base, then try again.', error);
  }
  return new WalletError('wallet/failed', 'Your wallet did not answer as expected. Try again.', error);
}

/** Neither the host nor the browser has a wallet. */
export function noWallet(cause?: unknown): WalletError {
  return new WalletError('wallet/none', 'There is no wallet here. Open GigaVibe in Farcaster, where your wallet is.', cause);
}

/** Wallets word a refusal in many ways; its code is 4001 (EIP-1193), wherever it hides. */
function isDeclined(error: unknown): boolean {
  if (!(error instanceof BaseError)) return codeOf(error) === 4001;
  return error.walk(cause => cause instanceof UserRejectedRequestError || codeOf(cause) === 4001) !== null;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
