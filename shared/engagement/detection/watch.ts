import { letPass } from './decay.ts';
import { foldReaction } from './fold-reaction.ts';
import { gateOf } from './gates.ts';
import { REMOVAL, type Reaction } from './reaction.ts';
import { type Scorer, scoreOf } from './score.ts';
import { copyOf, type DetectionState, emptyState, type Standing } from './state.ts';

/** What is known of the one who posted. */
export type Root = { followers: number | null };

/** A moment at which the rule said viral: seconds after the post, reactions read by then, its score and a copy of the state. */
export type Firing = { at: number; read: number; score: number; state: DetectionState };

/** One performance as it is being watched. */
export type Watch = {
  root: Root;
  state: DetectionState;
  standings: Map<string, Standing>;
  /** Reactions read, each distinct one once. */
  read: number;
  /** The reactions read up to the firing that waits for its confirmation: what it is judged by again. */
  log: Reaction[];
  waiting: Firing | null;
  confirmedAt: number | null;
  /** The firing that was confirmed, else the last one. */
  fired: Firing | null;
  cancelled: number;
  /** Highest score of a moment that no gate held back; null before the first. */
  best: number | null;
};

export function startWatch(root: Root): Watch {
  return {
    root,
    state: emptyState(),
    standings: new Map(),
    read: 0,
    log: [],
    waiting: null,
    confirmedAt: null,
    fired: null,
    cancelled: 0,
    best: null,
  };
}

/** Who is known for which circle of co-likers, by now. */
export type CircleLookup = (actor: string) => number;

/**
 * Reads the next reaction in canonical order. A firing is confirmed by the first reaction after its delay, or by
 * `passTime`; until then the watch looks for no other. Constant time but for a confirmation, which folds its log again.
 */
export function watchReaction(watch: Watch, reaction: Reaction, scorer: Scorer, circleOf: CircleLookup): void {
  passTime(watch, reaction.t, scorer, circleOf);
  const { state, standings } = watch;
  watch.read += 1;
  watch.log.push(reaction);
  const before = standings.get(reaction.actor);
  const standing = foldReaction(state, reaction, before, before?.circle ?? circleOf(reaction.actor), scorer.rule.trust);
  if (standing !== undefined) standings.set(reaction.actor, standing);
  if (watch.confirmedAt !== null || watch.waiting !== null) return;
  // Only what weighs may fire: neither a removal nor somebody who is left out brings a decision about.
  if (reaction.kind === REMOVAL || standing === undefined || standing.weight === 0) return;
  if (gateOf(state, scorer.rule) !== null) return;
  const score = scoreOf(state, watch.root.followers, scorer);
  if (watch.best === null || score > watch.best) watch.best = score;
  if (score < scorer.rule.threshold) return;
  watch.waiting = { at: reaction.t, read: watch.read, score, state: copyOf(state) };
  watch.fired = watch.waiting;
}

/** Lets event time reach `now` (before what happens at `now`): confirms or cancels a firing whose delay is over. */
export function passTime(watch: Watch, now: number, scorer: Scorer, circleOf: CircleLookup): void {
  const { waiting } = watch;
  if (waiting === null) return;
  const due = waiting.at + scorer.rule.delaySeconds;
  if (now <= due) return;
  watch.waiting = null;
  if (stillStands(watch, waiting, scorer, circleOf)) {
    watch.confirmedAt = due;
    watch.log = [];
  } else watch.cancelled += 1;
}

/** Judges a firing again as if who took their reaction back had never come, with the circles known by now. */
function stillStands(watch: Watch, firing: Firing, scorer: Scorer, circleOf: CircleLookup): boolean {
  const kept = watch.log.slice(0, firing.read).filter(({ actor }) => (watch.standings.get(actor)?.inForce ?? 0) > 0);
  const state = emptyState();
  const standings = new Map<string, Standing>();
  for (const reaction of kept) {
    const standing = foldReaction(state, reaction, standings.get(reaction.actor), circleOf(reaction.actor), scorer.rule.trust);
    if (standing !== undefined) standings.set(reaction.actor, standing);
  }
  letPass(state.decayed, firing.at - state.last);
  state.last = firing.at;
  return gateOf(state, scorer.rule) === null && scoreOf(state, watch.root.followers, scorer) >= scorer.rule.threshold;
}
