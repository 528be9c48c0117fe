import { type CircleMemory, circleOf } from './circle-memory.ts';
import { learnCircles } from './circles.ts';
import { explain } from './explain.ts';
import { REMOVAL, type Reaction } from './reaction.ts';
import type { Root } from './root.ts';
import { type Scorer, scorerFor } from './score.ts';
import { exclusionOf, isKnown, type Trust } from './trust.ts';
import { passTime, startWatch, type Watch, watchReaction } from './watch.ts';

export type Detection = {
  /** Seconds after the post at which the rule said viral, before the delay; null when it never did. */
  firedAt: number | null;
  /** The end of the delay, when the firing still stood; money waits for this. */
  confirmedAt: number | null;
  /** Distinct reactions read by the firing; all of them when nothing fired. */
  n: number;
  /** Score at the firing, else the highest that no gate held back; null when gates held back all. */
  score: number | null;
  reasons: string[];
};

/**
 * Replays one performance in canonical order and stops reading at its confirmation. Reads nothing but the root and one
 * reaction after the other: what comes later cannot matter.
 */
export function detectCascade(reactions: Iterable<Reaction>, root: Root, rule: Scorer, memory: CircleMemory): Detection {
  const watch = startWatch(root);
  const scorer = scorerFor(rule, root);
  const lookup = (actor: string) => circleOf(memory, actor);
  for (const reaction of reactions) {
    watchReaction(watch, reaction, scorer, lookup);
    if (watch.confirmedAt !== null) break;
  }
  passTime(watch, Number.POSITIVE_INFINITY, scorer, lookup);
  return detectionOf(watch, scorer);
}

function detectionOf(watch: Watch, scorer: Scorer): Detection {
  const { fired, confirmedAt, log, best } = watch;
  const reasons = explain(watch, scorer);
  if (fired === null) return { firedAt: null, confirmedAt: null, n: log.length, score: best, reasons };
  return { firedAt: fired.at, confirmedAt, n: fired.read, score: fired.score, reasons };
}

/**
 * Remembers who engaged together here, for the performances after this one. People who are left out or of whom nothing is known teach
 * nothing.
 */
export function learnFrom(memory: CircleMemory, reactions: readonly Reaction[], trust: Trust): void {
  const people = new Set<string>();
  for (const reaction of reactions) {
    const passes = isKnown(reaction) && exclusionOf(reaction, trust) === null;
    if (passes && reaction.kind !== REMOVAL) people.add(reaction.actor);
  }
  learnCircles(memory, [...people]);
}
