import { foldFrom, startBefore } from '../../../../shared/engagement/fold-from.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { lockCast, readCasts } from './engagement-casts.ts';
import type { CastFold } from './engagement-fold.ts';
import { readSince } from './engagement-known.ts';
import { firedAfter, publish } from './engagement-publish.ts';
import type { RuleBook } from './engagement-rules.ts';

/** A cast whose state has not read all events, as it was claimed. Somebody who claims it later has a later lease, and alone stores. */
type Claim = { hash: string; refoldFrom: Date; lease: string };

type Row = { cast_hash: string; refold_from: Date; lease: string };

/** The casts that wait longest to be folded again, ours for ten seconds. */
async function claimLongestWaiting(db: Database, most: number): Promise<Claim[]> {
  const rows = await db<Row[]>`
    update private.engagement_casts set refold_at = clock_timestamp() + interval '10 seconds'
    where cast_hash in (
      select cast_hash from private.engagement_casts where refold_at <= clock_timestamp() order by refold_at limit ${most} for update skip locked)
    returning cast_hash, refold_from, refold_at::text as lease`;
  return rows.map(toClaim);
}

/** One cast, whoever is at it. */
async function claimCast(db: Database, hash: string): Promise<Claim[]> {
  const rows = await db<Row[]>`
    update private.engagement_casts set refold_at = clock_timestamp() + interval '10 seconds'
    where cast_hash = ${hash} and refold_at is not null returning cast_hash, refold_from, refold_at::text as lease`;
  return rows.map(toClaim);
}

const toClaim = (row: Row): Claim => ({ hash: row.cast_hash, refoldFrom: row.refold_from, lease: row.lease });

/**
 * Folds the longest waiting casts again, one after the other. What fails waits for the end of its lease, and no other cast waits for it.
 * @returns how many were claimed; 0 when none waits
 * @throws the first failure, after the others were folded
 */
export async function refoldSome(db: Database, rules: RuleBook, most: number): Promise<number> {
  const claims = await claimLongestWaiting(db, most);
  const failures: unknown[] = [];
  for (const claim of claims) await refold(db, rules, claim).catch(error => failures.push(error));
  if (failures.length > 0) throw failures[0];
  return claims.length;
}

/** Folds one cast again if it waits for that. */
export async function refoldCast(db: Database, rules: RuleBook, hash: string): Promise<void> {
  for (const claim of await claimCast(db, hash)) await refold(db, rules, claim);
}

/** Reads and folds without a lock, so that ingest never waits for it; what came meanwhile is left for the next time. */
async function refold(db: Database, rules: RuleBook, claim: Claim): Promise<void> {
  const { hash } = claim;
  const take = (await readCasts(db, [hash], { late: true })).get(hash)?.take;
  if (!take) throw new Error('a cast that waits to be folded again is no performance');
  const rule = await rules(db, take.ruleVersion);
  const from = startBefore(take.kept, unixMs(claim.refoldFrom.getTime()), rule);
  const people = await readSince(db, hash, from.last?.[0] ?? null);
  const folded = foldFrom(from, take.kept.checkpoints, people, take.post, rule);
  await db.begin(tx => store(tx, { take, rule, folded, people }, claim));
}

/** A state that has read as many events as there are has read them all. */
async function store(tx: Transaction, fold: CastFold, { hash, lease }: Claim): Promise<void> {
  const cast = await lockCast(tx, hash);
  if (cast.refoldAt !== lease) return;
  const firedAt = firedAfter(cast, fold.folded);
  await publish(tx, [{ ...fold, cast, counts: cast.counts, firedAt }]);
  const isWhole = fold.folded.head.read === cast.events;
  await tx`
    update private.engagement_casts set fired_at = ${firedAt === null ? null : new Date(firedAt)},
      refold_from = case when ${isWhole} then null else refold_from end, refold_at = case when ${isWhole} then null else clock_timestamp() end
    where cast_hash = ${hash}`;
}
