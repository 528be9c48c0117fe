import { REMOVAL, type Reaction } from '../detection/reaction.ts';

const PEOPLE = 6;
const MOMENTS = 40;
const KINDS = [0, 0, 1, REMOVAL] as const;

/** How many different numbers there are for `reactionOfNumber`. */
export const REACTION_NUMBERS = PEOPLE * MOMENTS * KINDS.length;

/** A number as a reaction. Few people and moments, so that repeats, removals and ties meet often. */
export function reactionOfNumber(number: number): Reaction {
  const person = number % PEOPLE;
  const moment = Math.floor(number / PEOPLE) % MOMENTS;
  const kind = KINDS[Math.floor(number / (PEOPLE * MOMENTS)) % KINDS.length] ?? 0;
  return reaction(moment * 97, `person-${person}`, {
    kind,
    followers: person % 2 === 0 ? person * 10 : null,
    secondHand: person === 3,
    score: [null, 0.9, 0.3][person % 3] ?? null,
  });
}

/** A plain reaction of someone of whom nothing is known, with what differs. */
export function reaction(t: number, actor: string, differs: Partial<Reaction> = {}): Reaction {
  return { t, actor, followers: null, kind: 0, secondHand: false, score: null, ageDays: null, ...differs };
}
