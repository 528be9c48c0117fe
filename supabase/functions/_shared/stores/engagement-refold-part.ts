import { nothingRead, type Snapshot } from '../../../../shared/engagement/fold-events.ts';
import { foldFrom, startBefore } from '../../../../shared/engagement/fold-from.ts';
import type { ReadyRule } from '../../../../shared/engagement/ready-rule.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { type Cast, lockCast, readCasts, type Take } from './engagement-casts.ts';
import type { CastFold } from './engagement-fold.ts';
import { endOfPart, readSince } from './engagement-known.ts';
import { firedAfter, follow, publish } from './engagement-publish.ts';
import type { RuleBook } from './engagement-rules.ts';
import { beginRefolding, saveRefolding } from './engagement-states.ts';

/** A cast whose state has not read all events, as it was claimed. Somebody who claims it later has a later lease, and alone stores. */
export type Claim = { hash: string; lease: string };

/** Where a fold goes on, and until when what it reads was received (as Postgres says it; null for all that there is). */
type Start = { from: Snapshot; received: string | null };

/**
 * Reads and folds, without a lock so that ingest never waits for it, the next `part` events of a cast that waits to be folded again, and those of
 * the same time as the last of them. What was come by is kept, and whoever claims the cast next goes on from there. A history of several parts is read as it was when the
 * first of them began: what comes meanwhile is folded in afterwards, so that it comes to an end however much keeps coming.
 * @returns whether that was the end of its history
 */
export async function refoldPart(db: Database, rules: RuleBook, claim: Claim, part: number): Promise<'end' | 'part'> {
  const { hash } = claim;
  const seen = (await readCasts(db, [hash], { late: true })).get(hash);
  if (!seen?.take) throw new Error('a cast that waits to be folded again is no performance');
  const rule = await rules(db, seen.take.ruleVersion);
  let start = startOf(seen, seen.take, rule);
  let until = await endOfPart(db, hash, timeOf(start), part, start.received);
  if (until !== null && start.received === null) {
    const begun = await db.begin(tx => begin(tx, claim, rule));
    // Somebody else has it by now.
    if (begun === null) return 'part';
    start = begun;
    until = await endOfPart(db, hash, timeOf(start), part, start.received);
  }
  const people = await readSince(db, hash, timeOf(start), until, start.received);
  const { take } = seen;
  const fold = { take, rule, people, folded: foldFrom(start.from, take.kept.checkpoints, people, take.post, rule) };
  await db.begin(tx => (until === null ? storeEnd(tx, fold, claim) : storePart(tx, fold, claim)));
  return until === null ? 'end' : 'part';
}

const timeOf = ({ from }: Start): number | null => from.last?.[0] ?? null;

/** Where the fold that is under way has come to, or where a new one begins. One that another rule began is of no use, and the state has not read what that was for. */
function startOf({ refoldFrom }: Cast, { kept, refoldingUntil }: Take, rule: ReadyRule): Start {
  const { refolding } = kept;
  if (refolding?.rule === rule.scorer.rule.version) return { from: refolding, received: refoldingUntil };
  const isNew = refolding === null && refoldFrom !== null;
  return { from: isNew ? startBefore(kept, refoldFrom, rule) : nothingRead(rule), received: null };
}

/** Begins a fold of several parts under the lock of its cast, when nobody is about to add to it; null when somebody else has claimed it. */
async function begin(tx: Transaction, { hash, lease }: Claim, rule: ReadyRule): Promise<Start | null> {
  const cast = await lockCast(tx, hash);
  if (cast.refoldAt !== lease || !cast.take) return null;
  const { from } = startOf(cast, cast.take, rule);
  return { from, received: await beginRefolding(tx, hash, from) };
}

/** A state that has read as many events as there are has read them all; what came meanwhile is left for the next time. */
async function storeEnd(tx: Transaction, fold: CastFold, { hash, lease }: Claim): Promise<void> {
  const cast = await lockCast(tx, hash);
  if (cast.refoldAt !== lease) return;
  const firedAt = firedAfter(cast, fold.folded);
  await publish(tx, [{ ...fold, cast, counts: cast.counts, firedAt }], { on: false });
  const isWhole = fold.folded.head.read === cast.events;
  // Left out by a clock that was put back, an event would be nobody's: then all is read again.
  await tx`
    update private.engagement_casts set fired_at = ${firedAt === null ? null : new Date(firedAt)},
      refold_from = case when ${isWhole} then null when refold_from = 'infinity' then to_timestamp(0) else refold_from end,
      refold_at = case when ${isWhole} then null else clock_timestamp() end
    where cast_hash = ${hash}`;
}

async function storePart(tx: Transaction, fold: CastFold, { hash, lease }: Claim): Promise<void> {
  const cast = await lockCast(tx, hash);
  if (cast.refoldAt !== lease) return;
  const firedAt = firedAfter(cast, fold.folded);
  await Promise.all([saveRefolding(tx, hash, fold.folded), follow(tx, [{ ...fold, cast, counts: cast.counts, firedAt }])]);
  await tx`
    update private.engagement_casts set fired_at = ${firedAt === null ? null : new Date(firedAt)}, refold_at = clock_timestamp()
    where cast_hash = ${hash}`;
}
