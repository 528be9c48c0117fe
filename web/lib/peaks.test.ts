import { describe, expect, it } from 'vitest';
import { peaksOf } from './peaks.ts';

describe('peaksOf', () => {
  it('takes the loudest sample of each stretch over both channels', () => {
    const left = Float32Array.from([0.1, 0.2, 0, 0]);
    const right = Float32Array.from([0, 0, -0.4, 0.3]);
    expect(peaksOf([left, right], 2)).toEqual([expect.closeTo(0.5, 5), 1]);
  });

  it('has as many peaks as it is asked for, also for silence and for nothing', () => {
    expect(peaksOf([new Float32Array(1_000)])).toHaveLength(90);
    expect(peaksOf([], 3)).toEqual([0, 0, 0]);
  });
});
