import type { Folded } from '../../../../shared/engagement/fold-events.ts';
import type { Counts } from '../../../../shared/engagement/schema.ts';
import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import type { Cast } from './engagement-casts.ts';
import type { CastFold } from './engagement-fold.ts';
import { climbRows, saveClimb, saveMetrics } from './engagement-metrics.ts';
import { saveStates } from './engagement-states.ts';
import { wakeJudges } from './engagement-wake.ts';

/** A fold with the cast as it was locked, and what it has now. */
export type Publication = CastFold & { cast: Cast; counts: Counts; firedAt: UnixMs | null };

/** When the rule said viral, once there is a fold: the first time that it did, until that is decided. */
export function firedAfter({ firedAt, decidedAt }: Cast, folded: Folded | undefined): UnixMs | null {
  return firedAt ?? (decidedAt === null ? (folded?.firedAt ?? null) : null);
}

/**
 * Stores what folds mean: states, weights, metrics, the climb, and a judgement where the rule said viral. Under the locks of the casts.
 * @param options whether they went on from the stored states, else from a checkpoint or the beginning
 */
export async function publish(tx: Transaction, publications: readonly Publication[], { on }: { on: boolean }): Promise<void> {
  if (publications.length === 0) return;
  await Promise.all([
    saveStates(
      tx,
      publications.map(({ cast: { hash }, folded: { head, checkpoints } }) => ({ hash, head, checkpoints })),
      { on },
    ),
    saveMetrics(
      tx,
      publications.map(({ take: { performanceId, post }, counts, firedAt, folded, rule }) => ({
        performanceId,
        counts,
        state: folded.head,
        post,
        firedAt,
        rule,
      })),
    ),
    follow(tx, publications),
  ]);
}

/** Stores what follows from folds, whole or a part of a history: weights, the climb, and a judgement where the rule said viral. */
export async function follow(tx: Transaction, publications: readonly Publication[]): Promise<void> {
  const fired = publications.filter(({ cast, firedAt }) => firedAt !== null && cast.firedAt === null);
  await Promise.all([
    saveGiven(tx, publications),
    saveClimb(
      tx,
      publications.flatMap(({ take, folded }) => climbRows(take.performanceId, folded.climb)),
    ),
    wakeJudges(
      tx,
      fired.map(({ cast, firedAt, rule }) => ({
        castHash: cast.hash,
        runAt: Number(firedAt) + rule.scorer.rule.delaySeconds * 1000,
      })),
    ),
  ]);
}

/** Keeps what people were given who weigh other than their own facts say, or once did. */
async function saveGiven(tx: Transaction, folds: readonly Publication[]): Promise<void> {
  const rows = folds.flatMap(({ cast: { hash }, folded, people }) =>
    [...folded.given].flatMap(([fid, { weight, differs }]) =>
      differs || people.get(fid)?.given !== undefined ? [{ hash, fid, weight }] : [],
    ),
  );
  if (rows.length === 0) return;
  await tx`
    insert into private.engagement_weights (cast_hash, fid, weight)
    select * from unnest(
      ${arrayOf(rows.map(row => row.hash))}::text[],
      ${arrayOf(rows.map(row => row.fid))}::bigint[],
      ${arrayOf(rows.map(row => row.weight))}::double precision[])
    on conflict (cast_hash, fid) do update set weight = excluded.weight`;
}
