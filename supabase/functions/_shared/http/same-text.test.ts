import { expect, it } from 'vitest';
import { sameText } from './same-text.ts';

it('knows equal texts, and takes no other for equal, however many are tried', async () => {
  expect(await sameText('Bearer secret', 'Bearer secret')).toBe(true);
  // A comparison of one byte of the digests would take one in 256 of them.
  const guesses = Array.from({ length: 2_048 }, (_, n) => sameText(`Bearer ${n}`, 'Bearer secret'));
  expect((await Promise.all(guesses)).filter(Boolean)).toEqual([]);
});
