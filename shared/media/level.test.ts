import fc from 'fast-check';
import { expect, it } from 'vitest';
import { levelOf } from './level.ts';
import { integratedLoudness } from './loudness.ts';

const tone = (amplitude: number) =>
  Float32Array.from({ length: 48_000 * 2 }, (_, i) => amplitude * Math.sin((2 * Math.PI * 997 * i) / 48_000));

it('brings what is louder than −16 LUFS down to it, and leaves the rest as it is', () => {
  for (const amplitude of [1, 0.5, 0.3, 0.1, 0.01]) {
    const before = integratedLoudness([tone(amplitude), tone(amplitude)], 48_000) ?? 0;
    const level = levelOf(before);
    const after = integratedLoudness([tone(amplitude * level), tone(amplitude * level)], 48_000) ?? 0;
    expect(after).toBeCloseTo(Math.min(before, -16), 1);
  }
  expect(levelOf(null)).toBe(1);
});

it('never turns up: a player takes a part from 0 to 1', () => {
  fc.assert(
    fc.property(fc.double({ min: -100, max: 20, noNaN: true }), loudness => {
      expect(levelOf(loudness)).toBeGreaterThan(0);
      expect(levelOf(loudness)).toBeLessThanOrEqual(1);
    }),
    { seed: 7 },
  );
});
