import type { CircleLookup } from './circle-memory.ts';
import { foldReaction } from './fold-reaction.ts';
import { bearsMoney, gateOf, mayFire } from './gates.ts';
import type { Reaction } from './reaction.ts';
import type { Root } from './root.ts';
import { type Scorer, scoreOf } from './score.ts';
import { copyOf, type DetectionState, emptyState, read, SLOT, type Standing } from './state.ts';

/** A moment at which the rule said viral: seconds after the post, reactions read by then, its score, and a copy of the state. */
export type Firing = { at: number; read: number; score: number; state: DetectionState };

/** One performance as it is being watched. Plain numbers but for `standings` and `log`, which the event table holds too. */
export type Watch = {
  root: Root;
  state: DetectionState;
  standings: Map<string, Standing>;
  /** All reactions read, until the confirmation: what a firing is judged by again. */
  log: Reaction[];
  waiting: Firing | null;
  confirmedAt: number | null;
  /** The firing that waits or was confirmed, else the last one that was cancelled. */
  fired: Firing | null;
  /** Since when enough stands behind it for money; null when it does not. */
  readyAt: number | null;
  /** The firing that stood when its delay was over and waits for more people. */
  lookedAt: Firing | null;
  cancelled: number;
  /** Highest score of a moment that no gate held back; null before the first. */
  best: number | null;
};

/** A watch that has read nothing of this performance yet. */
export function startWatch(root: Root): Watch {
  const nothingYet = { waiting: null, confirmedAt: null, fired: null, readyAt: null, lookedAt: null, cancelled: 0, best: null };
  return { root, state: emptyState(), standings: new Map(), log: [], ...nothingYet };
}

/**
 * Reads the next reaction in canonical order. A firing is confirmed by the first reaction after its delay, or by
 * `passTime`; until then the watch looks for no other. Constant time but when a firing is judged again, which is when its delay is over: a
 * crowd that leaves one by one in between costs one look, not one each.
 */
export function watchReaction(watch: Watch, reaction: Reaction, scorer: Scorer, circleOf: CircleLookup): void {
  passTime(watch, reaction.t, scorer, circleOf);
  if (watch.confirmedAt !== null) return;
  const { state, standings } = watch;
  watch.log.push(reaction);
  const before = standings.get(reaction.actor);
  const standing = foldReaction(state, reaction, before, before?.circle ?? circleOf(reaction.actor), scorer.rule.trust);
  if (standing !== undefined) standings.set(reaction.actor, standing);
  if (!bearsMoney(state, scorer.rule)) watch.readyAt = null;
  else watch.readyAt ??= reaction.t;
  if (watch.waiting === null && mayFire(reaction, standing)) {
    const score = gateOf(state, scorer.rule) === null ? scoreOf(state, watch.root, scorer) : null;
    if (score !== null && (watch.best === null || score > watch.best)) watch.best = score;
    if (score !== null && score >= scorer.rule.threshold) fire(watch, firingOf(state, watch.log.length, score));
  }
}

/**
 * Lets event time reach `now` (before what happens at `now`): confirms or moves or cancels a firing whose delay is over. One that
 * waits for more people after its delay is looked at once meanwhile, so that who left by then holds no place in it.
 */
export function passTime(watch: Watch, now: number, scorer: Scorer, circleOf: CircleLookup): void {
  while (watch.waiting !== null) {
    const due = watch.waiting;
    const { readyAt } = watch;
    const lookAt = Math.max(due.at + scorer.rule.delaySeconds, readyAt ?? 0);
    if (lookAt >= now || (readyAt === null && watch.lookedAt === due)) return;
    reconsider(watch, scorer, circleOf);
    if (watch.waiting !== due) continue;
    watch.lookedAt = due;
    if (readyAt === null) return;
    watch.confirmedAt = lookAt;
    watch.waiting = null;
  }
}

function firingOf(state: DetectionState, reads: number, score: number): Firing {
  return { at: read(state, SLOT.last), read: reads, score, state: copyOf(state) };
}

function fire(watch: Watch, firing: Firing): void {
  watch.waiting = firing;
  watch.fired = firing;
}

/**
 * Judges a waiting firing again as if who took their reaction back, for good or not, had never come, with the circles known by now. It
 * stands, moves to the later moment that stands without them, or is cancelled.
 */
function reconsider(watch: Watch, scorer: Scorer, circleOf: CircleLookup): void {
  const { waiting } = watch;
  const found = firstFiring(watch, scorer, circleOf);
  if (waiting !== null && found !== null && found.at <= waiting.at) return;
  watch.cancelled += 1;
  watch.waiting = null;
  if (found !== null) fire(watch, found);
}

function firstFiring({ log, standings, root }: Watch, scorer: Scorer, circleOf: CircleLookup): Firing | null {
  const state = emptyState();
  const again = new Map<string, Standing>();
  for (const [index, reaction] of log.entries()) {
    const now = standings.get(reaction.actor);
    if (now === undefined || now.removals > 0) continue;
    const standing = foldReaction(state, reaction, again.get(reaction.actor), circleOf(reaction.actor), scorer.rule.trust);
    if (standing !== undefined) again.set(reaction.actor, standing);
    if (!mayFire(reaction, standing) || gateOf(state, scorer.rule) !== null) continue;
    const score = scoreOf(state, root, scorer);
    if (score >= scorer.rule.threshold) return firingOf(state, index + 1, score);
  }
  return null;
}
