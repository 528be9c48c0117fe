import type { Abi } from 'viem';
import { seeded } from '../../shared/kernel/testing/seeded.ts';
import { ACCOUNTS } from './accounts.ts';
import { ADDRESSES } from './addresses.ts';
import type { Clients } from './clients.ts';

/** Dollars with 8 decimals. */
const DOLLAR = 100_000_000n;
const USUAL_PRICE = 3_200n * DOLLAR;
const REFRESH_MS = 30_000;
/** Largest step of the walk and pull back to the usual price, in millionths of the price. */
const STEP = 1_500;
const PULL = 20_000n;
const MILLION = 1_000_000n;
const SEED = 7;

const abi = [
  {
    type: 'function',
    name: 'setAnswer',
    stateMutability: 'nonpayable',
    inputs: [
      { name: 'answer', type: 'int256' },
      { name: 'updatedAt', type: 'uint256' },
    ],
    outputs: [],
  },
] as const satisfies Abi;

export type FeedPrice = {
  /** Dollars for one ETH, with 8 decimals. */
  answer: bigint;
  /** Seconds since 1970 at which it is said to be from; the current block's time when left out. */
  updatedAt?: bigint;
};

/** Writes one price to the feed and resolves when it is in a block. */
export async function setFeedPrice(clients: Clients, { answer, updatedAt }: FeedPrice): Promise<void> {
  const at = updatedAt ?? (await clients.read.getBlock()).timestamp;
  const wallet = clients.walletOf(ACCOUNTS.deployer);
  const hash = await wallet.writeContract({ abi, address: ADDRESSES.ethUsdFeed, functionName: 'setAnswer', args: [answer, at] });
  await clients.read.waitForTransactionReceipt({ hash });
}

/**
 * Sets the feed and, unless `once`, keeps it fresh: a small walk around the usual price, the same on every machine.
 * The returned function ends the walk at once.
 */
export async function walkFeed(clients: Clients, { once = false } = {}): Promise<() => void> {
  const random = seeded(SEED);
  let answer = USUAL_PRICE;
  const turn = async () => {
    const step = BigInt(Math.round((random() * 2 - 1) * STEP));
    answer += (answer * step) / MILLION + ((USUAL_PRICE - answer) * PULL) / MILLION;
    await setFeedPrice(clients, { answer });
  };
  await turn();
  if (once) return () => {};
  const timer = setInterval(() => void turn().catch(() => {}), REFRESH_MS); // a chain that just ends refuses it; that is no news
  return () => clearInterval(timer);
}
