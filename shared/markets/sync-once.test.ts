import { describe, expect, it } from 'vitest';
import { type UnixMs, unixMs } from '../kernel/units.ts';
import { syncOnce } from './sync-once.ts';
import type { Head, SyncPorts } from './sync-ports.ts';

const CURSOR: Head = { number: 100, hash: '0xa100', parentHash: '0xa99', at: unixMs(0) };

/** When the index says that it looked, in a run of ten seconds beside a node whose head is `head` and that knows `known`. */
async function looks(head: Head, known: Head | null): Promise<UnixMs[]> {
  const said: UnixMs[] = [];
  let now = 0;
  const store: Partial<SyncPorts['store']> = {
    lease: async () => ({ cursor: CURSOR }),
    release: async () => undefined,
    coins: async () => [],
    recentBlocks: async () => [CURSOR],
    noteSeen: async (_, at) => void said.push(at),
    staleCoins: async () => [],
    refresh: async () => 0,
  };
  const clock: SyncPorts['clock'] = {
    set: async () => undefined,
    now: () => unixMs(now),
    sleep: async ms => {
      now += ms;
    },
  };
  const chain: Partial<SyncPorts['chain']> = { head: async () => head, block: async () => known };
  await syncOnce({ store, chain, clock, runId: () => 'a run' } as unknown as SyncPorts, 10_000);
  return said;
}

describe('what the index says of its last look', () => {
  it('is now while the chain has nothing new', async () => {
    expect(await looks(CURSOR, CURSOR)).toHaveLength(4);
  });

  it.each([
    [
      'has a head above, and does not know the block that was read last',
      { ...CURSOR, number: 140, hash: '0xa140' } as Head,
      null,
    ],
    ['lags', { ...CURSOR, number: 90, hash: '0xa90' } as Head, CURSOR],
  ])('stays where it was while the node %s: prices grow old then', async (_, head, known) => {
    expect(await looks(head, known)).toEqual([]);
  });
});
