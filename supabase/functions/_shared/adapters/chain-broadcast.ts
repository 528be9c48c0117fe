import { BaseError, type Hex, type PublicClient } from 'viem';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import type { Broadcast } from '../../../../shared/launches/launch-chain.ts';

/** How nodes word it. Which client runs behind an address is nobody's promise, so the words are those of several, run together (Nethermind) or apart. */
const ANSWERS: [RegExp, Broadcast][] = [
  [/already ?known|already imported|\bknown transaction/i, 'known'],
  [/nonce ?too ?low|nonce has already been used|old ?nonce/i, 'used'],
  [/nonce ?too ?high|nonce ?gap|gapped/i, 'too-high'],
  [
    /underpriced|fee ?too ?low|replacement ?not ?allowed|less than block base fee|fee cap (is )?(below|less than)/i,
    'underpriced',
  ],
];
const NO_FUNDS = /insufficient ?funds|upfront cost exceeds|balance is zero/i;
/** Failures on the way, or within a node, that say nothing about the transaction. */
const AWAY = ['HttpRequestError', 'TimeoutError', 'WebSocketRequestError', 'LimitExceededRpcError', 'InternalRpcError'];

/** Puts a transaction on the wire and tells what the node said to it. @throws AppError as the port says, or what `askChain` makes `chain/away` */
export async function broadcast(client: PublicClient, raw: Hex): Promise<Broadcast> {
  try {
    await client.sendRawTransaction({ serializedTransaction: raw });
    return 'accepted';
  } catch (error) {
    const words = error instanceof BaseError ? `${error.details} ${error.message}` : String(error);
    const answer = ANSWERS.find(([pattern]) => pattern.test(words));
    if (answer) return answer[1];
    if (NO_FUNDS.test(words)) throw emptyWallet(error);
    if (/invalid chain.?id|invalid sender|wrong chain/i.test(words)) throw wrongChain(error);
    const away = !(error instanceof BaseError) || error.walk(cause => AWAY.includes((cause as Error).name)) !== null;
    throw away ? error : refused(error);
  }
}

/** 503: the node belongs to another chain, so nothing that it says counts. */
export function wrongChain(cause?: unknown): AppError {
  const message = 'Base does not answer right now. Nothing was lost; please try again in a moment.';
  const facts = { said: 'the node is of another chain' };
  return new AppError('chain/wrong-chain', message, { status: 503, retryable: true, facts, cause });
}

function emptyWallet(cause: unknown): AppError {
  const message = 'The launch wallet is short of funds; the coin waits for it.';
  return new AppError('launches/wallet-empty', message, { status: 503, retryable: true, cause });
}

function refused(cause: unknown): AppError {
  const facts = { said: (cause as BaseError).details || (cause as BaseError).shortMessage };
  const message = 'Base does not take the transaction; the coin waits.';
  return new AppError('launches/node-refuses', message, { status: 503, retryable: true, facts, cause });
}
