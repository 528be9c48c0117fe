import { expect, it } from 'vitest';
import { reaction } from '../testing/reaction-of-number.ts';
import { firstTrust } from './first-rules.ts';
import { emptyWorth, learnWorth, worthNow } from './ordinary-worth.ts';
import { REMOVAL, type Reaction } from './reaction.ts';

const trust = firstTrust(64);
const LATE = 9 * 3_600;
const nobody = () => 0;
const crowd = (size: number, score: number | null, t = LATE, name = 'p') =>
  Array.from({ length: size }, (_, i) => reaction(t + i, `${name}-${i}`, { score }));
/** Four in five of whom pass. */
const ordinary = [...crowd(80, 0.9), ...crowd(20, 0.3, LATE, 'low')];

const learned = (performances: readonly (readonly Reaction[])[], circleOf: (actor: string) => number = nobody) => {
  const memory = emptyWorth();
  for (const reactions of performances) learnWorth(memory, reactions, circleOf, trust);
  return worthNow(memory, trust);
};
const often = <T>(item: T, times = 64) => Array.from({ length: times }, () => item);

it('is the rule’s own number at first, and comes to what late comers are worth, those left out included', () => {
  expect(learned([])).toBeNull();
  expect(learned([ordinary])).toBeCloseTo((trust.ordinaryWorth + 0.8) / 2, 1);
  expect(learned(often(ordinary))).toBe(0.8);
});

it('takes small crowds together, each person once a performance', () => {
  const few = [
    ...crowd(8, 0.9),
    ...crowd(8, 0.9),
    ...crowd(2, 0.3, LATE, 'low'),
    ...crowd(9, 0.9).map(each => ({ ...each, kind: REMOVAL })),
  ];
  expect(learned(often(few, 2))).toBeNull();
  expect(learned(often(few, 300))).toBe(0.8);
});

it('does not hear who comes early, however many and on however many performances', () => {
  const attacked = [...crowd(200, 0.2, 60, 'farm'), ...crowd(12, 0.95, 90, 'bought'), ...ordinary];
  expect(learned(often(attacked))).toBe(learned(often(ordinary)));
  expect(learned(often(crowd(200, 0.2, 60)))).toBeNull();
  const again = [...crowd(200, null, 60, 'farm'), ...crowd(200, 0.2, LATE, 'farm'), ...ordinary];
  expect(learned(often(again))).toBe(learned(often(ordinary)));
});

it('is not moved by farms that come late to every second performance, nor by people of whom nothing is known', () => {
  const farmed = [...ordinary, ...crowd(200, 0.2, LATE, 'farm')];
  const mixed = often([farmed, ordinary, crowd(99, null)]).flat();
  expect(learned(mixed)).toBe(0.8);
});

it('counts those of a circle for nothing, and never comes below a quarter', () => {
  const inCircle = (actor: string) => Number(actor.startsWith('ring'));
  const followed = [...crowd(50, 0.9), ...crowd(50, 0.9, LATE, 'ring')];
  expect(learned(often(followed), inCircle)).toBeCloseTo(0.5, 2);
  expect(learned(often([...crowd(22, 0.9), ...crowd(78, 0.3, LATE, 'low')]))).toBe(0.25);
  expect(learned(often(crowd(200, 0.2)))).toBeNull();
});
