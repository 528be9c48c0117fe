import { describe, expect, it } from 'vitest';
import { worker } from './engagement-worker.ts';

/** A worker of `parts` parts, each of 10 ms by its own clock, and what it rested. */
function working(parts: number, { isBusy = (): boolean => false, fails = (_part: number): boolean => false } = {}) {
  let [time, done] = [0, 0];
  const rests: number[] = [];
  const { wake } = worker(
    async () => {
      if (done >= parts) return false;
      time += 10;
      done++;
      if (fails(done)) throw new Error(`part ${done}`);
      return true;
    },
    { isBusy, now: () => time, sleep: async ms => void rests.push(ms) },
  );
  return { wake, rests, done: () => done, more: (count: number) => (parts += count) };
}

describe('worker', () => {
  it('does all parts without a rest when nobody waits', async () => {
    const work = working(5);
    await work.wake();
    expect(work.done()).toBe(5);
    expect(work.rests).toEqual([]);
  });

  it('takes a thirtieth of the time while somebody waits', async () => {
    const work = working(3, { isBusy: () => true });
    await work.wake();
    expect(work.rests).toEqual([290, 290, 290]);
  });

  it('is one loop however often it is woken, and misses no wake', async () => {
    const work = working(2);
    const first = work.wake();
    work.more(3);
    expect(work.wake()).toBe(first);
    await first;
    expect(work.done()).toBe(5);
    work.more(1);
    await work.wake();
    expect(work.done()).toBe(6);
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('misses no wake while its loop is ending, %i steps on', async steps => {
    const work = working(1);
    const first = work.wake();
    for (let step = 0; step < steps; step++) await Promise.resolve();
    work.more(1);
    await work.wake();
    await first;
    expect(work.done()).toBe(2);
  });

  it('ends at what fails, and goes on when it is woken again', async () => {
    const work = working(4, { fails: part => part === 2 });
    await expect(work.wake()).rejects.toThrow('part 2');
    await work.wake();
    expect(work.done()).toBe(4);
  });
});
