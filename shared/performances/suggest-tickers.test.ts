import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggestTickers } from './suggest-tickers.ts';

describe('suggestTickers', () => {
  it.each([
    ['Blue hour', ['BLUEHOUR', 'BLUE', 'BH', 'GV412']],
    ['Night bus home', ['NIGHTBUS', 'NIGHT', 'NIGHTBUSHOME', 'NBH', 'GV412']],
    ['Rust and ribbon', ['RUST', 'RUSTRIBBON', 'RR', 'GV412']],
    ['To the', ['TOTHE', 'TO', 'TT', 'GV412']],
    ["Café d'Été", ['CAFEDETE', 'CAFE', 'CD', 'GV412']],
    ['夜のバス', ['GV412']],
  ])('suggests for %j', (title, tickers) => {
    expect(suggestTickers(title, 412n)).toEqual(tickers);
  });

  it('suggests nothing that the database would refuse', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (title, number) => {
        for (const ticker of suggestTickers(title, number)) expect(ticker).toMatch(/^[A-Z0-9]{2,12}$/);
      }),
      { seed: 1 },
    );
  });
});
