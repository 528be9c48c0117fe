import type { Database, Transaction } from '../adapters/database.ts';
import { type Claim, refoldPart } from './engagement-refold-part.ts';
import type { RuleBook } from './engagement-rules.ts';

/** Events that are read and folded at a time: a thirtieth of a second of processor, however long the history is. */
export const PART = 5_000;

type Row = { cast_hash: string; lease: string };

/** Lets a cast, under its lock, wait to be folded from the beginning. */
export async function foldLater(tx: Transaction, hash: string): Promise<void> {
  await tx`update private.engagement_casts set refold_from = to_timestamp(0), refold_at = now() where cast_hash = ${hash}`;
}

/** The casts that wait longest to be folded again, ours for ten seconds. */
async function claimLongestWaiting(db: Database, most: number): Promise<Claim[]> {
  const rows = await db<Row[]>`
    update private.engagement_casts set refold_at = clock_timestamp() + interval '10 seconds'
    where cast_hash in (
      select cast_hash from private.engagement_casts where refold_at <= clock_timestamp() order by refold_at limit ${most} for update skip locked)
    returning cast_hash, refold_at::text as lease`;
  return rows.map(toClaim);
}

/** One cast, whoever is at it. */
async function claimCast(db: Database, hash: string): Promise<Claim[]> {
  const rows = await db<Row[]>`
    update private.engagement_casts set refold_at = clock_timestamp() + interval '10 seconds'
    where cast_hash = ${hash} and refold_at is not null returning cast_hash, refold_at::text as lease`;
  return rows.map(toClaim);
}

const toClaim = (row: Row): Claim => ({ hash: row.cast_hash, lease: row.lease });

/**
 * Folds the longest waiting casts again, one after the other, of each a part: what is left of a long history waits for its next turn.
 * What fails waits for the end of its lease, and no other cast waits for it.
 * @returns how many were claimed; 0 when none waits
 * @throws the first failure, after the others were folded
 */
export async function refoldSome(db: Database, rules: RuleBook, most: number, part = PART): Promise<number> {
  const claims = await claimLongestWaiting(db, most);
  const failures: unknown[] = [];
  for (const claim of claims) await refoldPart(db, rules, claim, part).catch(error => failures.push(error));
  if (failures.length > 0) throw failures[0];
  return claims.length;
}

/** Folds one cast again, to the end, if it waits for that. @returns false when there was no time for all of it */
export async function refoldCast(db: Database, rules: RuleBook, hash: string, isTime: () => boolean): Promise<boolean> {
  for (;;) {
    const [claim] = await claimCast(db, hash);
    if (!claim || (await refoldPart(db, rules, claim, PART)) === 'end') return true;
    if (!isTime()) return false;
  }
}
