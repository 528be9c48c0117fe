import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLines, inkLength } from './fit.ts';

const only = <T>(items: T[]): T => {
  expect(items).toHaveLength(1);
  return items[0] as T;
};

describe('fitLines', () => {
  it('fills the measure by width alone where the type can', () => {
    const line = only(fitLines(['night bus'], 0.143));
    expect(line.width).toBeGreaterThan(62);
    expect(line.width).toBeLessThan(125);
    expect((inkLength(line.text, line.width ?? 0) ?? 0) * line.size).toBeCloseTo(1, 3);
  });

  it('sets a long line smaller at the narrowest type', () => {
    const line = only(fitLines(['SUPERCALIFRAGILISTIC'], 0.3));
    expect(line.width).toBe(62);
    expect((inkLength(line.text, 62) ?? 0) * line.size).toBeCloseTo(1, 6);
  });

  it('sets a short line taller at the widest type, but not beyond 1.62 times', () => {
    const line = only(fitLines(['A'], 0.1));
    expect(line.width).toBe(125);
    expect(line.size).toBeCloseTo((0.1 / 0.688) * 0.93 * 1.62, 9);
  });

  it('measures an accented letter as the letter under its accent and asks for room above', () => {
    const [plain, accented] = fitLines(['ECOLE', 'ÉCOLE'], 0.3);
    expect(accented?.width).toBe(plain?.width);
    expect([plain?.accents, accented?.accents]).toEqual([false, true]);
  });

  it('leaves other scripts to the system face and only sizes them', () => {
    const line = only(fitLines(['夜行バス'], 0.3, text => text.length));
    expect(line.width).toBeUndefined();
    expect(line.size).toBeCloseTo(0.25, 9);
  });

  it('never sets ink beyond the measure', () => {
    const word = fc
      .string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789&!? -'), minLength: 1, maxLength: 12 })
      .filter(text => text.trim() === text);
    fc.assert(
      fc.property(word, fc.double({ min: 0.08, max: 1.2, noNaN: true }), (text, height) => {
        const line = only(fitLines([text], height));
        expect((inkLength(line.text, line.width ?? 0) ?? 0) * line.size).toBeLessThanOrEqual(1.0001);
      }),
      { seed: 7 },
    );
  });
});
