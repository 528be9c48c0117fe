import type { Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { compareChains } from './find-fork.ts';
import type { Head } from './sync-ports.ts';

const hashOf = (number: number, chain = 'a'): Hex => `0x${chain}${number}`;
const head = (number: number, chain = 'a'): Head => ({
  number,
  hash: hashOf(number, chain),
  parentHash: hashOf(number - 1, chain),
  at: unixMs(0),
});
const cursor = { number: 100, hash: hashOf(100) };

/** Ports of a node that knows blocks up to `knows`, of a chain. */
function portsOf(knows: number, chain = 'a') {
  return {
    store: { recentBlocks: async (limit: number) => Array.from({ length: limit }, (_, i) => head(100 - i)) },
    chain: { block: async (number: number) => (number <= knows ? head(number, chain) : null) },
  } as unknown as Parameters<typeof compareChains>[0];
}

describe('the head beside the cursor', () => {
  it.each([
    ['is the cursor', 100, 100, 'a', 'same'],
    ['is another block of its height', 100, 100, 'b', 'forked'],
    ['follows it', 101, 101, 'a', 'same'],
    ['follows another', 101, 101, 'b', 'forked'],
    ['is far ahead on the same chain', 140, 140, 'a', 'same'],
    ['is far ahead on another chain', 140, 140, 'b', 'forked'],
    ['is ahead, but the node that is asked for the cursor’s block lags', 140, 98, 'a', 'behind'],
    ['lags', 98, 98, 'a', 'behind'],
    ['lags on another chain', 98, 98, 'b', 'forked'],
    ['is so far back that it is no lag', 60, 60, 'a', 'forked'],
  ])('%s', async (_, at, knows, chain, verdict) => {
    expect(await compareChains(portsOf(knows, chain), cursor, head(at, chain))).toBe(verdict);
  });
});
