import { describe, expect, it } from 'vitest';
import { emptyMemory } from '../detection/circle-memory.ts';
import { detectCascade } from '../detection/detect-cascade.ts';
import { FEATURES } from '../detection/features.ts';
import { countRule } from '../detection/first-rules.ts';
import { UNKNOWN_ROOT } from '../detection/root.ts';
import { scorerOf } from '../detection/score.ts';
import { reaction } from '../testing/reaction-of-number.ts';
import { exampleOf, looksAutomated } from './example.ts';
import { climbOf, firingMoment } from './linear.ts';

const rule = countRule(40);
const reactions = Array.from({ length: 50 }, (_, i) => reaction(i * 20 + ((i * 7) % 19), `p-${i}`));

describe('exampleOf', () => {
  it('sees what the rule sees: the same moment fires in the fit and in the replay', () => {
    const example = exampleOf(reactions, UNKNOWN_ROOT, rule, () => 0);
    const moment = firingMoment(climbOf(example, rule), rule.threshold) ?? -1;
    const detection = detectCascade(reactions, UNKNOWN_ROOT, scorerOf(rule), emptyMemory());
    expect(example.times[moment]).toBe(detection.firedAt);
    expect(example.seen[moment]).toBe(detection.n);
  });

  it('ends at the target, and knows when that was', () => {
    const example = exampleOf(reactions, UNKNOWN_ROOT, rule, () => 0);
    expect(example).toMatchObject({ hit: true, final: 50, reachedAt: reactions[39]?.t });
    expect(example.seen.at(-1)).toBe(39);
    expect(example.values).toHaveLength(example.times.length * FEATURES.length);
  });

  it('takes for a hit only what gets there within seven days', () => {
    const slow = reactions.map((each, i) => ({ ...each, t: i * 20_000 }));
    expect(exampleOf(slow, UNKNOWN_ROOT, rule, () => 0)).toMatchObject({ hit: false, reachedAt: null });
  });
});

describe('looksAutomated', () => {
  it('suspects twenty regular gaps', () => {
    const regular = Array.from({ length: 30 }, (_, i) => reaction(i * 60, `p-${i}`));
    expect(looksAutomated(regular)).toBe(true);
    expect(looksAutomated(regular.slice(0, 19))).toBe(false);
    expect(looksAutomated(regular.map((each, i) => ({ ...each, t: i ** 3 })))).toBe(false);
  });
});
