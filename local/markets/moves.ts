import fc from 'fast-check';

/** What may happen to a market, and to the index that follows it. Parts are in percent, of a burn in thousandths. */
export type Move =
  | { kind: 'trade'; trader: number; coin: number; side: 'buy' | 'sell'; part: number }
  | { kind: 'route'; trader: number; coin: number; part: number }
  | { kind: 'give'; from: number; to: number; coin: number; part: number }
  | { kind: 'burn'; from: number; coin: number; part: number }
  | { kind: 'migrate'; coin: number }
  | { kind: 'wait'; seconds: number }
  | { kind: 'reorg'; depth: number }
  | { kind: 'sync' }
  | { kind: 'die'; at: number; when: 'before' | 'after' };

const [trader, coin, part] = [fc.nat(2), fc.nat(4), fc.integer({ min: 1, max: 40 })];

/** What happens to a market, trades above all. An index that lags is one that is not asked to sync for a while. */
export const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    {
      weight: 10,
      arbitrary: fc.record({
        kind: fc.constant('trade' as const),
        trader,
        coin,
        side: fc.constantFrom('buy' as const, 'sell' as const),
        part,
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('route' as const), trader, coin, part }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('give' as const), from: trader, to: trader, coin, part }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('burn' as const), from: trader, coin, part }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('migrate' as const), coin }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 4_000 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('reorg' as const),
        depth: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 6, max: 30 })),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('sync' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('die' as const),
        at: fc.nat(30),
        when: fc.constantFrom('before' as const, 'after' as const),
      }),
    },
  ),
  { minLength: 12, maxLength: 30, size: 'max' },
);
