import { describe } from '../../../../shared/engagement/detection/state.ts';
import { expect } from '../../../../shared/engagement/expect.ts';
import type { Snapshot } from '../../../../shared/engagement/fold-events.ts';
import { LINE, pointsOf, type ReadyRule } from '../../../../shared/engagement/ready-rule.ts';
import { rootOf } from '../../../../shared/engagement/root-of.ts';
import type { Counts, Post } from '../../../../shared/engagement/schema.ts';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

export type MetricsChange = {
  performanceId: string;
  counts: Counts;
  state: Snapshot;
  post: Post;
  firedAt: UnixMs | null;
  rule: ReadyRule;
};

/**
 * Sets the counts and the score of performances to what their state says. Each call is one version, one tick on screens. Taken in the order of
 * the performances, as by all who write several.
 */
export async function saveMetrics(tx: Transaction, changes: readonly MetricsChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map(rowOf);
  const column = <K extends keyof Row>(name: K) => arrayOf(rows.map(row => row[name]));
  await tx`
    select private.keep_metrics(
      ${column('performanceId')}, ${column('likes')}, ${column('recasts')}, ${column('replies')}, ${column('points')}, ${column('line')},
      ${column('people')}, ${column('needed')}, ${column('target')}, ${column('size')}, ${column('low')}, ${column('high')},
      ${column('rising')}, ${column('followers')}, ${column('closesAt')}, ${column('firedAt')}, ${column('lastAt')})`;
}

type Row = ReturnType<typeof rowOf>;

function rowOf({ performanceId, counts, state, post, firedAt, rule }: MetricsChange) {
  const { people } = describe(state.state);
  const { size, low, high, rising } = expect(state.state, post);
  const { trust, target, maxAgeSeconds } = rule.scorer.rule;
  return {
    performanceId,
    likes: counts.like,
    recasts: counts.recast,
    replies: counts.reply,
    points: pointsOf(state.state, rootOf(post), rule),
    line: LINE,
    people,
    needed: trust.minPeople,
    target,
    size,
    low,
    high,
    rising,
    followers: post.creatorFollowers,
    closesAt: new Date(post.postedAt + maxAgeSeconds * 1000),
    firedAt: firedAt && new Date(firedAt),
    lastAt: state.last && new Date(state.last[0]),
  };
}

export type ScoreAt = { performanceId: string; at: UnixMs; score: number };

/** The points of a climb by minute, as rows. */
export function climbRows(performanceId: string, climb: ReadonlyMap<number, number>): ScoreAt[] {
  return [...climb].map(([at, score]) => ({ performanceId, at: unixMs(at), score }));
}

/** Adds to the climb; a minute that is there already takes the later score. */
export async function saveClimb(tx: Transaction, points: readonly ScoreAt[]): Promise<void> {
  if (points.length === 0) return;
  await tx`
    select private.keep_climb(
      ${arrayOf(points.map(point => point.performanceId))},
      ${arrayOf(points.map(point => new Date(point.at)))},
      ${arrayOf(points.map(point => point.score))})`;
}
