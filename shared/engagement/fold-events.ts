import type { UnixMs } from '../kernel/units.ts';
import { foldReaction } from './detection/fold-reaction.ts';
import { gateOf, mayFire } from './detection/gates.ts';
import { scoreOf } from './detection/score.ts';
import { add, copyOf, type DetectionState, emptyState, LAYOUT, SLOT, type Standing } from './detection/state.ts';
import { ownWeightOf } from './detection/trust.ts';
import { type Place, placeOf } from './place.ts';
import { enterReaction, type Presence } from './presence.ts';
import { pointsOf, type ReadyRule, readyFor } from './ready-rule.ts';
import { rootOf } from './root-of.ts';
import type { KnownEvent, Post } from './schema.ts';

const MINUTE_MS = 60_000;
/** Events between two checkpoints. */
const CHECKPOINT_EVERY = 128;
const ENDLESS = 1e300;

/** Detection of one cast as of one event. Plain data, stored as JSON. */
export type Snapshot = {
  /** Version of the rule that weighed. */
  rule: string;
  /** What the numbers of the state mean. */
  layout: number;
  /** The newest event, null before the first. */
  last: Place | null;
  /** Events read. */
  read: number;
  state: DetectionState;
};

/** What one person has on a cast. */
export type PersonHere = { presence: Presence; standing: Standing | undefined };

export type Folded = {
  head: Snapshot;
  /** At most two earlier snapshots, oldest first, of those that were given and those that were made: where an event that comes late is folded in from. */
  checkpoints: Snapshot[];
  /** Event time of the first moment at which the rule said viral; null when there was none. */
  firedAt: UnixMs | null;
  /** Points at the end of each minute of event time in which somebody came or left. */
  climb: Map<number, number>;
  /** What people were given who came, and whether that differs from what their own facts say. */
  given: Map<number, { weight: number; differs: boolean }>;
};

/** A cast of which detection has read nothing. */
export function nothingRead(rule: ReadyRule): Snapshot {
  return { rule: rule.scorer.rule.version, layout: LAYOUT, last: null, read: 0, state: emptyState() };
}

/**
 * Folds events that come after a snapshot, in canonical order, constant time for each. `people` holds what everybody in
 * `events` has as of the snapshot, and is changed.
 */
export function foldEvents(
  from: Snapshot,
  checkpoints: readonly Snapshot[],
  people: Map<number, PersonHere>,
  events: readonly KnownEvent[],
  post: Post,
  made: ReadyRule,
): Folded {
  const rule = readyFor(made, post);
  const state = copyOf(from.state);
  const folded: Folded = {
    head: { ...from, state },
    checkpoints: checkpoints.filter(({ read }) => read <= from.read),
    firedAt: null,
    climb: new Map(),
    given: new Map(),
  };
  const { trust } = rule.scorer.rule;
  for (const event of events) {
    const { presence, standing: before } = people.get(event.fid) ?? nobody();
    const reaction = enterReaction(presence, event, post);
    const standing = reaction ? foldReaction(state, reaction, before, before?.circle ?? event.circle, trust) : before;
    if (standing && !before)
      folded.given.set(event.fid, { weight: standing.weight, differs: standing.weight < ownWeightOf(event, trust) });
    people.set(event.fid, { presence, standing });
    folded.head = { ...folded.head, last: placeOf(event), read: folded.head.read + 1 };
    if (reaction) {
      folded.climb.set(Math.floor(event.at / MINUTE_MS) * MINUTE_MS, pointsOf(state, rootOf(post), rule));
      if (mayFire(reaction, standing) && saysViral(state, post, rule)) folded.firedAt ??= event.at;
    }
    if (folded.head.read % CHECKPOINT_EVERY === 0)
      folded.checkpoints = [...folded.checkpoints.slice(-1), { ...folded.head, state: copyOf(state) }];
  }
  return folded;
}

/** Somebody who did nothing yet. */
function nobody(): PersonHere {
  return { presence: new Set(), standing: undefined };
}

/** What one person has after their own events so far. `given` is what they weigh where that does not follow from their facts. */
export function personAfter(events: readonly KnownEvent[], given: number | undefined, post: Post, rule: ReadyRule): PersonHere {
  const person = nobody();
  if (events.length === 0) return person;
  // Beside an endless mass of known people no circle is full: what is found is what their own facts say.
  const alone = emptyState();
  add(alone, SLOT.mass, ENDLESS);
  add(alone, SLOT.knownMass, ENDLESS);
  const { trust } = readyFor(rule, post).scorer.rule;
  for (const event of events) {
    const reaction = enterReaction(person.presence, event, post);
    const before = person.standing;
    if (reaction) person.standing = foldReaction(alone, reaction, before, before?.circle ?? event.circle, trust);
    if (given !== undefined && person.standing && !before && given < person.standing.weight) {
      if (person.standing.circle !== 0) person.standing.excluded = 'circleCap';
      person.standing.weight = given;
    }
  }
  return person;
}

function saysViral(state: DetectionState, post: Post, { scorer }: ReadyRule): boolean {
  return gateOf(state, scorer.rule) === null && scoreOf(state, rootOf(post), scorer) >= scorer.rule.threshold;
}
