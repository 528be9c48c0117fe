import type { Address, Hex } from 'viem';
import { expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { ETH } from './base-contracts.ts';
import type { Backing } from './coin-facts.ts';
import { findBacking } from './find-backing.ts';
import { readPast } from './read-past.ts';
import type { Cursor, FollowedCoin, LogRange, SyncPorts } from './sync-ports.ts';

const CURSOR: Cursor = { number: 5_000, hash: '0xa5000' };
const ZORA = '0x0000000000000000000000000000000000000aaa' as Address;
const hashOf = (number: number): Hex => `0xb${number}`;
const COIN: FollowedCoin = {
  coinAddress: '0x0000000000000000000000000000000000000c01',
  currency: ZORA,
  createdBlock: 10,
  createdBlockHash: hashOf(10),
  pools: [],
  read: 'none',
};
const BACKING: Backing = { currency: ZORA, against: ETH, poolId: '0x01', poolAddress: null, isToken0: true };

/** Ports whose chain has no logs; what it was asked for, and what was written. */
function ports(isOneChain: boolean) {
  const ranges: LogRange[] = [];
  const written: string[] = [];
  const write = (what: string) => async () => written.push(what) > 0;
  const chain: Partial<SyncPorts['chain']> = {
    block: async number => ({ number, hash: hashOf(number), parentHash: hashOf(number - 1), at: unixMs(0) }),
    logs: async range => {
      ranges.push(range);
      return isOneChain ? { logs: [], blocks: [] } : null;
    },
    backingOf: async () => BACKING,
  };
  const store: Partial<SyncPorts['store']> = {
    beginPast: async () => true,
    ratesAt: async () => new Map(),
    writePast: write('past'),
    addBacking: write('backing'),
  };
  return { ranges, written, ports: { chain, store } as SyncPorts };
}

const reads = {
  past: (of: SyncPorts) => readPast(of, 'me', CURSOR, { coins: [COIN], backings: [] }),
  backing: (of: SyncPorts) => findBacking(of, 'me', CURSOR, { coins: [COIN], backings: [], asked: new Set() }),
};

it.each(['past', 'backing'] as const)(
  'what is read of the %s is of the chain that the cursor is on, or is not written',
  async what => {
    const one = ports(true);
    await reads[what](one.ports);
    expect(one.ranges.length).toBeGreaterThan(0);
    for (const range of one.ranges) expect(range.cursor).toEqual(CURSOR);
    expect(one.written).toEqual([what]);
    const other = ports(false);
    await reads[what](other.ports);
    expect(other.written).toEqual([]);
  },
);
