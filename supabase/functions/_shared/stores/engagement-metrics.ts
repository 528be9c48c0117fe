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
    insert into public.performance_metrics as m
      (performance_id, likes_count, shares_count, replies_count, viral_score, viral_threshold, people, people_needed, target_size,
        predicted_size, predicted_low, predicted_high, rising_score, creator_followers, closes_at, fired_at, last_event_at, version)
    select *, 1 from unnest(
      ${column('performanceId')}::uuid[], ${column('likes')}::bigint[], ${column('recasts')}::bigint[], ${column('replies')}::bigint[],
      ${column('points')}::double precision[], ${column('line')}::double precision[],
      ${column('people')}::integer[], ${column('needed')}::integer[], ${column('target')}::integer[],
      ${column('size')}::real[], ${column('low')}::real[], ${column('high')}::real[], ${column('rising')}::double precision[],
      ${column('followers')}::bigint[], ${column('closesAt')}::timestamptz[], ${column('firedAt')}::timestamptz[], ${column('lastAt')}::timestamptz[]) as said (performance_id)
    order by performance_id
    on conflict (performance_id) do update set
      likes_count = excluded.likes_count, shares_count = excluded.shares_count, replies_count = excluded.replies_count,
      viral_score = excluded.viral_score, viral_threshold = excluded.viral_threshold,
      people = excluded.people, people_needed = excluded.people_needed, target_size = excluded.target_size,
      predicted_size = excluded.predicted_size, predicted_low = excluded.predicted_low, predicted_high = excluded.predicted_high,
      rising_score = excluded.rising_score, creator_followers = coalesce(excluded.creator_followers, m.creator_followers), closes_at = excluded.closes_at,
      fired_at = excluded.fired_at, last_event_at = excluded.last_event_at, version = m.version + 1, updated_at = now()`;
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
    insert into public.performance_scores (performance_id, at, score)
    select performance_id, at, score from unnest(
      ${arrayOf(points.map(point => point.performanceId))}::uuid[],
      ${arrayOf(points.map(point => new Date(point.at)))}::timestamptz[],
      ${arrayOf(points.map(point => point.score))}::double precision[]) as said (performance_id, at, score)
    on conflict (performance_id, at) do update set score = excluded.score`;
}
