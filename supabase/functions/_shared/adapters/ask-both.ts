import type { PublicClient } from 'viem';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { askChain, chainClient } from './chain-client.ts';

/**
 * What is asked of both nodes, and why: a false answer would move money or could not be undone. Nothing else is asked twice. Prices,
 * portfolios and all that screens show are one node's word, and so is what is bounded elsewhere: fees, and what was paid.
 */
export const ASKED_TWICE = {
  'transactions mined':
    'says whether a nonce is used up: four of them without a coin end a launch, and those below it are filled',
  'transactions waiting': 'each number that it leaves open costs a transaction; the lower count is taken',
  'address of the coin': 'is signed for; what is made elsewhere is not known as the coin',
  code: 'a splitter that is not there would be paid, and a coin that is there would be looked for or made again',
  simulation: 'what reverts costs its gas, and what is refused eight times ends a launch; the more gas is taken',
  receipt: 'writes a coin down, opens it to buyers and makes it final, or gives a nonce up; asked twice where the first has one',
  block: 'another one in the place of the coin’s takes a coin back that people trade',
  'pool of the coin': 'decides between two records of a coin',
  'final block': 'nobody looks at a coin again that is final; the older one is taken',
  signature: 'of a contract wallet: approves a coin, takes a part of one, signs somebody in',
  'pool of a currency': 'is kept, and prices every coin that is paired with it',
  'balance of a coin': 'opens holders’ files: a key that was given cannot be called back',
} as const;
export type Question = keyof typeof ASKED_TWICE;

/** The node that everything is read from, and one of another operator, where there is one. */
export type Nodes = { first: PublicClient; witness?: PublicClient | undefined };

/** So many blocks, half a minute, may one of them be behind the other. */
const MOST_APART = 15n;
const MOST_SAID = 200;

/** The nodes of an environment: without a second address everything is the first one's word. */
export function baseNodes(env: { BASE_RPC_URL: string; BASE_WITNESS_URL?: string | undefined }): Nodes {
  return {
    first: chainClient(env.BASE_RPC_URL),
    witness: env.BASE_WITNESS_URL === undefined ? undefined : chainClient(env.BASE_WITNESS_URL),
  };
}

/**
 * The answer that both nodes give. They are asked about one block, the newest that both have, so that one which is a little behind says
 * nothing else; `ask` gets no block where there is no witness. `agree` says what two answers come to; without it they must be equal.
 * @throws AppError 503, retryable: `witness/differs`, `witness/silent`, `witness/apart`, or what the first node's own failure is. Nothing
 * was done then, and whoever asked comes again.
 */
export async function askBoth<T>(
  { first, witness }: Nodes,
  question: Question,
  ask: (node: PublicClient, block?: bigint) => Promise<T>,
  agree: (first: T, witness: T) => T | 'differs' = sameAnswer,
): Promise<T> {
  if (!witness) return ask(first);
  const block = await commonBlock(first, witness);
  const [said, borneOut] = await Promise.all([ask(first, block), heard(question, ask(witness, block))]);
  const agreed = agree(said, borneOut);
  if (agreed === 'differs') throw differs(question, said, borneOut);
  return agreed;
}

function sameAnswer<T>(first: T, witness: T): T | 'differs' {
  return textOf(first) === textOf(witness) ? first : 'differs';
}

async function commonBlock(first: PublicClient, witness: PublicClient): Promise<bigint> {
  const headOf = (node: PublicClient) => Promise.all([node.getChainId(), node.getBlockNumber()]);
  const [[chain, head], [otherChain, otherHead]] = await Promise.all([
    askChain(() => headOf(first)),
    heard('block', headOf(witness)),
  ]);
  if (chain !== otherChain) throw differs('block', `a block of chain ${chain}`, `a block of chain ${otherChain}`);
  const [older, newer] = head < otherHead ? [head, otherHead] : [otherHead, head];
  if (newer - older > MOST_APART) throw refused('apart', { first: String(head), witness: String(otherHead) });
  return older;
}

async function heard<T>(question: Question, answer: Promise<T>): Promise<T> {
  return answer.catch(cause => {
    throw refused('silent', { question, said: cut(cause instanceof Error ? cause.message : String(cause)) }, cause);
  });
}

function differs(question: Question, first: unknown, witness: unknown): AppError {
  return refused('differs', { question, why: ASKED_TWICE[question], first: cut(textOf(first)), witness: cut(textOf(witness)) });
}

const WORDS = {
  differs: 'Two nodes of Base say different things, so nothing is done until they agree. Nothing was lost.',
  silent: 'The second node of Base does not answer, so nothing is done until it does. Nothing was lost.',
  apart: 'Two nodes of Base are too far apart, so nothing is done until they agree. Nothing was lost.',
};

function refused(what: keyof typeof WORDS, facts: Record<string, string>, cause?: unknown): AppError {
  return new AppError(`witness/${what}`, WORDS[what], { status: 503, retryable: true, facts, cause });
}

function textOf(answer: unknown): string {
  return String(JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
}

/** The first line, and not all of a long one: it goes onto an operator's line. */
function cut(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, MOST_SAID);
}
