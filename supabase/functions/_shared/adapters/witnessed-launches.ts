import type { PublicClient } from 'viem';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import type { LaunchChain, LaunchReceipt } from '../../../../shared/launches/launch-chain.ts';
import { askBoth, type Nodes, type Question } from './ask-both.ts';
import { type LaunchSettings, launchChain } from './chain-launches.ts';

/** An hour of blocks: how far final blocks may be apart. Nodes learn of them from Ethereum, each in its own time. */
const MOST_APART_FINAL = 1_800;

/** The chain as launches see it, over two nodes: what each answer is needed for is in `ask-both.ts`. With one node it is that one's word. */
export function witnessedLaunches(nodes: Nodes, settings: LaunchSettings): LaunchChain {
  const one = launchChain(nodes.first, settings);
  if (!nodes.witness) return one;
  const other = launchChain(nodes.witness, settings);
  const both = <T>(
    question: Question,
    ask: (chain: LaunchChain) => Promise<T>,
    agree?: (first: T, witness: T) => T | 'differs',
  ): Promise<T> =>
    askBoth(nodes, question, (node: PublicClient, block?: bigint) => ask(launchChain(node, settings, block)), agree);
  return {
    ...one,
    minedCount: () => both('transactions mined', chain => chain.minedCount()),
    pendingCount: () => both('transactions waiting', chain => chain.pendingCount(), Math.min),
    predictCoin: intent => both('address of the coin', chain => chain.predictCoin(intent)),
    hasCode: address => both('code', chain => chain.hasCode(address)),
    simulate: async call => {
      const outcome = await both('simulation', chain => chain.simulate(call).catch(refusal), moreGas);
      if (outcome instanceof AppError) throw outcome;
      return outcome;
    },
    receipt: async hash => (await one.receipt(hash)) && both('receipt', chain => chain.receipt(hash), sameReceipt),
    blockHash: number => both('block', chain => chain.blockHash(number)),
    poolOf: coin => both('pool of the coin', chain => chain.poolOf(coin)),
    // Told to both, so that none keeps a transaction to itself. What counts is what the first says; the other one has most often heard of it.
    broadcast: async raw => {
      const [said] = await Promise.all([one.broadcast(raw), other.broadcast(raw).catch(() => null)]);
      return said;
    },
    finalizedBlock: () => both('final block', chain => chain.finalizedBlock(), olderFinal),
  };
}

/** That a call would revert is an answer, too; anything else is none. */
function refusal(error: unknown): AppError {
  if (error instanceof AppError && error.code === 'launches/would-revert') return error;
  throw error;
}

/** Nodes estimate a little differently; what is not used costs nothing. */
function moreGas(first: bigint | AppError, witness: bigint | AppError): bigint | AppError | 'differs' {
  if (first instanceof AppError) return witness instanceof AppError ? first : 'differs';
  if (witness instanceof AppError) return 'differs';
  return first > witness ? first : witness;
}

/** The same but for the fee: not every node tells the part of it that is paid for data, and it is bounded by what was committed. */
function sameReceipt(first: LaunchReceipt | null, witness: LaunchReceipt | null): LaunchReceipt | null | 'differs' {
  const known = (receipt: LaunchReceipt | null) => JSON.stringify(receipt && { ...receipt, fee: null });
  return known(first) === known(witness) ? first : 'differs';
}

function olderFinal(first: number, witness: number): number | 'differs' {
  return Math.abs(first - witness) > MOST_APART_FINAL ? 'differs' : Math.min(first, witness);
}
