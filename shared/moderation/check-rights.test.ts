import { describe, expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { MOST_CANDIDATES, rightsHandler, STRONG_EVIDENCE } from './check-rights.ts';
import type { Candidate, RightsPorts } from './ports.ts';

const TAKE = '00000000-0000-4000-8000-000000000001';
const words = (seed: number) =>
  Uint32Array.from({ length: 200 }, (_, at) => Math.imul(at + 1, 0x9e3779b1 ^ Math.imul(seed, 0x85ebca6b)) | 1);

/** What is held when these are all that a take may be like. */
async function heldAmong(candidates: Candidate[]): Promise<string[]> {
  const held: string[] = [];
  const ports: RightsPorts = {
    take: async id => ({ id, userId: 'nia', cids: ['bafk'] }),
    sameBytes: async () => [],
    printOf: async () => ({ words: words(0), source: 'server' }),
    keepPrint: async () => {},
    alike: async (_take, _words, most) => candidates.slice(0, most),
    hold: async (_take, of) => void held.push(of),
    holdUnheard: async () => void held.push('unheard'),
    hear: async () => 'not-heard',
  };
  const job = { id: 1n, key: 'rights', kind: 'rights', payload: { performance_id: TAKE }, attempts: 0, lost: 0 } as const;
  await rightsHandler(ports)(job as never, unixMs(0));
  return held;
}
const decoys = (count: number, evidence: number) =>
  Array.from({ length: count }, (_, n): Candidate => ({ id: `decoy ${n}`, isOlder: true, words: words(n + 1), evidence }));

describe('a take', () => {
  it('that more share pieces with than can be compared is held until somebody has listened', async () => {
    expect(await heldAmong(decoys(MOST_CANDIDATES + 1, STRONG_EVIDENCE))).toEqual(['unheard']);
  });

  it('is not held for many that have by chance a word in common with it', async () => {
    expect(await heldAmong(decoys(MOST_CANDIDATES + 1, STRONG_EVIDENCE - 1))).toEqual([]);
    expect(await heldAmong(decoys(MOST_CANDIDATES - 1, STRONG_EVIDENCE))).toEqual([]);
  });

  it('is held for the one that it is a copy of, however many stand before it', async () => {
    const original: Candidate = { id: 'original', isOlder: true, words: words(0), evidence: 200 };
    expect(await heldAmong([...decoys(MOST_CANDIDATES - 1, STRONG_EVIDENCE), original])).toEqual(['original']);
  });

  it('is held for the one that it is most like, and not for a worse copy that stands first', async () => {
    const lossy = words(0).map((word, at) => (at % 2 === 0 ? word : word ^ 0x1111));
    const [worse, original] = [lossy, words(0)].map(
      (each, n): Candidate => ({ id: n === 0 ? 'worse' : 'original', isOlder: true, words: each, evidence: 200 - n }),
    );
    expect(await heldAmong([worse, original] as Candidate[])).toEqual(['original']);
  });
});
