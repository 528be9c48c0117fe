import { scoreOf } from '../../../../shared/engagement/decide-viral.ts';
import type { ViralRule } from '../../../../shared/engagement/rule.ts';
import type { EngagementState } from '../../../../shared/engagement/schema.ts';
import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

export type MetricsChange = { performanceId: string; state: EngagementState; crossedAt: UnixMs | null };

/** Sets the counts and the score of performances to what their state says. Each call is one version, one tick on screens. */
export async function saveMetrics(tx: Transaction, changes: readonly MetricsChange[], rule: ViralRule): Promise<void> {
  if (changes.length === 0) return;
  const dates = (times: readonly (UnixMs | null)[]) => arrayOf(times.map(time => (time === null ? null : new Date(time))));
  await tx`
    insert into public.performance_metrics as m
      (performance_id, likes_count, shares_count, replies_count, viral_score, viral_threshold, crossed_at, last_event_at, version)
    select performance_id, likes, recasts, replies, score, ${rule.threshold}::double precision, crossed_at, last_event_at, 1 from unnest(
      ${arrayOf(changes.map(change => change.performanceId))}::uuid[],
      ${arrayOf(changes.map(({ state }) => state.inForce.like))}::bigint[],
      ${arrayOf(changes.map(({ state }) => state.inForce.recast))}::bigint[],
      ${arrayOf(changes.map(({ state }) => state.inForce.reply))}::bigint[],
      ${arrayOf(changes.map(({ state }) => scoreOf(state, rule)))}::double precision[],
      ${dates(changes.map(change => change.crossedAt))}::timestamptz[],
      ${dates(changes.map(({ state }) => state.lastAt))}::timestamptz[])
      as said (performance_id, likes, recasts, replies, score, crossed_at, last_event_at)
    on conflict (performance_id) do update set
      likes_count = excluded.likes_count, shares_count = excluded.shares_count, replies_count = excluded.replies_count,
      viral_score = excluded.viral_score, viral_threshold = excluded.viral_threshold,
      crossed_at = coalesce(m.crossed_at, excluded.crossed_at), last_event_at = excluded.last_event_at,
      version = m.version + 1, updated_at = now()`;
}

export type ScoreAt = { performanceId: string; at: UnixMs; score: number };

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
