import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titleOfCast } from './title-of-cast.ts';

describe('titleOfCast', () => {
  it.each([
    ['Night bus home — song', 'Night bus home', 'song'],
    ['  \n\nSlow orbit – Dance.\nwatch till the end', 'Slow orbit', 'dance'],
    ['Paper planes - cover', 'Paper planes', 'song'],
    ['Rust — beat', 'Rust', 'song'],
    ['Lo-fi', 'Lo-fi', null],
    ['She said — nothing', 'She said — nothing', null],
    ['https://gigavibe.example/p/1 Late train', 'Late train', null],
    ['https://gigavibe.example/p/1', null, null],
    ['', null, null],
    ['夜のバス — song', '夜のバス', 'song'],
    ['Pay\u202Eload\u2066 — song', 'Payload', 'song'],
    ['\u202E\nLate train', 'Late train', null],
  ])('reads %j as %j, %j', (text, title, kind) => {
    expect(titleOfCast(text)).toEqual({ title, kind });
  });

  it('shortens after a word', () => {
    const { title } = titleOfCast('word '.repeat(30));
    expect(title).toMatch(/^(word )+word…$/);
    expect([...(title ?? '')].length).toBeLessThanOrEqual(80);
  });

  it('gives nothing that the database would refuse', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), text => {
        const { title } = titleOfCast(text);
        if (title === null) return;
        expect([...title].length).toBeGreaterThanOrEqual(1);
        expect([...title].length).toBeLessThanOrEqual(80);
        expect(title.isWellFormed()).toBe(true);
        expect(title).not.toContain('\u0000');
      }),
      { seed: 1, numRuns: 1_000 },
    );
  });
});
