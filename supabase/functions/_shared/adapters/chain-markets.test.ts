import type { Hex, PublicClient } from 'viem';
import { describe, expect, it } from 'vitest';
import { ETH } from '../../../../shared/markets/base-contracts.ts';
import type { TrackedCoin } from '../../../../shared/markets/coin-facts.ts';
import { syncChain } from './chain-markets.ts';

const hashOf = (number: number, fork = 'a'): Hex => `0x${fork}${number}`;
const COIN: TrackedCoin = {
  coinAddress: '0x0000000000000000000000000000000000000c01',
  currency: ETH,
  createdBlock: 1,
  createdBlockHash: hashOf(1),
  pools: [],
};

/** A node whose chain left chain `a` for `b` after a block. It refuses ranges of more blocks than `most`. */
function nodeThatLeft(after: number, most = 1000) {
  const forkAt = (number: number) => (number > after ? 'b' : 'a');
  const request = async ({ method, params }: { method: string; params: unknown[] }) => {
    if (method === 'eth_getLogs') {
      const { fromBlock, toBlock } = params[0] as { fromBlock: Hex; toBlock: Hex };
      if (Number(toBlock) - Number(fromBlock) >= most) throw new Error('block range is too large');
      return [];
    }
    const number = Number(params[0]);
    return {
      number: `0x${number.toString(16)}`,
      hash: hashOf(number, forkAt(number)),
      parentHash: hashOf(number - 1, forkAt(number - 1)),
      timestamp: '0x1',
    };
  };
  return syncChain({ first: { request } as unknown as PublicClient });
}

const range = (after: Hex) => ({ coins: [COIN], backings: [], from: 101, after, to: { number: 104, hash: hashOf(104, 'b') } });

describe('logs of a range', () => {
  it('are those of a chain that builds on the block before', async () => {
    expect(await nodeThatLeft(100).logs(range(hashOf(100)))).toEqual({ logs: [], blocks: [] });
  });

  it('are none where the node that gives them left that chain earlier, whatever another node said of that block', async () => {
    expect(await nodeThatLeft(98).logs(range(hashOf(100)))).toBeNull();
  });

  it('hold together when they are asked for in halves', async () => {
    expect(await nodeThatLeft(100, 1).logs(range(hashOf(100)))).toEqual({ logs: [], blocks: [] });
    expect(await nodeThatLeft(98, 1).logs(range(hashOf(100)))).toBeNull();
  });

  const past = (from: number, to: number, cursor: Hex) => ({
    coins: [COIN],
    backings: [],
    from,
    to: { number: to, hash: hashOf(to, 'b') },
    cursor: { number: 110, hash: cursor },
  });

  it.each([
    ['a stretch', 95, 104],
    ['a single block', 104, 104],
  ])('of the past are those of the chain that the cursor is on: %s', async (_, from, to) => {
    expect(await nodeThatLeft(100).logs(past(from, to, hashOf(110, 'b')))).toEqual({ logs: [], blocks: [] });
    expect(await nodeThatLeft(100).logs(past(from, to, hashOf(110)))).toBeNull();
    expect(await nodeThatLeft(100, 1).logs(past(from, to, hashOf(110)))).toBeNull();
  });

  it('up to the cursor ask for its block once', async () => {
    const to = { number: 104, hash: hashOf(104, 'b') };
    expect(await nodeThatLeft(100).logs({ coins: [COIN], backings: [], from: 95, to, cursor: to })).toEqual({
      logs: [],
      blocks: [],
    });
  });
});
