import type { Address, Hash, Hex, TypedDataDefinition } from 'viem';
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
import { once } from '../../shared/kernel/once.ts';
import { asWalletError, noWallet } from './as-wallet-error.ts';
import { hostSdk } from './host.ts';
import { rememberedWallet, rememberWallet } from './remembered-wallet.ts';
import { shortAddress } from './short-address.ts';
import { walletAddressStore, walletChainStore } from './wallet-address.ts';
import { createWalletConfig, walletsOf } from './wallet-config.ts';
import { WalletError } from './wallet-error.ts';

const walletConfig = once(async (): Promise<Config> => {
  const sdk = await hostSdk().catch(cause => {
    throw asWalletError(cause);
  });
  const made = createWalletConfig(sdk !== null);
  watchConnection(made, {
    onChange: now => {
      walletAddressStore.set((now.address?.toLowerCase() as Address | undefined) ?? null);
      walletChainStore.set(now.chainId ?? null);
    },
  });
  return made;
});

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
    if (!connector) throw noWallet();
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
  await walletConfig()
    .then(disconnect)
    .catch(() => undefined);
  walletAddressStore.set(null);
}

function chosen(wagmi: Config, id: string | null = rememberedWallet()): Connector | undefined {
  const wallets = wagmi.connectors.length === 1 ? wagmi.connectors : walletsOf(wagmi);
  return wallets.find(wallet => wallet.id === id) ?? wallets[0];
}

/**
 * Asks the wallet to send a call on Base from this account; resolves when it is on its way.
 * @throws WalletError
 */
export async function sendCall(account: Address, call: { to: Address; data: Hex; value: bigint; gas?: bigint }): Promise<Hash> {
  const wagmi = await walletConfig();
  return asAccount(wagmi, account, () => sendTransaction(wagmi, { ...call, account, chainId: base.id }));
}

/**
 * Asks this account's wallet to sign EIP-712 data.
 * @throws WalletError
 */
export async function signTyped(account: Address, data: TypedDataDefinition): Promise<Hex> {
  const wagmi = await walletConfig();
  return asAccount(wagmi, account, () => signTypedData(wagmi, { ...data, account } as Parameters<typeof signTypedData>[1]));
}

/**
 * Asks this account's wallet to sign a text (EIP-191).
 * @throws WalletError
 */
export async function signText(account: Address, message: string): Promise<Hex> {
  const wagmi = await walletConfig();
  return asAccount(wagmi, account, () => signMessage(wagmi, { message, account }));
}

/**
 * Asks the wallet while its account in use is the one that is meant. The account is named in what is asked, too, but some wallets
 * would go on with another one that they also let us use.
 */
async function asAccount<T>(wagmi: Config, account: Address, ask: () => Promise<T>): Promise<T> {
  try {
    const now = (await getConnection(wagmi).connector?.getAccounts())?.[0];
    if (now && now.toLowerCase() !== account.toLowerCase()) throw otherAccount(account, now);
    return await ask();
  } catch (error) {
    throw error instanceof Error && error.name === 'ConnectorAccountNotFoundError' ? otherAccount(account) : asWalletError(error);
  }
}

function otherAccount(meant: Address, now?: Address): WalletError {
  const words = now ? `Your wallet is on ${shortAddress(now)} now` : 'Your wallet is on another account now';
  return new WalletError(
    'wallet/other-account',
    `${words}, and this was made for ${shortAddress(meant)}. We did not ask it. Switch back, or go on with this account.`,
  );
}
