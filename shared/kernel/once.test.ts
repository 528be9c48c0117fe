import { expect, it } from 'vitest';
import { once } from './once.ts';

it('makes it once for all who ask', async () => {
  let made = 0;
  const get = once(async () => ++made);
  expect(await Promise.all([get(), get()])).toEqual([1, 1]);
  expect(await get()).toBe(1);
});

it('keeps no failure: who comes next has it made anew', async () => {
  let tries = 0;
  const get = once(() => (++tries === 1 ? Promise.reject(new Error('away')) : Promise.resolve(tries)));
  const first = [get(), get()];
  await expect(first[0]).rejects.toThrow('away');
  await expect(first[1]).rejects.toThrow('away');
  expect([await get(), await get()]).toEqual([2, 2]);
});
