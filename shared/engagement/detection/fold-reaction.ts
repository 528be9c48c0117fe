import { followHalfHours, passQuarters } from './busiest-half-hour.ts';
import { allowed, book, unbook } from './circle-mass.ts';
import { addDecayed, letPass } from './decay.ts';
import { REMOVAL, type Reaction } from './reaction.ts';
import { standingIn } from './standing-in.ts';
import { add, type DetectionState, read, SLOT, type Standing, slotOf } from './state.ts';
import { exclusionOf, isKnown, type Trust, weightOf } from './trust.ts';

/** Gaps that the regularity of timing looks at. */
const GAPS_FOLLOWED = 50;
const SHORTEST_GAP = 0.5;
const REMOVALS_FORGIVEN = 1;

/**
 * Folds one reaction into `state`, in place and in constant time. `standing` is what this person has on this performance
 * already; returns what they have now. `circle` is the circle of co-likers that the person is known for, 0 for none.
 * Reactions come in canonical order; each comes once.
 */
export function foldReaction(
  state: DetectionState,
  reaction: Reaction,
  standing: Standing | undefined,
  circle: number,
  trust: Trust,
): Standing | undefined {
  const last = read(state, SLOT.last);
  if (reaction.t > last) {
    letPass(state, reaction.t - last);
    passQuarters(state, last, reaction.t);
    state[SLOT.last] = reaction.t;
  }
  if (reaction.kind === REMOVAL) {
    if (standing !== undefined && standing.inForce > 0) takeBack(state, standing);
    return standing;
  }
  if (standing === undefined) return welcome(state, reaction, circle, trust);
  if (standing.inForce === 0) putInForce(state, standing);
  else {
    standing.inForce += 1;
    add(state, slotOf('repeat'), 1);
    add(state, SLOT.seen, standing.weight);
  }
  return standing;
}

function takeBack(state: DetectionState, standing: Standing): void {
  apply(state, standing, -1);
  add(state, slotOf('removed'), 1);
  add(state, slotOf('repeat'), 1 - standing.inForce);
  add(state, SLOT.seen, standing.weight * (1 - standing.inForce));
  standing.inForce = 0;
  standing.removals += 1;
  // Once is a change of mind; whoever does it again is left out for good.
  if (standing.removals < REMOVALS_FORGIVEN + 1 || standing.excluded === 'lowScore' || standing.excluded === 'youngAccount')
    return;
  standing.weight = 0;
  standing.excluded = 'churn';
}

function welcome(state: DetectionState, reaction: Reaction, knownCircle: number, trust: Trust): Standing {
  const known = isKnown(reaction);
  const circle = known ? knownCircle : 0;
  const excluded = exclusionOf(reaction, trust);
  // Who is in a circle is weighed by their own facts, so that less can only mean a full circle.
  const weight = weightOf(reaction, trust, circle === 0 ? standingIn(state, trust) : 1);
  const given = excluded === null ? allowed(state, circle, weight, trust) : 0;
  const standing: Standing = {
    first: reaction.t,
    weight: given,
    known,
    circle,
    inForce: 0,
    removals: 0,
    excluded: excluded ?? (given < weight ? 'circleCap' : null),
    followers: reaction.followers,
    secondHand: reaction.secondHand,
    withWords: reaction.kind === 1,
  };
  if (given > 0) followGap(state, reaction.t);
  putInForce(state, standing);
  return standing;
}

function putInForce(state: DetectionState, standing: Standing): void {
  standing.inForce = 1;
  apply(state, standing, 1);
}

function apply(state: DetectionState, standing: Standing, sign: 1 | -1): void {
  const { weight, known, circle, excluded, followers, secondHand } = standing;
  if (excluded !== null) add(state, slotOf(excluded), sign);
  if (weight === 0) return;
  if (sign === 1) book(state, circle, weight);
  else unbook(state, circle, weight);
  // Who is left out does not count towards the target either: a farm must not make a performance look big already.
  add(state, SLOT.seen, sign * weight);
  add(state, SLOT.mass, sign * weight);
  if (known) add(state, SLOT.knownMass, sign * weight);
  if (excluded !== 'circleCap') add(state, SLOT.people, sign);
  const full = Math.min(1, weight);
  add(state, SLOT.full, sign * full);
  followHalfHours(state, standing.first, sign * full);
  addDecayed(state, sign * weight, read(state, SLOT.last) - standing.first);
  if (followers !== null) {
    add(state, SLOT.followers, sign * weight * Math.log1p(followers));
    add(state, SLOT.followersKnown, sign * weight);
  }
  if (secondHand) add(state, SLOT.secondHand, sign);
  if (standing.withWords) add(state, SLOT.withWords, sign * weight);
}

function followGap(state: DetectionState, t: number): void {
  const before = read(state, SLOT.gapLast);
  if (before >= 0 && read(state, SLOT.gapCount) < GAPS_FOLLOWED) {
    const gap = Math.max(SHORTEST_GAP, t - before);
    add(state, SLOT.gapCount, 1);
    add(state, SLOT.gapSum, gap);
    add(state, SLOT.gapSquares, gap * gap);
  }
  state[SLOT.gapLast] = t;
}
