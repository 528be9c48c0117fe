import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkName, suggestName } from './ticker.ts';

const ZWNJ = '\u200C';
const ZWJ = '\u200D';
const keeps = (name: string) => {
  try {
    return checkName(name) === name.normalize('NFC');
  } catch {
    return false;
  }
};

describe('joiners in names', () => {
  it('are kept as people write them', () => {
    const names = [
      'می\u200Cخواهم',
      'کتاب\u200Cها',
      'نِی\u200Cنَوا',
      'ශ්\u200Dරී ලංකා',
      'क्\u200Dष',
      'क्\u200Cष',
      'ন্\u200Cতা',
      'র\u200D্যালি',
      'ರ\u200D್ಯಾಂಕ್',
      'അവന്\u200D',
      'తెలుగు క్\u200Cష',
    ];
    expect(names.filter(name => !keeps(name))).toEqual([]);
  });

  it('are refused where nobody sees them', () => {
    const names = [
      'ا\u200Cب',
      'ب\u200C',
      '\u200Cب',
      'ب\u200Dب',
      'ب\u200C\u200Cب',
      'ب\u200C ب',
      'بx\u200Cب',
      'क\u200Dष',
      'क\u200Cष',
      'क्\u200C',
      'क्\u200D\u200Dष',
      'क्\u200Dा',
      'e\u094D\u200Dy',
      'র\u200Dয',
      'Be\u200Cyond',
      '夜\u200Dの',
    ];
    expect(names.filter(keeps)).toEqual([]);
    expect(suggestName('ا\u200Cب ک\u200Cب Be\u200Dyond')).toBe('اب ک\u200Cب Beyond');
  });

  it('part any two letters of Persian, but for those that join none', () => {
    const alphabet = [...'ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی'];
    const joinNone = new Set('ءآادذرزژو');
    const letter = fc.constantFrom(...alphabet);
    fc.assert(
      fc.property(letter, letter, fc.constantFrom('', '\u064E', '\u0651'), (first, second, mark) => {
        expect(keeps(`${first}${mark}${ZWNJ}${second}`)).toBe(!joinNone.has(first) && second !== 'ء');
        expect(keeps(`${first}${mark}${ZWJ}${second}`)).toBe(false);
      }),
      { seed: 51, numRuns: 3_000 },
    );
  });

  it('follow the killed vowel of any letter, in any script of India and Sri Lanka, and no other letter', () => {
    // From ka to ha, and the virama of the script.
    const scripts = [
      [0x0915, 0x0939, 0x094d],
      [0x0a95, 0x0aa8, 0x0acd],
      [0x0b95, 0x0b95, 0x0bcd],
      [0x0c15, 0x0c28, 0x0c4d],
      [0x0c95, 0x0ca8, 0x0ccd],
      [0x0d15, 0x0d39, 0x0d4d],
      [0x0d9a, 0x0da5, 0x0dca],
    ] as const;
    const pair = fc
      .constantFrom(...scripts)
      .chain(([ka, ha, virama]) =>
        fc.tuple(fc.integer({ min: ka, max: ha }), fc.integer({ min: ka, max: ha }), fc.constant(virama)),
      );
    fc.assert(
      fc.property(pair, fc.constantFrom(ZWJ, ZWNJ), (codes, joiner) => {
        const [first, second, virama] = codes.map(code => String.fromCodePoint(code)) as [string, string, string];
        expect(keeps(`${first}${virama}${joiner}${second}`)).toBe(true);
        expect(keeps(`${first}${joiner}${second}`)).toBe(false);
        expect(keeps(`${first}${virama}${joiner}${joiner}${second}`)).toBe(false);
        expect(keeps(`${virama}${joiner}${second}`)).toBe(false);
      }),
      { seed: 52, numRuns: 2_000 },
    );
  });

  it('leave no two names that differ by a joiner alone between letters of Europe and East Asia', () => {
    const letter = fc.constantFrom(...'aZéßöΩжЯ夜のバ한글א0-');
    fc.assert(
      fc.property(
        fc.array(letter, { maxLength: 6 }),
        fc.array(letter, { maxLength: 6 }),
        fc.constantFrom(ZWJ, ZWNJ),
        (a, b, joiner) => {
          expect(keeps(a.join('') + joiner + b.join(''))).toBe(false);
        },
      ),
      { seed: 53, numRuns: 1_000 },
    );
  });
});
