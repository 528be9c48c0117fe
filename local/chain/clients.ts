import { createPublicClient, createTestClient, createWalletClient, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { base } from 'viem/chains';
import type { LocalAccount } from './accounts.ts';

/** viem clients of one local chain: to read it, to steer it, and to send as one of its accounts. */
export function createClients(rpcUrl: string) {
  const chain = { ...base, rpcUrls: { default: { http: [rpcUrl] } } };
  const options = { chain, transport: http(rpcUrl, { retryCount: 0 }), pollingInterval: 50, cacheTime: 0 } as const;
  const test = createTestClient({ ...options, mode: 'anvil' });
  const walletOf = ({ privateKey }: LocalAccount) => createWalletClient({ ...options, account: privateKeyToAccount(privateKey) });
  return { chain, read: createPublicClient(options), test, walletOf };
}

export type Clients = ReturnType<typeof createClients>;
