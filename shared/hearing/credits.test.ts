import { expect, it } from 'vitest';
import { unixMs } from '../kernel/units.ts';
import { allowance } from './credits.ts';

const HOUR = 3_600_000;
const at = (hours: number) => allowance(200_000, unixMs(20_000 * 24 * HOUR + hours * HOUR));

it('a quarter may be spent at once, the rest as the day goes on, and never more than the budget', () => {
  expect([0, 6, 12, 18, 23.99].map(at)).toEqual([50_000, 100_000, 150_000, 200_000, 200_000]);
});
