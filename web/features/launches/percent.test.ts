import { expect, it } from 'vitest';
import { bpsOf, percent } from './percent.ts';

it('goes from basis points to words and back without a rounding', () => {
  for (let bps = 0; bps <= 10_000; bps++) expect(bpsOf(percent(bps))).toBe(bps);
});

it('takes a comma and a sign, and nothing that is no percentage', () => {
  expect(bpsOf(' 12,5 % ')).toBe(1_250);
  for (const text of ['', 'ten', '-1', '1.234', '1e3', '1000.']) expect(bpsOf(text)).toBeNull();
});
