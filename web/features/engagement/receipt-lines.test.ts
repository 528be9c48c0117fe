import { describe, expect, it } from 'vitest';
import { receiptLines } from './receipt-lines.ts';

const term = (feature: string, points: number) => ({ feature, value: 1, points });

describe('receiptLines', () => {
  it('says what was counted, heaviest first, and leaves out what is nothing', () => {
    expect(receiptLines([term('start', 0), term('recent', 42), term('mass', 61)])).toEqual([
      { name: 'How many people', points: 61 },
      { name: 'How fast they came', points: 42 },
    ]);
  });

  it('keeps the sum when many terms become few lines', () => {
    const terms = [
      term('start', -30),
      term('N', 12),
      term('s2', 40),
      term('s4', 30),
      term('N·s2', 20),
      term('a·s4', 25),
      term('X', 3),
    ];
    const lines = receiptLines(terms);
    expect(lines.reduce((sum, line) => sum + line.points, 0)).toBeCloseTo(100, 9);
    expect(lines.map(line => line.name)).toEqual([
      'How fast they came',
      'How these go together',
      'Where every take starts',
      'How many people',
      'Everything else',
    ]);
  });
});
