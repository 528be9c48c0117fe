import type { UnixMs } from '../kernel/units.ts';
import type { ViralRule } from './rule.ts';
import type { Counts, EngagementEvent, EngagementState, PersonStandings, Standing } from './schema.ts';
import { signalOfSlot, slotOf } from './slot-of.ts';
import { supersedes } from './supersedes.ts';

const NONE: Counts = { like: 0, recast: 0, reply: 0 };

/** A cast of which nothing is known yet. */
export function emptyState(rule: ViralRule): EngagementState {
  return { rule: rule.version, inForce: NONE, weighed: NONE, people: 0, leftOut: 0, lastAt: null };
}

export type Folded = {
  state: EngagementState;
  person: PersonStandings;
  /** False for what adds nothing: a repeat, or an event older than what is known. Then no count and no score moves. */
  changed: boolean;
};

/**
 * Adds one event to what is known of a cast. Constant time: `person` is what this person has on this cast already.
 * A repeat with a later time only moves the clock, never a count.
 */
export function foldEvent(state: EngagementState, event: EngagementEvent, person: PersonStandings, rule: ViralRule): Folded {
  const slot = slotOf(event);
  const before = person[slot];
  if (!supersedes(event, before)) return { state, person, changed: false };
  const after: Standing = { inForce: event.action === 'created', at: event.at, score: event.score };
  const personAfter = { ...person, [slot]: after };
  const was = tally(person, rule);
  const is = tally(personAfter, rule);
  const inForce = Number(after.inForce) - Number(before?.inForce ?? false);
  const weighed = Number(weighsBy(personAfter, event.signal, rule)) - Number(weighsBy(person, event.signal, rule));
  return {
    state: {
      ...state,
      inForce: add(state.inForce, event.signal, inForce),
      weighed: add(state.weighed, event.signal, weighed),
      people: state.people + Number(is.weighs) - Number(was.weighs),
      leftOut: state.leftOut + Number(is.leftOut) - Number(was.leftOut),
      lastAt: Math.max(event.at, state.lastAt ?? event.at) as UnixMs,
    },
    person: personAfter,
    changed: inForce !== 0 || weighed !== 0,
  };
}

function add(counts: Counts, signal: EngagementEvent['signal'], difference: number): Counts {
  return difference === 0 ? counts : { ...counts, [signal]: counts[signal] + difference };
}

function weighs(standing: Standing | undefined, rule: ViralRule): boolean {
  return standing?.inForce === true && (standing.score === null || standing.score >= rule.minScore);
}

/** Whether any of what a person has of one signal weighs: several replies of one person weigh as one. */
function weighsBy(person: PersonStandings, signal: EngagementEvent['signal'], rule: ViralRule): boolean {
  return Object.entries(person).some(([slot, standing]) => signalOfSlot(slot) === signal && weighs(standing, rule));
}

/** Whether a person counts among the people, or among those left out. */
function tally(person: PersonStandings, rule: ViralRule): { weighs: boolean; leftOut: boolean } {
  const standings = Object.values(person);
  const some = standings.some(standing => weighs(standing, rule));
  return { weighs: some, leftOut: !some && standings.some(standing => standing.inForce) };
}
