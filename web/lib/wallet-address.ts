import { hostSdk } from './host.ts';
import { useSession } from './session.ts';
import { createStore, useStore } from './store.ts';

/** The wallet that would act now, as far as known without asking for anything. Lower case. */
export const walletAddressStore = createStore<`0x${string}` | null>(null);

/** The network that the connected wallet is on, or null while none is connected. */
export const walletChainStore = createStore<number | null>(null);

/** The acting wallet, else the one that the person signed in with or that Farcaster verified for them. Lower case. */
export function useWalletAddress(): `0x${string}` | null {
  const connected = useStore(walletAddressStore);
  const session = useSession();
  return connected ?? session?.signedBy ?? session?.user.walletAddress ?? null;
}

/** Learns the host's wallet without a prompt, so that holdings show before the first act. */
export async function findHostWallet(): Promise<void> {
  const sdk = await hostSdk().catch(() => null);
  const provider = await sdk?.wallet.getEthereumProvider().catch(() => undefined);
  const accounts = await provider?.request({ method: 'eth_accounts' }).catch(() => undefined);
  const first = accounts?.[0];
  if (first && walletAddressStore.get() === null) walletAddressStore.set(first.toLowerCase() as `0x${string}`);
}
