import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { posterLines } from './poster-lines.ts';

describe('posterLines', () => {
  it.each([
    ['Blue hour', ['Blue hour']],
    ['Night bus home', ['Night', 'bus home']],
    ['Kitchen floor at four', ['Kitchen', 'floor', 'at four']],
    ['Supercalifragilistic', ['Supercalifragilistic']],
    ['Extraordinarily slow', ['Extraordinarily', 'slow']],
    ['夜のバス', ['夜のバス']],
    ['', ['?']],
  ])('sets %j as %j', (title, lines) => {
    expect(posterLines(title)).toEqual(lines);
  });

  it('leaves off what finds no room, and cuts a word that is longer than a poster', () => {
    expect(posterLines('One take of the longest song that anybody ever sang').join(' ')).toBe(
      'One take of the longest song that',
    );
    expect(posterLines('x'.repeat(50))).toEqual(['x'.repeat(32)]);
  });

  it('keeps the measure for any title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), title => {
        const lines = posterLines(title);
        expect(lines.length).toBeGreaterThanOrEqual(1);
        expect(lines.length).toBeLessThanOrEqual(3);
        expect(lines.reduce((sum, line) => sum + [...line].length, 0)).toBeLessThanOrEqual(32);
        for (const line of lines) expect([...line].length <= 12 || !line.includes(' ')).toBe(true);
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('never changes the order of words', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,14}$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(words, list => {
        expect(list.join(' ').startsWith(posterLines(list.join(' ')).join(' '))).toBe(true);
      }),
      { seed: 2 },
    );
  });
});
