import type { CircleLookup } from './circle-memory.ts';
import { REMOVAL, type Reaction } from './reaction.ts';
import { exclusionOf, type Trust, worthOf } from './trust.ts';

/** Seconds after the post from which those who come are taken for ordinary: bought ones hurry, and a drip of six hours that begins within the first is over. */
const LATE = 7 * 3_600;
/** People in a sample, of one performance or of several in a row. */
const SAMPLE = 48;
const SAMPLES_REMEMBERED = 64;
/** For how many samples the rule's own number stands: what it was made on may have been another network. */
const RULE_STANDS_FOR = 1;
/** What is worth less on average is a farm. */
export const LEAST_SAMPLE = 0.2;
/** What comes out is never lower: nobody weighs more than four times their worth. */
const LEAST = 0.25;

/** What late comers of a network were worth, learned from one performance to the next: the means of the last samples, and one that fills. */
export type WorthMemory = { means: number[]; people: number; worth: number };

/** A memory before the first late comer. */
export function emptyWorth(): WorthMemory {
  return { means: [], people: 0, worth: 0 };
}

/**
 * Remembers what those were worth whose score is known and who came to one performance more than seven hours after the post: nothing if they are
 * left out, or in a circle, which leaves next to nothing of them.
 */
export function learnWorth(memory: WorthMemory, reactions: readonly Reaction[], circleOf: CircleLookup, trust: Trust): void {
  const met = new Set<string>();
  for (const reaction of reactions) {
    const { t, kind, score, actor } = reaction;
    if (kind === REMOVAL || met.has(actor)) continue;
    met.add(actor);
    if (t <= LATE || score === null) continue;
    memory.people += 1;
    memory.worth += exclusionOf(reaction, trust) === null && circleOf(actor) === 0 ? worthOf(score, trust) : 0;
  }
  if (memory.people < SAMPLE) return;
  const mean = memory.worth / memory.people;
  if (mean >= LEAST_SAMPLE) memory.means = [...memory.means, mean].slice(-SAMPLES_REMEMBERED);
  memory.people = 0;
  memory.worth = 0;
}

/**
 * What ordinary people are worth by what was learned: the sample in the middle, which farms do not move that come late to every second
 * performance, and the rule's own number while there are few. Null before the first.
 */
export function worthNow({ means }: WorthMemory, { ordinaryWorth }: Trust): number | null {
  if (means.length === 0) return null;
  const sorted = means.toSorted((a, b) => a - b);
  const ordinary = sorted[sorted.length >> 1] ?? ordinaryWorth;
  const mixed = (RULE_STANDS_FOR * ordinaryWorth + means.length * ordinary) / (RULE_STANDS_FOR + means.length);
  return Math.max(LEAST, Math.round(mixed * 100) / 100);
}
