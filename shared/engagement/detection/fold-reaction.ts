import { allowed, book, unbook } from './circle-mass.ts';
import { addDecayed, letPass } from './decay.ts';
import { REMOVAL, type Reaction } from './reaction.ts';
import type { DetectionState, Standing } from './state.ts';
import { isKnown, type Trust, weigh } from './trust.ts';

/** Gaps that the regularity of timing looks at. */
export const GAPS_FOLLOWED = 50;
const SHORTEST_GAP = 0.5;

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

/** Takes a person's reactions back from `state`, which may be a frozen copy from between `first` and now. */
export function takeBack(state: DetectionState, standing: Standing): void {
  apply(state, standing, -1);
  state.leftOut.removed += 1;
  state.leftOut.repeat -= standing.inForce - 1;
  if (counts(standing)) state.seen -= standing.inForce - 1;
  standing.inForce = 0;
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

/** Who is left out does not count towards the target; whose circle is full does, or nothing would ever reach it. */
function counts({ excluded }: Standing): boolean {
  return excluded === null || excluded === 'circleCap';
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
