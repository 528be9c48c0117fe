import {
  createPublicClient,
  type Hash,
  http,
  type PublicClient,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem';
import { AppError } from '../../../../shared/kernel/app-error.ts';

const TIMEOUT_MS = 5_000;

/** A client of one RPC address. Calls of the same moment travel in one request; a call takes 5 s at most. */
export function chainClient(rpcUrl: string): PublicClient {
  return createPublicClient({
    transport: http(rpcUrl, { batch: { batchSize: 100 }, retryCount: 1, timeout: TIMEOUT_MS }),
    cacheTime: 0,
  });
}

/** Runs one call of the chain. @throws AppError `chain/away` (503, retryable) for whatever the node or the network did. */
export async function askChain<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('chain/away', 'Base does not answer right now. Nothing was lost; please try again in a moment.', {
      status: 503,
      retryable: true,
      facts: { said: error instanceof Error ? error.message.split('\n')[0] : String(error) },
      cause: error,
    });
  }
}

/** A transaction's receipt; null as long as no block holds it. */
export async function receiptOf(client: PublicClient, hash: Hash): Promise<TransactionReceipt | null> {
  try {
    return await client.getTransactionReceipt({ hash });
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return null;
    throw error;
  }
}
