import { type Address, BaseError, type Hash, type Hex, type TypedDataDefinition, UserRejectedRequestError } from 'viem';
import { base } from 'viem/chains';
import type { Config } from 'wagmi';
import { connect, getConnection, sendTransaction, signTypedData, switchChain, watchConnection } from 'wagmi/actions';
import { hostSdk } from './host.ts';
import { walletAddressStore, walletChainStore } from './wallet-address.ts';
import { createWalletConfig } from './wallet-config.ts';
import { WalletError } from './wallet-error.ts';

let config: Promise<Config> | undefined;

function walletConfig(): Promise<Config> {
  config ??= hostSdk().then(sdk => {
    const made = createWalletConfig(sdk !== null);
    watchConnection(made, {
      onChange: now => {
        walletAddressStore.set((now.address?.toLowerCase() as Address | undefined) ?? null);
        walletChainStore.set(now.chainId ?? null);
      },
    });
    return made;
  });
  return config;
}

/**
 * The wallet on Base, connected if it was not. In a host this asks nothing.
 * @throws WalletError
 */
export async function connectWallet(): Promise<Address> {
  const wagmi = await walletConfig();
  const connected = getConnection(wagmi);
  if (connected.status === 'connected' && connected.chainId === base.id) return connected.address;
  try {
    if (connected.status === 'connected') {
      await switchChain(wagmi, { chainId: base.id });
      return connected.address;
    }
    const connector = wagmi.connectors[0];
    if (!connector) throw new WalletError('wallet/none', NO_WALLET);
    const { accounts } = await connect(wagmi, { connector, chainId: base.id });
    walletAddressStore.set(accounts[0].toLowerCase() as Address);
    return accounts[0];
  } catch (error) {
    throw asWalletError(error);
  }
}

/**
 * Asks the wallet to send a call on Base; resolves when it is on its way.
 * @throws WalletError
 */
export async function sendCall(call: { to: Address; data: Hex; value: bigint; gas?: bigint }): Promise<Hash> {
  const wagmi = await walletConfig();
  try {
    return await sendTransaction(wagmi, { ...call, chainId: base.id });
  } catch (error) {
    throw asWalletError(error);
  }
}

/**
 * Asks the wallet to sign EIP-712 data.
 * @throws WalletError
 */
export async function signTyped(data: TypedDataDefinition): Promise<Hex> {
  const wagmi = await walletConfig();
  try {
    return await signTypedData(wagmi, data as Parameters<typeof signTypedData>[1]);
  } catch (error) {
    throw asWalletError(error);
  }
}

const NO_WALLET = 'There is no wallet here. Open GigaVibe in Farcaster, where your wallet is.';

/** Wallets word a refusal in many ways; its code is 4001 (EIP-1193), wherever it hides. */
export function isDeclined(error: unknown): boolean {
  if (error instanceof WalletError) return error.code === 'wallet/declined';
  if (error instanceof BaseError) {
    const found = error.walk(cause => cause instanceof UserRejectedRequestError || codeOf(cause) === 4001);
    return found !== null;
  }
  return codeOf(error) === 4001;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function asWalletError(error: unknown): WalletError {
  if (error instanceof WalletError) return error;
  if (isDeclined(error)) return new WalletError('wallet/declined', 'You declined in your wallet. Nothing was spent.', error);
  const name = error instanceof Error ? error.name : '';
  if (/ProviderNotFound|ConnectorNotFound/.test(name)) return new WalletError('wallet/none', NO_WALLET, error);
  if (/SwitchChain|ChainMismatch|ChainNotConfigured/.test(name)) {
    return new WalletError('wallet/wrong-chain', 'Your wallet is on another network. Switch it to Base, then try again.', error);
  }
  return new WalletError('wallet/failed', 'Your wallet did not answer as expected. Nothing was spent. Try again.', error);
}
