import { type Address, BaseError, type Hash, type Hex, type TransactionReceipt } from 'viem';
import { sameHex } from '../../shared/kernel/hex.ts';
import type { ChainClient } from './chain.ts';

/** What was sent: its hash as the wallet said it, whose wallet, and the call. */
export type Sent = { hash: Hash; from: Address; call: { to: Address; data: Hex; value: bigint } };

/**
 * How it ended. `mined` is the call itself, under the hash that was sent or under another one of the same wallet's after it
 * raised the fee; it may have reverted. `cancelled`: the wallet used its place (the nonce) up by sending nothing to itself.
 * `replaced`: something else took the place. Then the call can never be mined.
 */
export type Fate =
  | { kind: 'mined'; receipt: TransactionReceipt }
  | { kind: 'cancelled' | 'replaced'; receipt: TransactionReceipt | null };

type Transaction = { hash: Hash; nonce: number; from: Address; to: Address | null; value: bigint; input: Hex };

/** What is told on the way: Base knew it and knows it no more, though its place is free; Base knows it again. */
export type Sighting = 'dropped' | 'seen';

type Client = Pick<
  ChainClient,
  'getTransactionReceipt' | 'getTransaction' | 'getTransactionCount' | 'getBlockNumber' | 'getBlock'
>;

/** So many looks in a row must miss it before it is called dropped: one node may lag behind another. */
const MISSING_LOOKS = 15;
/** A device that slept looks at so many blocks for what took the place, the newest first. */
const MOST_BLOCKS = 400;
/** Base makes a block every 2 s. */
const LOOK_EVERY_MS = 1000;

/** The pause between two looks at Base. */
export const untilNextLook = () => new Promise<void>(resolve => setTimeout(resolve, LOOK_EVERY_MS));

/**
 * Follows what was sent until its place in the chain is taken, however long that is: what is only late, or was forgotten by a
 * node, may always still be mined. `pause` is the time between two looks. What `tell` throws ends it. A look that fails because
 * the network is away says nothing. Transactions that others send for a wallet (smart wallets) are waited for alone, since their
 * place is not the person's.
 */
export async function followTransaction(
  client: Client,
  sent: Sent,
  { tell, pause }: { tell: (what: Sighting) => void; pause: () => Promise<void> },
): Promise<Fate> {
  const sight = sightings(tell);
  let place: number | null = null;
  let freeAt: bigint | null = null;
  for (;;) {
    const seen = await look(client, sent).catch(() => null);
    if (seen?.receipt) return { kind: 'mined', receipt: seen.receipt };
    if (seen?.transaction && sameHex(seen.transaction.from, sent.from)) place = seen.transaction.nonce;
    if (seen && place !== null && seen.used > place) {
      const fate = await whatTook(client, sent, place, freeAt ?? seen.block, seen.block).catch(() => null);
      if (fate) return fate;
    } else if (seen) {
      freeAt = seen.block;
      if (seen.transaction || place !== null) sight(seen.transaction !== null);
    }
    await pause();
  }
}

/** Counts the looks in a row that miss it; tells when there are too many, and when it is there again after that. */
function sightings(tell: (what: Sighting) => void): (isThere: boolean) => void {
  let missed = 0;
  return isThere => {
    if (isThere && missed >= MISSING_LOOKS) tell('seen');
    missed = isThere ? 0 : missed + 1;
    if (missed === MISSING_LOOKS) tell('dropped');
  };
}

/** One look at everything, in one request where the client batches. The block is asked for first, so that it is no later than the count. */
async function look(client: Client, { hash, from }: Sent) {
  const [block, receipt, transaction, used] = await Promise.all([
    client.getBlockNumber({ cacheTime: 0 }),
    client.getTransactionReceipt({ hash }).catch(ifNotFound),
    client.getTransaction({ hash }).catch(ifNotFound),
    client.getTransactionCount({ address: from }),
  ]);
  return { block, receipt, transaction, used };
}

function ifNotFound(error: unknown): null {
  if (error instanceof BaseError && /NotFound/.test(error.name)) return null;
  throw error;
}

/** What was mined in the place of what was sent. Null while no node shows it, and it is looked for again. */
async function whatTook(client: Client, sent: Sent, nonce: number, after: bigint, upTo: bigint): Promise<Fate | null> {
  const latest = await client.getBlockNumber({ cacheTime: 0 });
  const last = latest > upTo ? latest : upTo;
  const first = last - after > BigInt(MOST_BLOCKS) ? last - BigInt(MOST_BLOCKS) : after;
  for (let number = last; number >= first; number -= 1n) {
    const { transactions } = await client.getBlock({ blockNumber: number, includeTransactions: true });
    const took = (transactions as readonly Transaction[]).find(each => each.nonce === nonce && sameHex(each.from, sent.from));
    if (!took) continue;
    const receipt = await client.getTransactionReceipt({ hash: took.hash });
    if (took.hash === sent.hash || isCall(took, sent.call)) return { kind: 'mined', receipt };
    return { kind: isNothing(took) ? 'cancelled' : 'replaced', receipt };
  }
  return last - after > BigInt(MOST_BLOCKS) ? { kind: 'replaced', receipt: null } : null;
}

/** Wallets put words of their own behind a call, such as who made it (ERC-8021): a contract does not read them. */
function isCall({ to, input, value }: Transaction, call: Sent['call']): boolean {
  const isSameData = call.data === '0x' ? input === '0x' : input.toLowerCase().startsWith(call.data.toLowerCase());
  return to !== null && sameHex(to, call.to) && isSameData && value === call.value;
}

function isNothing({ from, to, value, input }: Transaction): boolean {
  return to !== null && sameHex(to, from) && value === 0n && input === '0x';
}
