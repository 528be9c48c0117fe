import type { Random } from './random.ts';
import type { Reaction } from './simulate-cascade.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** One like or recast in so many is taken back. */
const TAKEN_BACK_ONE_IN = 28;
/** Half of those within so long. */
const SECOND_THOUGHTS = 3 * MINUTE;

/** A reaction that is taken back, a while after it was given. */
export function takenBack(random: Random, reactions: readonly Reaction[]): Reaction[] {
  return reactions.flatMap(({ t, kind, person }) => {
    if (kind === 'reply' || random.whole(1, TAKEN_BACK_ONE_IN) > 1) return [];
    return [{ t: Math.round(t + 2 * SECOND + random.exponential(SECOND_THOUGHTS)), kind, person, undo: true as const }];
  });
}

/** One small take in so many is taken down by its performer, this long after it went up (ms); null for the others. */
const TAKEN_DOWN_ONE_IN = 12;
const SMALL = 12;
export function takenDownAfter(random: Random, size: number): number | null {
  const is = random.whole(1, TAKEN_DOWN_ONE_IN) === 1;
  const after = Math.round(random.between(6, 25) * MINUTE);
  return is && size <= SMALL ? after : null;
}
