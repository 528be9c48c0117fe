import { describe, expect, it } from 'vitest';
import { reaction } from '../testing/reaction-of-number.ts';
import { emptyMemory } from './circle-memory.ts';
import { learnCircles } from './circles.ts';
import { detectCascade } from './detect-cascade.ts';
import { countRule } from './first-rules.ts';
import { inCanonicalOrder, REMOVAL, type Reaction } from './reaction.ts';
import { UNKNOWN_ROOT } from './root.ts';
import { scoreOf, scorerOf, termsOf } from './score.ts';
import { emptyState } from './state.ts';
import { passTime, startWatch, watchReaction } from './watch.ts';

const TARGET = 40;
const scorer = scorerOf(countRule(TARGET));
const NEEDED = Math.ceil(TARGET * 0.7);
const DELAY = scorer.rule.delaySeconds;
const root = UNKNOWN_ROOT;

/** Gaps from 1 to 9 seconds, so that no clock is suspected. */
const crowd = (count: number, from = 0, name = 'p', differs: Partial<Reaction> = {}): Reaction[] => {
  let t = from;
  return Array.from({ length: count }, (_, i) => {
    t += 1 + ((i * 7) % 9);
    return reaction(t, `${name}-${i}`, differs);
  });
};
const detect = (reactions: Iterable<Reaction>, memory = emptyMemory()) => detectCascade(reactions, root, scorer, memory);

