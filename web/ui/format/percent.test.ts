import { describe, expect, it } from 'vitest';
import { changeOf, changeText, percentText } from './percent.ts';

describe('changeText', () => {
  it.each([
    [18.62, 'up', '18.6%', 'up 18.6 percent'],
    [-21.25, 'down', '21.3%', 'down 21.3 percent'],
    [0.04, 'none', '0.0%', 'no change'],
    [-0.04, 'none', '0.0%', 'no change'],
    [999, 'up', '999.0%', 'up 999.0 percent'],
    [1_100, 'up', '12x', 'up to 12 times as much'],
    [48_468_000, 'up', '484Kx', 'up to 484,681 times as much'],
    [1e27, 'up', '>1Mx', 'up to more than a million times as much'],
  ])('%d reads %s %s', (percent, direction, text, label) => {
    expect(changeText(percent, 'en-GB')).toEqual({ direction, text, label });
  });

  it('keeps the places it is asked for', () => expect(percentText(4.1, 2, 'en-GB')).toBe('4.10%'));
});

describe('changeOf', () => {
  it('compares exactly however large the numbers are', () => {
    expect(changeOf(1_186n * 10n ** 60n, 10n ** 63n)).toBe(18.6);
    expect(changeOf(0n, 5n)).toBe(-100);
  });

  it('knows no change from nothing', () => {
    expect(changeOf(5n, 0n)).toBeNull();
    expect(changeOf(5n, null)).toBeNull();
  });
});
