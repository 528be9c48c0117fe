import type { CircleLookup } from '../detection/circle-memory.ts';
import { FEATURES, readFeatures } from '../detection/features.ts';
import { foldReaction } from '../detection/fold-reaction.ts';
import { gateOf, mayFire } from '../detection/gates.ts';
import { REMOVAL, type Reaction } from '../detection/reaction.ts';
import type { Root } from '../detection/root.ts';
import { among, type DetectionRule } from '../detection/rule.ts';
import { emptyState, read, SLOT, type Standing } from '../detection/state.ts';

const WEEK_SECONDS = 7 * 86_400;
const AUTOMATED_FROM = 20;
const AUTOMATED_GAPS = 50;
const AUTOMATED_VARIATION = 0.5;

/** One performance with a known end, as the fit sees it: what a rule would have seen at each moment at which it may fire. */
export type Example = {
  /** Whether it reached the target within seven days. */
  hit: boolean;
  /** When it did, seconds after the post. */
  reachedAt: number | null;
  /** Reactions in the end. */
  final: number;
  /** FEATURES.length numbers for each moment. */
  values: Float64Array;
  /** Of each moment: reactions that count by then, and seconds after the post. */
  seen: number[];
  times: number[];
};

/**
 * Replays one performance whose reactions are in canonical order. Gates hold moments back as they would in production,
 * with the circles known before this performance: `circleOf`.
 */
export function exampleOf(reactions: readonly Reaction[], root: Root, made: DetectionRule, circleOf: CircleLookup): Example {
  const rule = among(made, root.ordinary);
  const state = emptyState();
  const standings = new Map<string, Standing>();
  const rows: Float64Array[] = [];
  const example: Example = { hit: false, reachedAt: null, final: 0, values: new Float64Array(0), seen: [], times: [] };
  for (const reaction of reactions) {
    const before = standings.get(reaction.actor);
    const circle = before?.circle ?? circleOf(reaction.actor);
    const standing = foldReaction(state, reaction, before, circle, rule.trust);
    if (standing !== undefined) standings.set(reaction.actor, standing);
    const seen = read(state, SLOT.seen);
    const now = read(state, SLOT.last);
    if (example.reachedAt === null && seen >= rule.target && now <= WEEK_SECONDS) example.reachedAt = now;
    // A hit stays unwatched from its target on, even if removals bring it below again.
    if (example.reachedAt !== null || !mayFire(reaction, standing) || gateOf(state, rule) !== null) continue;
    rows.push(readFeatures(state, root, new Float64Array(FEATURES.length)));
    example.seen.push(seen);
    example.times.push(now);
  }
  example.hit = example.reachedAt !== null;
  example.final = read(state, SLOT.seen);
  example.values = new Float64Array(rows.length * FEATURES.length);
  rows.forEach((row, index) => {
    example.values.set(row, index * FEATURES.length);
  });
  return example;
}

/** Whether a performance of 20 reactions or more looks automated: its first 50 gaps vary less than half their mean. */
export function looksAutomated(reactions: readonly Reaction[]): boolean {
  const times = reactions.filter(({ kind }) => kind !== REMOVAL).map(({ t }) => t);
  if (times.length < AUTOMATED_FROM) return false;
  const gaps = times.slice(1, AUTOMATED_GAPS + 1).map((t, index) => Math.max(0.5, t - (times[index] ?? 0)));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
  return Math.sqrt(variance) / mean < AUTOMATED_VARIATION;
}
