import { type Address, createWalletClient, type Hex, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { askChain, chainClient } from './chain-client.ts';

/** Fees that records may cost at most per gas, in wei: they can wait. */
const MOST_FEE = 2_000_000_000n;

export type Publisher = { address: Address; send: (to: Address, data: Hex) => Promise<Hex> };

/**
 * The wallet that publishes records: a key of its own with little ether, so that no record can ever cost what is meant for launches. It sends at the nonce that the chain has
 * mined up to, so that a batch that is sent again takes the place of its lost transaction.
 */
export function publisher({ rpcUrl, chainId, privateKey }: { rpcUrl: string; chainId: number; privateKey: Hex }): Publisher {
  const client = chainClient(rpcUrl);
  const account = privateKeyToAccount(privateKey);
  const wallet = createWalletClient({ account, transport: http(rpcUrl, { timeout: 5_000, retryCount: 0 }) });
  return {
    address: account.address,
    send: (to, data) =>
      askChain(async () => {
        const [nonce, fees, gas] = await Promise.all([
          client.getTransactionCount({ address: account.address, blockTag: 'latest' }),
          client.estimateFeesPerGas(),
          client.estimateGas({ account: account.address, to, data }),
        ]);
        const maxFeePerGas = fees.maxFeePerGas < MOST_FEE ? fees.maxFeePerGas : MOST_FEE;
        const maxPriorityFeePerGas = fees.maxPriorityFeePerGas < maxFeePerGas ? fees.maxPriorityFeePerGas : maxFeePerGas;
        const chain = {
          id: chainId,
          name: 'Base',
          nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
          rpcUrls: { default: { http: [rpcUrl] } },
        };
        return wallet.sendTransaction({
          account,
          chain,
          to,
          data,
          nonce,
          gas: gas + gas / 5n,
          maxFeePerGas,
          maxPriorityFeePerGas,
        });
      }),
  };
}
