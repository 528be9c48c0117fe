import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REACTION_NUMBERS, reaction, reactionOfNumber } from '../testing/reaction-of-number.ts';
import { massOf } from './circle-mass.ts';
import { SCALES } from './decay.ts';
import { firstTrust } from './first-rules.ts';
import { foldReaction } from './fold-reaction.ts';
import { canonical, REMOVAL, type Reaction } from './reaction.ts';
import { copyOf, type DetectionState, describe as describeState, emptyState, type Standing } from './state.ts';
import { type Trust, worthOf } from './trust.ts';

const trust = firstTrust(64);
/** What a person weighs does not depend on who came before, and is no whole number. */
const constant = { ...trust, ordinaryWorth: 1, fullScore: 1 };

function fold(reactions: readonly Reaction[], circleOf: (actor: string) => number = () => 0, by: Trust = trust): DetectionState {
  const state = emptyState();
  const standings = new Map<string, Standing>();
  for (const each of reactions) {
    const standing = foldReaction(state, each, standings.get(each.actor), circleOf(each.actor), by);
    if (standing !== undefined) standings.set(each.actor, standing);
  }
  return state;
}

const histories = fc.array(fc.nat(REACTION_NUMBERS - 1), { maxLength: 60 }).map(numbers => numbers.map(reactionOfNumber));

/** Mass and decayed masses found the slow way: whoever is in force at the end, from when they first reacted. */
function slowly(reactions: readonly Reaction[]) {
  const end = Math.max(0, ...reactions.map(({ t }) => t));
  const people = [...Map.groupBy(reactions, ({ actor }) => actor).values()].filter(own => {
    const removals = own.filter((each, i) => each.kind === REMOVAL && i > 0 && own[i - 1]?.kind !== REMOVAL).length;
    const score = own.find(({ kind }) => kind !== REMOVAL)?.score;
    return removals < 2 && own.at(-1)?.kind !== REMOVAL && (score === null || score === undefined || score >= trust.minScore);
  });
  const weighed = people.map(own => {
    const first = own.find(({ kind }) => kind !== REMOVAL);
    return {
      weight: first?.score === null ? 1 : worthOf(first?.score ?? 0, constant),
      age: end - (first?.t ?? 0),
    };
  });
  const sum = (worth: (age: number) => number) => weighed.reduce((total, { weight, age }) => total + weight * worth(age), 0);
  return { people: people.length, mass: sum(() => 1), decayed: SCALES.map(scale => sum(age => Math.exp(-age / scale))) };
}

describe('foldReaction', () => {
  it('agrees with the slow way on every history', () => {
    fc.assert(
      fc.property(histories, deliveries => {
        const reactions = canonical(deliveries);
        const state = fold(reactions, () => 0, constant);
        const { people, mass, decayed } = slowly(reactions);
        const said = describeState(state);
        expect(said.people).toBe(people);
        expect(said.mass).toBeCloseTo(mass, 9);
        decayed.forEach((sum, scale) => {
          expect(said.decayed[scale]).toBeCloseTo(sum, 9);
        });
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('ends in the same state however deliveries are duplicated and ordered', () => {
    const delivered = histories.chain(events =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
    );
    fc.assert(
      fc.property(delivered, ([events, again]) => {
        expect(fold(canonical(again))).toEqual(fold(canonical(events)));
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it('weighs a known person as one among people of whom nothing is known, and for those left out among known ones', () => {
    const small = firstTrust(8);
    const among = (own: number | null) =>
      describeState(
        fold(
          [...Array.from({ length: 20 }, (_, i) => reaction(i, `p-${i}`, { score: own })), reaction(50, 'z', { score: 0.9 })],
          () => 0,
          small,
        ),
      ).mass;
    expect(among(null)).toBeCloseTo(21, 9);
    expect(among(0.9)).toBeCloseTo(21 / small.ordinaryWorth, 9);
  });

  it('leaves out low scores and young accounts with their reason, and weighs who passes for those', () => {
    const state = fold([
      reaction(1, 'a', { score: 0.49, ageDays: 900 }),
      reaction(2, 'b', { score: 0.9, ageDays: 3 }),
      reaction(3, 'c', { score: 0.9, ageDays: 900 }),
      reaction(4, 'd'),
    ]);
    expect(describeState(state)).toMatchObject({ people: 2, leftOut: { lowScore: 1, youngAccount: 1 } });
    expect(describeState(state).mass).toBeCloseTo(1 + 1 / trust.ordinaryWorth, 12);
    expect(describeState(state).seen).toBe(describeState(state).mass);
  });

  it('weighs a middling score in part', () => {
    const mass = (score: number) => describeState(fold([reaction(1, 'a', { score })])).mass * trust.ordinaryWorth;
    const worths = [0.001, 0.001 + 0.999 / 64, 0.001 + 0.999 * (10 / 12) ** 6, 1, 1];
    expect([0.5, 0.56, 0.6, 0.62, 1].map(mass)).toEqual(worths.map(worth => expect.closeTo(worth, 9)));
  });

  it('counts a repeat for the target and not for the mass', () => {
    expect(describeState(fold([reaction(1, 'a'), reaction(2, 'a', { kind: 1 })]))).toMatchObject({
      mass: 1,
      seen: 2,
      leftOut: { repeat: 1 },
    });
  });

  it('forgives one change of mind and leaves out who does it again', () => {
    const likes = (times: number) =>
      Array.from({ length: times }, (_, i) => reaction(i * 10, 'a', { kind: i % 2 === 0 ? 0 : REMOVAL }));
    expect(describeState(fold(likes(3)))).toMatchObject({ mass: 1, people: 1, seen: 1 });
    expect(describeState(fold(likes(5)))).toMatchObject({ mass: 0, people: 0, seen: 0, leftOut: { churn: 1 } });
    expect(describeState(fold(likes(200)))).toMatchObject({ mass: 0, people: 0 });
  });

  it('gives one circle a hundredth of the mass at most, whoever comes when', () => {
    const crowd = Array.from({ length: 120 }, (_, i) => reaction(i, `${i % 3 === 0 ? 'lone' : 'ring'}-${i}`, { score: 0.9 }));
    const state = fold(crowd, actor => (actor.startsWith('ring') ? 7 : 0));
    expect(massOf(state, 7)).toBeGreaterThan(0.5);
    expect(massOf(state, 7)).toBeLessThanOrEqual(describeState(state).mass * trust.circleCap + 1e-9);
    expect(describeState(state).leftOut.circleCap).toBeGreaterThan(60);
  });

  it('lets a copy stand while the original goes on', () => {
    const state = fold([reaction(1, 'a')]);
    const copy = copyOf(state);
    foldReaction(state, reaction(5, 'b'), undefined, 3, trust);
    expect(copy).toEqual(fold([reaction(1, 'a')]));
  });
});
