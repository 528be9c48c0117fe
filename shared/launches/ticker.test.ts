import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../kernel/app-error.ts';
import { checkName, checkTicker, suggestName, suggestTicker } from './ticker.ts';

describe('tickers', () => {
  it('reads a title as a person would', () => {
    expect(suggestTicker('Night bus home')).toBe('NIGHTBUSHOME');
    expect(suggestTicker('The last train to Lagos and back')).toBe('LASTTRAINTO');
    expect(suggestTicker('Café déjà vu')).toBe('CAFEDEJAVU');
    expect(suggestTicker('Supercalifragilistic')).toBe('SUPERCALIFRA');
    expect(suggestTicker('夜のバス')).toBe('TAKE');
    expect(suggestTicker('The')).toBe('THE');
  });

  it('finds a free one', () => {
    expect(suggestTicker('Night bus home', new Set(['NIGHTBUSHOME', 'NIGHTBUSHOM2']))).toBe('NIGHTBUSHOM3');
  });

  it('always suggests what passes its own check and is not taken', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.array(fc.string()), (title, taken) => {
        const first = suggestTicker(title);
        const second = suggestTicker(title, new Set([first, ...taken]));
        expect(checkTicker(first)).toBe(first);
        expect(checkTicker(second)).toBe(second);
        expect(second).not.toBe(first);
      }),
      { seed: 4 },
    );
  });

  it('forgives a dollar sign and small letters, nothing else', () => {
    expect(checkTicker(' $nightbus ')).toBe('NIGHTBUS');
    for (const bad of ['', 'A', 'NIGHT BUS', 'NIGHTBUSHOMES1', 'ÄÖ', 'A-B']) expect(() => checkTicker(bad)).toThrow(AppError);
  });
});

describe('names', () => {
  it('keeps words and drops odd space', () => {
    expect(checkName('  Night   bus\thome ')).toBe('Night bus home');
  });

  it('refuses the empty, the long and the invisible', () => {
    for (const bad of ['', '   ', 'x'.repeat(81), 'a\u0000b', 'pay\u202Eload']) expect(() => checkName(bad)).toThrow(AppError);
    // Zero-width letters, fillers of Hangul, an empty Braille cell, a picture selector behind a letter or a digit, a lone mark, a pile of marks.
    for (const bad of [
      'Be\u200Byond',
      'Be\u200Dyond',
      '\u3164',
      'a\u115F',
      '\u2800\u2800',
      'a\uFE0F',
      'Take 1\uFE0F',
      '\u0301',
      `a${'\u0335'.repeat(20)}`,
    ])
      expect(() => checkName(bad), JSON.stringify(bad)).toThrow(AppError);
  });

  it('keeps what scripts and emoji are written with', () => {
    for (const good of [
      'می\u200Cخواهم',
      '\u{1F469}\u200D\u{1F3A4} sings',
      '❤\uFE0F\u200D\u{1F525}',
      '1\uFE0F\u20E3 take',
      'Việt Nam',
      '夜のバス',
      'क\u094D\u200Dष',
      '?!',
    ])
      expect(checkName(good)).toBe(good.normalize('NFC'));
  });

  it('are made of any title, and pass the check', () => {
    expect(suggestName('pay\u202Eload\u200B — song')).toBe('payload — song');
    expect(suggestName('\u3164\u200B')).toBe('Untitled');
    expect(suggestName('Night bus home')).toBe('Night bus home');
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 120 }).map(text => text.toWellFormed()),
        title => {
          const name = suggestName(title);
          expect(checkName(name)).toBe(name);
          expect(suggestName(name)).toBe(name);
        },
      ),
      { seed: 41, numRuns: 300 },
    );
  });
});
