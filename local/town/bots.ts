import type { Habits } from './habits.ts';
import type { Random } from './random.ts';
import type { Reaction } from './simulate-cascade.ts';

const MINUTE = 60_000;
/** One take in so many has bought attention. */
const BOUGHT_ONE_IN = 6;

type Bots = {
  random: Random;
  people: readonly Habits[];
  performer: number;
  /** How long the take is reacted to, in ms. */
  durationMs: number;
  /** Who gave what already, as `kind:person`; what is given here is added. */
  given: Set<string>;
};

/**
 * What is not meant: a farm that likes and recasts a bought take within a minute, all its accounts one after the other; and the circle,
 * whose members praise each take of one of them at once, whatever it is. Times in ms since the take went up.
 */
export function botReactions({ random, people, performer, durationMs, given }: Bots): Reaction[] {
  const of = (role: Habits['role']) => people.flatMap((one, i) => (one.role === role && i !== performer ? [i] : []));
  const reactions: Reaction[] = [];
  const give = (kind: 'like' | 'recast', person: number, t: number) => {
    const key = `${kind}:${person}`;
    if (given.has(key)) return;
    given.add(key);
    reactions.push({ t: Math.round(t), kind, person });
  };
  if (random.whole(1, BOUGHT_ONE_IN) === 1) {
    const begins = random.between(0.05, 0.5) * durationMs;
    for (const person of random.shuffle(of('farm'))) {
      const at = begins + random.between(0, MINUTE);
      give('like', person, at);
      give('recast', person, at + random.between(500, 3_000));
    }
  }
  if (people[performer]?.role === 'circle') {
    for (const person of random.shuffle(of('circle'))) {
      const at = random.between(5_000, 4 * MINUTE);
      give('like', person, at);
      give('recast', person, at + random.between(1_000, 20_000));
    }
  }
  return reactions;
}
