import { REMOVAL, type Reaction } from './reaction.ts';
import { exclusionOf, type Trust } from './trust.ts';

const PERFORMANCES_LOOKED_AT = 8;
const FEWEST = 3;

/** Sizes of each creator's last performances, oldest first. */
export type CreatorMemory = Map<string, number[]>;

/** The median of the last eight sizes that a creator's performances had; null below three: that says nothing yet. */
export function usualSize(sizes: readonly number[]): number | null {
  if (sizes.length < FEWEST) return null;
  const sorted = sizes.slice(-PERFORMANCES_LOOKED_AT).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/** Remembers how many people one more performance of a creator reached, for those after it. Who is left out does not count. */
export function learnSize(memory: CreatorMemory, creator: string, reactions: readonly Reaction[], trust: Trust): void {
  const counting = reactions.filter(reaction => reaction.kind !== REMOVAL && exclusionOf(reaction, trust) === null);
  const people = new Set(counting.map(({ actor }) => actor)).size;
  memory.set(creator, [...(memory.get(creator) ?? []), people].slice(-PERFORMANCES_LOOKED_AT));
}
