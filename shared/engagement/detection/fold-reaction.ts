import { allowed, book, unbook } from './circle-mass.ts';
import { addDecayed, letPass } from './decay.ts';
import { REMOVAL, type Reaction } from './reaction.ts';
import type { DetectionState, Standing } from './state.ts';
import { isKnown, type Trust, weigh } from './trust.ts';

/** Gaps that the regularity of timing looks at. */
export const GAPS_FOLLOWED = 50;
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
  letPass(state.decayed, reaction.t - state.last);
  if (reaction.t > state.last) state.last = reaction.t;
  if (reaction.kind === REMOVAL) {
    if (standing !== undefined && standing.inForce > 0) takeBack(state, standing);
    return standing;
  }
  if (standing === undefined) return welcome(state, reaction, circle, trust);
  if (standing.inForce === 0) putInForce(state, standing);
  else {
    standing.inForce += 1;
    state.leftOut.repeat += 1;
    if (counts(standing)) state.seen += 1;
  }
  return standing;
}

function takeBack(state: DetectionState, standing: Standing): void {
  apply(state, standing, -1);
  state.leftOut.removed += 1;
  state.leftOut.repeat -= standing.inForce - 1;
  if (counts(standing)) state.seen -= standing.inForce - 1;
  standing.inForce = 0;
  standing.removals += 1;
  // Once is a change of mind; whoever does it again is left out for good.
  if (standing.removals < REMOVALS_FORGIVEN + 1 || standing.excluded === 'lowScore' || standing.excluded === 'youngAccount')
    return;
  standing.weight = 0;
  standing.excluded = 'churn';
}

function welcome(state: DetectionState, reaction: Reaction, knownCircle: number, trust: Trust): Standing {
  const circle = isKnown(reaction) ? knownCircle : 0;
  const { weight, excluded } = weigh(reaction, trust);
  const given = excluded === null ? allowed(state, circle, weight, trust) : 0;
  const standing: Standing = {
    first: reaction.t,
    weight: given,
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

/** Who is left out does not count towards the target either: a farm must not make a performance look big already. */
function counts({ weight }: Standing): boolean {
  return weight > 0;
}

/** Takes a person who is in force out of a copy of the state from some earlier time, as if they had never come. */
export function withdraw(earlier: DetectionState, standing: Standing): void {
  apply(earlier, standing, -1);
}

function apply(state: DetectionState, standing: Standing, sign: 1 | -1): void {
  const { weight, circle, excluded, followers, secondHand } = standing;
  if (excluded !== null) state.leftOut[excluded] += sign;
  if (counts(standing)) state.seen += sign;
  if (weight === 0) return;
  if (sign === 1) book(state, circle, weight);
  else unbook(state, circle, weight);
  state.mass += sign * weight;
  addDecayed(state.decayed, sign * weight, state.last - standing.first);
  state.people += sign;
  if (followers !== null) {
    state.followers += sign * followers;
    state.followersKnown += sign;
  }
  if (secondHand) state.secondHand += sign;
  if (standing.withWords) state.withWords += sign;
}

function followGap({ gaps }: DetectionState, t: number): void {
  if (gaps.lastAt >= 0 && gaps.count < GAPS_FOLLOWED) {
    const gap = Math.max(SHORTEST_GAP, t - gaps.lastAt);
    gaps.count += 1;
    gaps.sum += gap;
    gaps.squares += gap * gap;
  }
  gaps.lastAt = t;
}
