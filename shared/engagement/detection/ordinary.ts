import { REMOVAL, type Reaction } from './reaction.ts';
import { exclusionOf, type Trust, worthOf } from './trust.ts';

/** What ordinary people are worth where nothing was learned yet. */
export const ORDINARY_WORTH = 0.65;
/** People that this first guess speaks for, and people after whom older ones fade. */
const FIRST_PEOPLE = 40;
const PEOPLE_KEPT = 2_000;
/** One performance speaks with its size, between these. */
const FEWEST = 12;
const MOST = 100;
/** A crowd worth less than this part of what is known so far has a farm in it, and says nothing of ordinary people. */
const LEAST_PART = 0.75;

/** Told in steps of a twentieth: what a single performance teaches must not move the next one. */
const STEPS = 20;

/** What the people of a network are worth on average, learned from one performance to the next. */
export type Ordinary = { people: number; worth: number };

/** Starts from what a rule takes ordinary people for. */
export function startOrdinary(worth = ORDINARY_WORTH): Ordinary {
  return { people: FIRST_PEOPLE, worth: FIRST_PEOPLE * worth };
}

/** What an ordinary person is worth on average. */
export function ordinaryWorthOf({ people, worth }: Ordinary): number {
  return Math.round((worth / people) * STEPS) / STEPS;
}

/** Learns from all whose score is known on one performance, those left out included. */
export function learnOrdinary(ordinary: Ordinary, reactions: readonly Reaction[], trust: Trust): void {
  const people = new Map<string, number>();
  for (const reaction of reactions) {
    if (reaction.kind === REMOVAL) people.delete(reaction.actor);
    else if (reaction.score !== null && !people.has(reaction.actor)) {
      people.set(reaction.actor, exclusionOf(reaction, trust) === null ? worthOf(reaction, trust) : 0);
    }
  }
  const mean = [...people.values()].reduce((sum, worth) => sum + worth, 0) / people.size;
  if (people.size < FEWEST || mean < LEAST_PART * ordinaryWorthOf(ordinary)) return;
  const voice = Math.min(MOST, people.size);
  const kept = Math.min(1, (PEOPLE_KEPT - voice) / ordinary.people);
  ordinary.people = ordinary.people * kept + voice;
  ordinary.worth = ordinary.worth * kept + voice * mean;
}
