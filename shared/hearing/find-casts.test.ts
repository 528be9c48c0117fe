import { expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import type { Job } from '../ops/schema.ts';
import type { Cast } from '../performances/schema.ts';
import { findCasts } from './find-casts.ts';
import type { CastSource } from './ports.ts';
import { setAsideHandler } from './record-set-aside.ts';
import type { CastName } from './schema.ts';

const casts: Record<number, string[]> = { 7: ['0xa', '0xb', '0xc'], 8: ['0xd'] };
const source = {
  castsBy: async (fid: number) => (casts[fid] ?? []).map(hash => ({ hash }) as Cast),
} as CastSource;

/** Notes what is recorded; of one cast nothing can be. */
function records(poison: string | null) {
  const recorded: string[] = [];
  const recordFound = async ({ hash }: Cast) => {
    if (hash === poison) throw new Error(`${hash} cannot be recorded`);
    recorded.push(hash);
  };
  return { recorded, recordFound };
}

it('goes on past a cast that cannot be recorded, and sets it aside', async () => {
  const { recorded, recordFound } = records('0xb');
  const [looked, aside]: [number[], CastName[]] = [[], []];
  const authors = {
    dueAuthors: async () => [7, 8],
    looked: async (fid: number) => void looked.push(fid),
    setAside: async (cast: CastName) => void aside.push(cast),
  };
  await findCasts({ source, authors, recordFound }, unixMs(0));
  expect(recorded).toEqual(['0xa', '0xc', '0xd']);
  expect(looked).toEqual([7, 8]);
  expect(aside).toEqual([{ hash: '0xb', authorFid: 7 }]);
});

it('looks at an author again when not even that can be noted', async () => {
  const looked: number[] = [];
  const authors = {
    dueAuthors: async () => [7],
    looked: async (fid: number) => void looked.push(fid),
    setAside: () => Promise.reject(new Error('the database is away')),
  };
  await expect(findCasts({ source, authors, recordFound: records('0xb').recordFound }, unixMs(0))).rejects.toThrow('away');
  expect(looked).toEqual([]);
});

it('records what was set aside once that is possible, and forgets what is gone', async () => {
  const job = (hash: string) => ({ payload: { hash, authorFid: 7 } }) as Job;
  await expect(setAsideHandler({ source, ...records('0xb') })(job('0xb'), unixMs(0))).rejects.toThrow('cannot be recorded');
  const { recorded, recordFound } = records(null);
  expect(await setAsideHandler({ source, recordFound })(job('0xb'), unixMs(0))).toBe('done');
  expect(await setAsideHandler({ source, recordFound })(job('0xf'), unixMs(0))).toBe('done');
  expect(recorded).toEqual(['0xb']);
});
