import { type Hex, keccak256 } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { Fees, Wallet } from '../../../../shared/provenance/ports.ts';
import { askChain, chainClient, receiptOf } from './chain-client.ts';

/** Fees that records may cost at most per gas, in wei: they can wait. */
const MOST_FEE = 2_000_000_000n;
/** What nodes say of a transaction that they have, of another of its nonce that pays as much, and of one whose nonce was mined meanwhile. */
const NO_NEWS = /already known|already imported|underpriced|nonce too low/i;

/**
 * The wallet that publishes records: a key of its own with little ether, so that no record can ever cost what is meant for
 * launches. It signs for the nonce that the chain has mined up to, so that a batch that is sent again takes the place of its lost
 * transaction.
 */
export function publisher({ rpcUrl, chainId, privateKey }: { rpcUrl: string; chainId: number; privateKey: Hex }): Wallet {
  const client = chainClient(rpcUrl);
  const account = privateKeyToAccount(privateKey);
  return {
    address: account.address,
    chainId,
    sign: (call, over) =>
      askChain(async () => {
        const [nonce, usual, gas] = await Promise.all([
          client.getTransactionCount({ address: account.address, blockTag: 'latest' }),
          client.estimateFeesPerGas(),
          // By the last block: after what it is to replace, which waits in the node's next block, the same batch would be one too many.
          client.estimateGas({ account: account.address, ...call, blockTag: 'latest' }),
        ]);
        const fees = feesOver(usual, over);
        const raw = await account.signTransaction({ type: 'eip1559', chainId, ...call, nonce, gas: gas + gas / 5n, ...fees });
        return { ...fees, raw, hash: keccak256(raw) };
      }),
    send: raw =>
      askChain(async () => {
        await client.sendRawTransaction({ serializedTransaction: raw }).catch((error: Error) => {
          if (!NO_NEWS.test(error.message)) throw error;
        });
      }),
    succeeded: hash => askChain(async () => (await receiptOf(client, hash))?.status === 'success'),
    head: () => askChain(() => client.getBlockNumber()),
    safe: () => askChain(async () => (await client.getBlock({ blockTag: 'safe' })).number),
  };
}

/**
 * What is usual, or an eighth more than what it has to replace: nodes ask for a tenth in both fees. At the most that records may
 * cost the old fees stay, and the old transaction waits.
 */
export function feesOver(usual: Fees, over: Fees | null): Fees {
  const least = (fee: bigint) => fee + fee / 8n + 1n;
  const price = over === null ? usual.maxFeePerGas : max(usual.maxFeePerGas, least(over.maxFeePerGas));
  if (over !== null && price > MOST_FEE)
    return { maxFeePerGas: over.maxFeePerGas, maxPriorityFeePerGas: over.maxPriorityFeePerGas };
  const maxFeePerGas = price < MOST_FEE ? price : MOST_FEE;
  const tip = over === null ? usual.maxPriorityFeePerGas : max(usual.maxPriorityFeePerGas, least(over.maxPriorityFeePerGas));
  return { maxFeePerGas, maxPriorityFeePerGas: tip < maxFeePerGas ? tip : maxFeePerGas };
}

const max = (a: bigint, b: bigint) => (a > b ? a : b);