describe('a watch', () => {
  it('fires at the event that reaches the threshold and confirms after the delay', () => {
    const reactions = crowd(NEEDED + 5);
    const at = reactions[NEEDED - 1]?.t ?? 0;
    expect(detect(reactions)).toMatchObject({ firedAt: at, confirmedAt: at + DELAY, n: NEEDED });
    expect(detect(reactions.slice(0, NEEDED - 1))).toMatchObject({ firedAt: null, confirmedAt: null, n: NEEDED - 1 });
  });

  it('reads nothing but the root and one reaction after the other, and stops at the confirmation', () => {
    const reactions = [...crowd(NEEDED), ...crowd(20, 5_000, 'later')];
    let read = -1;
    const future = reactions.slice(NEEDED);
    const guarded = new Proxy(reactions, {
      get(target, key) {
        if (key === Symbol.iterator) {
          return function* () {
            for (let i = 0; i < target.length; i++) {
              read = i;
              yield target[i];
            }
          };
        }
        throw new Error(`reads ${String(key)} of what it may only walk through`);
      },
    });
    const found = detect(guarded);
    // The first reaction after the delay tells that time has passed; nothing after it is touched.
    expect(read).toBe(NEEDED);
    expect(future).toHaveLength(20);
    expect(found).toEqual(detect(reactions.slice(0, NEEDED)));
  });

  it('decides alike whatever comes later', () => {
    const known = crowd(NEEDED);
    for (const later of [[], crowd(200, 90_000, 'x'), crowd(5, 2_000, 'y')]) {
      expect(detect([...known, ...later])).toEqual(detect(known));
    }
  });

  it('cancels when those whom it rested on take it back', () => {
    const reactions = crowd(NEEDED);
    const removals = reactions.slice(0, 10).map(each => ({ ...each, t: 400, kind: REMOVAL }));
    const found = detect([...reactions, ...removals]);
    expect(found).toMatchObject({ firedAt: reactions.at(-1)?.t, confirmedAt: null });
    expect(found.reasons).toContain('Cancelled before confirmation: 1.');
  });

  it('looks again once, not for each of a crowd that leaves one by one', () => {
    const size = 1_000;
    const reactions = crowd(size, 0, 'p', { score: 0.9 }).map(({ t, ...each }) => ({ ...each, t: t / 20 }));
    const leaving = reactions.map((each, i) => ({ ...each, t: 400 + i / 10, kind: REMOVAL }));
    const watch = startWatch(root);
    const large = scorerOf(countRule(1_300));
    let asked = 0;
    const circleOf = () => {
      asked += 1;
      return 0;
    };
    for (const each of [...reactions, ...leaving]) watchReaction(watch, each, large, circleOf);
    passTime(watch, 10_000, large, circleOf);
    expect(watch).toMatchObject({ confirmedAt: null, cancelled: 1 });
    // Once for each who came; of those who are left, nobody.
    expect(asked).toBe(size);
  });

  it('moves to the moment that stands without those who left', () => {
    const reactions = crowd(NEEDED);
    const more = crowd(10, 300, 'more');
    const removals = reactions.slice(0, 10).map(each => ({ ...each, t: 400, kind: REMOVAL }));
    const at = more.at(-1)?.t ?? 0;
    expect(detect([...reactions, ...more, ...removals])).toMatchObject({ firedAt: at, confirmedAt: at + DELAY });
  });

  it('cancels when the circles that were learned in between undo it', () => {
    const reactions = crowd(NEEDED, 0, 'ring', { score: 0.9 });
    const watch = startWatch(root);
    for (const each of reactions) watchReaction(watch, each, scorer, () => 0);
    expect(watch.waiting).not.toBeNull();
    passTime(watch, 10_000, scorer, () => 5);
    expect(watch).toMatchObject({ confirmedAt: null, cancelled: 1 });
  });

  it('lets money wait for more people than can be bought by the dozen, not all within half an hour, or for spread at second hand', () => {
    const small = scorerOf(countRule(8));
    const known = (count: number, secondHand = false) => crowd(count, 0, 'p', { score: 0.9, secondHand });
    const found = (reactions: Reaction[]) => detectCascade(reactions, root, small, emptyMemory());
    expect(found(known(12))).toMatchObject({ firedAt: expect.any(Number), confirmedAt: null });
    expect(found(known(12)).reasons).toContain('Waits for more people.');
    const late = (count: number) => Array.from({ length: count }, (_, i) => reaction(5_000 + i, `late-${i}`, { score: 0.9 }));
    const { firedAt } = found(known(12));
    expect(found([...known(12), ...late(5)]).confirmedAt).toBeNull();
    expect(found([...known(12), ...late(6)])).toMatchObject({ firedAt, confirmedAt: 5_005 });
    // Each of them weighs 1.75, so 35 are a crowd of 48.
    expect(found(known(34)).confirmedAt).toBeNull();
    expect(found(known(35))).toMatchObject({ firedAt, confirmedAt: expect.any(Number) });
    expect(found(known(12, true)).confirmedAt).toBe((firedAt ?? 0) + DELAY);
    expect(found(crowd(12)).confirmedAt).not.toBeNull();
  });

  it('looks at a firing that waits for more people when its delay is over: who left by then holds no place in it', () => {
    const small = scorerOf(countRule(8));
    const good = { score: 0.9, ageDays: 400 };
    const leaving = crowd(4, 0, 'leaving', good).flatMap(each => [each, { ...each, t: each.t + 120, kind: REMOVAL }]);
    const staying = crowd(4, 2_000, 'staying', good);
    const found = detectCascade([...leaving, ...staying].sort(inCanonicalOrder), root, small, emptyMemory());
    const alone = detectCascade(staying, root, small, emptyMemory());
    expect(alone).toMatchObject({ firedAt: expect.any(Number), confirmedAt: null });
    expect(found).toMatchObject({ firedAt: alone.firedAt, confirmedAt: null });
    expect(found.reasons).toContain('Cancelled before confirmation: 1.');
  });

  it('is not hurried by those who are left out, nor held up', () => {
    const people = crowd(NEEDED, 0, 'p', { score: 0.9 });
    const farm = crowd(200, 0, 'farm', { score: 0.2 });
    const both = [...people, ...farm].sort((a, b) => a.t - b.t);
    expect(detect(both).firedAt).toBe(detect(people).firedAt);
    expect(detect(people).firedAt).not.toBeNull();
  });

  it('does not believe clockwork', () => {
    const clockwork = Array.from({ length: NEEDED + 5 }, (_, i) => reaction(i * 60, `bot-${i}`));
    expect(detect(clockwork)).toMatchObject({ firedAt: null, score: null });
    expect(detect(clockwork).reasons.join()).toContain('timing');
  });

  it('believes a ring until it is known', () => {
    const ring = Array.from({ length: 40 }, (_, i) => `ring-${i}`);
    const memory = emptyMemory();
    const performance = () => ring.map((actor, i) => reaction(i * 11 + (i % 4) * 3, actor, { score: 0.65 }));
    expect(detect(performance(), memory).firedAt).not.toBeNull();
    for (let i = 0; i < 3; i++) learnCircles(memory, ring);
    expect(detect(performance(), memory).firedAt).toBeNull();
  });
});

describe('a score', () => {
  it('is the sum of its terms', () => {
    const watch = startWatch(root);
    for (const each of crowd(20)) watchReaction(watch, each, scorer, () => 0);
    const terms = termsOf(watch.state, root, scorer);
    expect(terms.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(scoreOf(watch.state, root, scorer), 12);
    expect(scoreOf(emptyState(), root, scorer)).toBe(0);
  });

  it('needs features that exist', () => {
    const rule = { ...scorer.rule, terms: [{ feature: 'likes', weight: 1, mean: 0, scale: 1 }] };
    expect(() => scorerOf(rule)).toThrow('does not exist');
  });
});
