import { describe, expect, it } from 'vitest';
import { firstTrust } from './first-rules.ts';
import { learnOrdinary, ORDINARY_WORTH, ordinaryWorthOf, startOrdinary } from './ordinary.ts';
import { REMOVAL } from './reaction.ts';
import { reaction } from './reaction-of-number.ts';

const trust = firstTrust(64);
const crowd = (size: number, score: number | null, name = 'p') =>
  Array.from({ length: size }, (_, i) => reaction(i, `${name}-${i}`, { score }));

describe('learnOrdinary', () => {
  it('finds what ordinary people are worth, those who fail included', () => {
    const ordinary = startOrdinary();
    for (let i = 0; i < 10; i++) learnOrdinary(ordinary, [...crowd(80, 0.9), ...crowd(20, 0.3, 'low')], trust);
    expect(ordinaryWorthOf(ordinary)).toBe(0.8);
  });

  it('learns nothing from farms, from a farm within a crowd, from churn and from who is unknown', () => {
    const ordinary = startOrdinary();
    learnOrdinary(ordinary, crowd(200, 0.2), trust);
    learnOrdinary(ordinary, [...crowd(100, 0.9), ...crowd(200, 0.2, 'farm')], trust);
    learnOrdinary(ordinary, [...crowd(20, 0.9), ...crowd(20, 0.9).map(each => ({ ...each, t: 99, kind: REMOVAL }))], trust);
    learnOrdinary(ordinary, crowd(100, null), trust);
    expect(ordinary).toEqual(startOrdinary());
    expect(ordinaryWorthOf(ordinary)).toBe(ORDINARY_WORTH);
  });
});
