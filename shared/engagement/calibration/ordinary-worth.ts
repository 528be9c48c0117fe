import { LEAST_SAMPLE } from '../detection/ordinary-worth.ts';
import { REMOVAL, type Reaction } from '../detection/reaction.ts';
import { exclusionOf, type Trust, worthOf } from '../detection/trust.ts';

const FEWEST = 12;

/**
 * What ordinary people of a history are worth on average, those left out included: of the performances with 12 people or
 * more whose score is known, the median one, so that farms on less than half of them do not move it. Null without any.
 */
export function ordinaryWorthOf(performances: Iterable<readonly Reaction[]>, trust: Trust): number | null {
  const means: number[] = [];
  for (const reactions of performances) {
    const worths = new Map<string, number>();
    for (const reaction of reactions) {
      if (reaction.kind === REMOVAL || reaction.score === null || worths.has(reaction.actor)) continue;
      worths.set(reaction.actor, exclusionOf(reaction, trust) === null ? worthOf(reaction.score, trust) : 0);
    }
    const sum = [...worths.values()].reduce((total, worth) => total + worth, 0);
    if (worths.size >= FEWEST) means.push(sum / worths.size);
  }
  means.sort((a, b) => a - b);
  const middle = means[means.length >> 1];
  // A history of farms alone says nothing: weights are divided by this.
  return middle === undefined || middle < LEAST_SAMPLE ? null : Math.round(middle * 100) / 100;
}
