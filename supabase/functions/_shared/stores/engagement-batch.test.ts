import { describe, expect, it } from 'vitest';
import { batched } from './engagement-batch.ts';

/** A commit that ends when told to. */
function held() {
  const batches: number[][] = [];
  const ends: (() => void)[] = [];
  const commit = (items: readonly number[]) => {
    batches.push([...items]);
    return new Promise<number[]>(resolve => ends.push(() => resolve(items.map(item => item * 10))));
  };
  return { batches, commit, endNext: () => ends.shift()?.() };
}
const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise(resolve => setImmediate(resolve));
};

describe('batched', () => {
  it('commits together what comes together, and answers each with its own', async () => {
    const batches: number[][] = [];
    const call = batched(async (items: readonly number[]) => {
      batches.push([...items]);
      return items.map(item => item * 10);
    });
    expect(await Promise.all([1, 2, 3].map(call))).toEqual([10, 20, 30]);
    expect(batches).toEqual([[1, 2, 3]]);
  });

  it('gathers while it commits, up to the limit', async () => {
    const { batches, commit, endNext } = held();
    const call = batched(commit, { maxInFlight: 1, maxItems: 3 });
    const first = call(1);
    await until(() => batches.length === 1);
    const rest = [2, 3, 4, 5].map(call);
    endNext();
    await first;
    await until(() => batches.length === 2);
    endNext();
    await until(() => batches.length === 3);
    endNext();
    expect(await Promise.all(rest)).toEqual([20, 30, 40, 50]);
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('does not wait for a full batch', async () => {
    const { batches, commit, endNext } = held();
    const call = batched(commit, { maxItems: 2, windowMs: 60_000 });
    const both = [call(1), call(2)];
    expect(batches).toEqual([[1, 2]]);
    endNext();
    await Promise.all(both);
  });

  it('halves a failing batch until the one to blame is alone', async () => {
    const committed: number[] = [];
    const call = batched(async (items: readonly number[]) => {
      if (items.includes(13)) throw new Error('unlucky');
      committed.push(...items);
      return items.map(item => item * 10);
    });
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, (_, i) => call(i)));
    expect(outcomes.flatMap((outcome, i) => (outcome.status === 'rejected' ? [i] : []))).toEqual([13]);
    expect(committed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i).filter(i => i !== 13));
  });

  it('lets all fail together when that is what it means', async () => {
    let commits = 0;
    const call = batched(
      async (): Promise<number[]> => {
        commits++;
        throw new Error('away');
      },
      { concernsAll: () => true },
    );
    const outcomes = await Promise.allSettled([1, 2, 3].map(call));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(commits).toBe(1);
  });
});
