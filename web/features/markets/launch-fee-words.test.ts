import { expect, it } from 'vitest';
import { launchFeeWords } from './launch-fee-words.ts';

it('falls second by second, and is silent once buying is open', () => {
  const coin = { launchedAt: 1_000_000, opensAt: 1_012_000 };
  expect(launchFeeWords(coin, 1_000_000)).toBe('The launch fee is 99% and falling. Buying opens at 5%.');
  expect(launchFeeWords(coin, 1_005_000)).toMatch(/is 50% and falling/);
  // Quotes may be made on a block that is two seconds old.
  expect(launchFeeWords(coin, 1_010_000)).toBe('The launch fee has fallen to 1%. Buying opens in a moment.');
  expect(launchFeeWords(coin, 1_012_000)).toBeNull();
});
