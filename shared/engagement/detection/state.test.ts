import { expect, it } from 'vitest';
import { REACTION_NUMBERS, reactionOfNumber } from '../testing/reaction-of-number.ts';
import { firstTrust } from './first-rules.ts';
import { foldReaction } from './fold-reaction.ts';
import { canonical } from './reaction.ts';
import { emptyState, LAYOUT, type Standing } from './state.ts';

it('writes the numbers that its layout says: if these change, raise LAYOUT, so that what is stored is folded again', () => {
  const state = emptyState();
  const standings = new Map<string, Standing>();
  const numbers = Array.from({ length: 24 }, (_, i) => (i * 101) % REACTION_NUMBERS);
  for (const reaction of canonical(numbers.map(reactionOfNumber))) {
    const circle = reaction.actor < 'person-2' ? 5 : 0;
    const standing = foldReaction(state, reaction, standings.get(reaction.actor), circle, firstTrust(64));
    if (standing !== undefined) standings.set(reaction.actor, standing);
  }
  expect({ layout: LAYOUT, numbers: state.map(number => Number(number.toPrecision(6))) }).toMatchInlineSnapshot(`
    {
      "layout": 4,
      "numbers": [
        0.000674046,
        0.127981,
        0.793341,
        1.47249,
        1.81175,
        3783,
        4.0202,
        2.0101,
        2,
        2,
        2.0101,
        1.0101,
        3.71357,
        1,
        0,
        0,
        2,
        2,
        1552,
        3,
        1552,
        827992,
        1,
        0.010101,
        1,
        1,
        0,
        1,
        0,
        6,
        4,
        5,
        0.010101,
        1,
      ],
    }
  `);
});
