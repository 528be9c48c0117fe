import { type Address, BaseError, type Hash, type Hex, type TypedDataDefinition, UserRejectedRequestError } from 'viem';
import { base } from 'viem/chains';
import type { Config, Connector } from 'wagmi';
import {
  connect,
  disconnect,
  getConnection,
  reconnect,
  sendTransaction,
  signMessage,
  signTypedData,
  switchChain,
  watchConnection,
} from 'wagmi/actions';
import { hostSdk } from './host.ts';
import { rememberedWallet, rememberWallet } from './remembered-wallet.ts';
import { walletAddressStore, walletChainStore } from './wallet-address.ts';
import { createWalletConfig, walletsOf } from './wallet-config.ts';
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

export type WalletChoice = { id: string; name: string; icon: string | undefined };

/** The wallets of this browser. */
export async function walletChoices(): Promise<WalletChoice[]> {
  return walletsOf(await walletConfig()).map(({ id, name, icon }) => ({ id, name, icon: icon?.trim() }));
}

/**
 * The wallet on Base, connected if it was not. In a host this asks nothing. Elsewhere `id` names one of `walletChoices`; without it the one that
 * this browser signed in with is meant, or the only one.
 * @throws WalletError
 */
export async function connectWallet(id?: string): Promise<Address> {
  const wagmi = await walletConfig();
  const connected = getConnection(wagmi);
  const same = connected.status === 'connected' && (id === undefined || connected.connector.id === id);
  if (same && connected.chainId === base.id) return connected.address;
  try {
    if (same) {
      await switchChain(wagmi, { chainId: base.id });
      return connected.address;
    }
    if (connected.status === 'connected') await disconnect(wagmi);
    const connector = chosen(wagmi, id);
    if (!connector) throw new WalletError('wallet/none', NO_WALLET);
    const { accounts } = await connect(wagmi, { connector, chainId: base.id });
    walletAddressStore.set(accounts[0].toLowerCase() as Address);
    if (id !== undefined) rememberWallet(id);
    return accounts[0];
  } catch (error) {
    throw asWalletError(error);
  }
}

/** Takes up the wallet that this browser signed in with, if it lets us without asking anybody. */
export async function reconnectWallet(): Promise<void> {
  const wagmi = await walletConfig();
  const connector = rememberedWallet() === null ? undefined : chosen(wagmi);
  if (connector && getConnection(wagmi).status === 'disconnected') await reconnect(wagmi, { connectors: [connector] });
}

/** Lets the wallet go and forgets it. */
export async function forgetWallet(): Promise<void> {
  rememberWallet(null);
  await disconnect(await walletConfig()).catch(() => undefined);
  walletAddressStore.set(null);
}

function chosen(wagmi: Config, id: string | null = rememberedWallet()): Connector | undefined {
  const wallets = wagmi.connectors.length === 1 ? wagmi.connectors : walletsOf(wagmi);
  return wallets.find(wallet => wallet.id === id) ?? wallets[0];
}

/**
 * Asks the wallet to send a call on Base; resolves when it is on its way.
 * @throws WalletError
 */
export async function sendCall(call: { to: Address; data: Hex; value: bigint; gas?: bigint }): Promise<Hash> {
  const wagmi = await walletConfig();
  return orWalletError(sendTransaction(wagmi, { ...call, chainId: base.id }));
}

/**
 * Asks the wallet to sign EIP-712 data.
 * @throws WalletError
 */
export async function signTyped(data: TypedDataDefinition): Promise<Hex> {
  const wagmi = await walletConfig();
  return orWalletError(signTypedData(wagmi, data as Parameters<typeof signTypedData>[1]));
}

/**
 * Asks the wallet to sign a text (EIP-191).
 * @throws WalletError
 */
export async function signText(message: string): Promise<Hex> {
  return orWalletError(signMessage(await walletConfig(), { message }));
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

async function orWalletError<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    throw asWalletError(error);
  }
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
