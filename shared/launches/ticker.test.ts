import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../kernel/app-error.ts';
import { checkName, checkTicker, suggestTicker } from './ticker.ts';

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
  });
});
