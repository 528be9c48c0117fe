import type { UnixMs } from '../kernel/units.ts';
import { type Decision, decideViral, scoreOf } from './decide-viral.ts';
import { features } from './features.ts';
import { foldEvent } from './fold-event.ts';
import type { ViralRule } from './rule.ts';
import type { EngagementEvent, EngagementState, PersonStandings } from './schema.ts';

const MINUTE_MS = 60_000;

export type CastFold = {
  state: EngagementState;
  /** Standings after the events, of those people who appear in them. */
  people: Map<number, PersonStandings>;
  /** For each event, in the order given, whether it changed the present state. */
  changed: boolean[];
  /** Score at the end of each minute of event time that changed it. */
  climb: Map<UnixMs, number>;
  /** The first decision that says viral, made at its very event; null when none did. */
  decision: Decision | null;
};

export type CastFoldInput = {
  state: EngagementState;
  /** What the people in `events` have on the cast already. */
  people: ReadonlyMap<number, PersonStandings>;
  /** Distinct new events of one cast, in any order. */
  events: readonly EngagementEvent[];
  rule: ViralRule;
  /** False when it was decided before or may not be: no performance, or a hidden one. */
  mayDecide: boolean;
};

/** Folds a batch of one cast's events in the order of their event time, deciding after each change. */
export function foldCast({ state, people, events, rule, mayDecide }: CastFoldInput): CastFold {
  const fold: CastFold = { state, people: new Map(people), changed: events.map(() => false), climb: new Map(), decision: null };
  const order = events.map((event, index) => ({ event, index })).sort((a, b) => inEventTime(a.event, b.event));
  for (const { event, index } of order) {
    const folded = foldEvent(fold.state, event, fold.people.get(event.fid) ?? {}, rule);
    fold.state = folded.state;
    fold.people.set(event.fid, folded.person);
    if (!folded.changed) continue;
    fold.changed[index] = true;
    const clock = folded.state.lastAt ?? event.at;
    fold.climb.set(minuteOf(clock), scoreOf(folded.state, rule));
    if (mayDecide && fold.decision === null) fold.decision = decideNow(fold.state, rule);
  }
  return fold;
}

/** The decision at the state's own time, if it says viral. For a cast that meets its performance late, too. */
export function decideNow(state: EngagementState, rule: ViralRule): Decision | null {
  if (state.lastAt === null) return null;
  const decision = decideViral(features(state, state.lastAt), rule);
  return decision.viral ? decision : null;
}

/** The minute of event time in which something happened: the climb has one point a minute. */
export function minuteOf(at: UnixMs): UnixMs {
  return (Math.floor(at / MINUTE_MS) * MINUTE_MS) as UnixMs;
}

/** Orders events as they happened; at the same time a deletion comes last. */
export function inEventTime(a: EngagementEvent, b: EngagementEvent): number {
  return a.at - b.at || Number(a.action === 'deleted') - Number(b.action === 'deleted');
}
