import { describe, expect, it } from 'vitest';
import { inkOf } from './ink-of.ts';
import { INKS } from './schema.ts';

const id = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

describe('inkOf', () => {
  it('never changes', () => {
    expect(inkOf('0f6f0d5e-7c1a-4f6e-9a53-2f1f8d1d9a11')).toBe(inkOf('0F6F0D5E-7C1A-4F6E-9A53-2F1F8D1D9A11'));
    expect([1, 2, 3, 4].map(n => inkOf(id(n)))).toMatchInlineSnapshot(`
      [
        "rose",
        "bone",
        "tang",
        "teal",
      ]
    `);
  });

  it('draws all eight about equally often', () => {
    const drawn = Array.from({ length: 4_000 }, (_, n) => inkOf(id(n)));
    for (const ink of INKS) {
      const share = drawn.filter(one => one === ink).length / drawn.length;
      expect(share).toBeGreaterThan(0.1);
      expect(share).toBeLessThan(0.15);
    }
  });
});
