import { describe, expect, it } from 'vitest';
import { reaction } from '../testing/reaction-of-number.ts';
import { enlarge, FEATURES, readFeatures } from './features.ts';
import { countRule, firstTrust } from './first-rules.ts';
import { foldReaction } from './fold-reaction.ts';
import { gapVariation } from './gates.ts';
import { UNKNOWN_ROOT } from './root.ts';
import { detectionRuleSchema, peopleFloor, retarget } from './rule.ts';
import { emptyState } from './state.ts';

const read = (name: string, values: Float64Array) => values[FEATURES.indexOf(name)];

describe('readFeatures', () => {
  const state = emptyState();
  foldReaction(state, reaction(0, 'a', { followers: 100, kind: 1 }), undefined, 0, firstTrust(64));
  foldReaction(state, reaction(300, 'b', { followers: 300 }), undefined, 0, firstTrust(64));
  const values = readFeatures(state, { followers: 50, usual: 20, ordinary: null }, new Float64Array(FEATURES.length));

  it('writes each feature where its name says', () => {
    expect(read('N', values)).toBeCloseTo(Math.log(3), 12);
    expect(read('a', values)).toBeCloseTo(Math.log(6), 12);
    expect(read('s0', values)).toBeCloseTo(Math.log(2 + Math.exp(-1)), 12);
    expect(read('F', values)).toBeCloseTo((Math.log(101) + Math.log(301)) / 2, 12);
    expect(read('R', values)).toBeCloseTo(Math.log(51), 12);
    expect(read('T', values)).toBe(0.5);
    expect(read('B', values)).toBeCloseTo(Math.log(21), 12);
    expect(read('a·s4', values)).toBeCloseTo((read('a', values) ?? 0) * (read('s4', values) ?? 0), 12);
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it('is read with a zoom, or enlarged by it afterwards', () => {
    const root = { followers: 50, usual: 20, ordinary: null };
    const enlarged = Float64Array.from([...values, ...values]);
    enlarge(enlarged, FEATURES.length, 2);
    readFeatures(state, root, new Float64Array(FEATURES.length), 2).forEach((value, index) => {
      expect(enlarged[FEATURES.length + index], FEATURES[index]).toBeCloseTo(value, 12);
    });
    expect(enlarged.slice(0, FEATURES.length)).toEqual(values);
  });

  it('calls unknown what the source does not say', () => {
    const silent = readFeatures(emptyState(), UNKNOWN_ROOT, new Float64Array(FEATURES.length));
    expect(['F', 'R', 'T', 'B'].map(name => read(name, silent))).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe('a rule', () => {
  it('is data that the schema takes, whole numbers of people and all', () => {
    expect(detectionRuleSchema.parse(JSON.parse(JSON.stringify(countRule(64))))).toEqual(countRule(64));
    expect(() =>
      detectionRuleSchema.parse({ ...countRule(64), terms: [{ feature: 'x', weight: 1, mean: 0, scale: 1 }] }),
    ).toThrow();
    expect([8, 64, 136, 543].map(peopleFloor)).toEqual([3, 13, 17, 68]);
  });

  it('reads another target as the same shape', () => {
    expect(retarget(countRule(100), 200)).toMatchObject({ target: 200, zoom: 0.5, trust: { minPeople: 25 } });
    expect(retarget(countRule(100), 100)).toEqual({ ...countRule(100), zoom: 1 });
  });
});

describe('gapVariation', () => {
  it('suspects slow regular gaps only', () => {
    const gaps = (count: number, gap: number) => {
      const state = emptyState();
      for (let i = 0; i <= count; i++) foldReaction(state, reaction(i * gap, `p-${i}`), undefined, 0, firstTrust(64));
      return state;
    };
    expect(gapVariation(gaps(20, 60))).toBeCloseTo(0, 6);
    expect(gapVariation(gaps(11, 60))).toBe(Number.POSITIVE_INFINITY);
    expect(gapVariation(gaps(20, 1))).toBe(Number.POSITIVE_INFINITY);
  });
});
