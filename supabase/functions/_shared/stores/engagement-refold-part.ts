import { foldFrom, startBefore } from '../../../../shared/engagement/fold-from.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { lockCast, readCasts } from './engagement-casts.ts';
import type { CastFold } from './engagement-fold.ts';
import { endOfPart, readSince } from './engagement-known.ts';
import { firedAfter, follow, publish } from './engagement-publish.ts';
import type { RuleBook } from './engagement-rules.ts';
import { saveRefolding } from './engagement-states.ts';

/** A cast whose state has not read all events, as it was claimed. Somebody who claims it later has a later lease, and alone stores. */
export type Claim = { hash: string; refoldFrom: Date; lease: string };

/** The events that were read of a cast: from when (unix ms, null for ever) until when, and how many. */
type Window = { since: number | null; until: number; count: number };

/**
 * Reads and folds, without a lock so that ingest never waits for it, the next `part` events of a cast that waits to be folded again, and those of
 * the same time as the last of them. What was come by is kept, and whoever claims the cast next goes on from there.
 * @returns whether that was the end of its history
 */
export async function refoldPart(db: Database, rules: RuleBook, claim: Claim, part: number): Promise<'end' | 'part'> {
  const { hash } = claim;
  const take = (await readCasts(db, [hash], { late: true })).get(hash)?.take;
  if (!take) throw new Error('a cast that waits to be folded again is no performance');
  const rule = await rules(db, take.ruleVersion);
  const from = startBefore(take.kept, unixMs(claim.refoldFrom.getTime()), rule);
  const since = from.last?.[0] ?? null;
  const until = await endOfPart(db, hash, since, part);
  const people = await readSince(db, hash, since, until);
  const fold = { take, rule, people, folded: foldFrom(from, take.kept.checkpoints, people, take.post, rule) };
  if (until === null) await db.begin(tx => storeEnd(tx, fold, claim));
  else {
    const isWithin = (at: number) => since === null || at >= since;
    const count = [...people.values()].flatMap(({ events }) => events).filter(({ at }) => isWithin(at)).length;
    await db.begin(tx => storePart(tx, fold, claim, { since, until, count }));
  }
  return until === null ? 'end' : 'part';
}

/** A state that has read as many events as there are has read them all; what came meanwhile is left for the next time. */
async function storeEnd(tx: Transaction, fold: CastFold, { hash, lease }: Claim): Promise<void> {
  const cast = await lockCast(tx, hash);
  if (cast.refoldAt !== lease) return;
  const firedAt = firedAfter(cast, fold.folded);
  await publish(tx, [{ ...fold, cast, counts: cast.counts, firedAt }], { on: false });
  const isWhole = fold.folded.head.read === cast.events;
  await tx`
    update private.engagement_casts set fired_at = ${firedAt === null ? null : new Date(firedAt)},
      refold_from = case when ${isWhole} then null else refold_from end, refold_at = case when ${isWhole} then null else clock_timestamp() end
    where cast_hash = ${hash}`;
}

/** Stores a part unless something came meanwhile that belongs into it or before it: then it is done again, from before that. */
async function storePart(tx: Transaction, fold: CastFold, claim: Claim, window: Window): Promise<void> {
  const { hash } = claim;
  const cast = await lockCast(tx, hash);
  if (cast.refoldAt !== claim.lease) return;
  if (!(await stillHolds(tx, claim, window))) {
    await tx`update private.engagement_casts set refold_at = clock_timestamp() where cast_hash = ${hash}`;
    return;
  }
  const firedAt = firedAfter(cast, fold.folded);
  await Promise.all([saveRefolding(tx, hash, fold.folded), follow(tx, [{ ...fold, cast, counts: cast.counts, firedAt }])]);
  await tx`
    update private.engagement_casts set fired_at = ${firedAt === null ? null : new Date(firedAt)},
      refold_from = ${new Date(window.until + 1)}, refold_at = clock_timestamp()
    where cast_hash = ${hash}`;
}

async function stillHolds(tx: Transaction, { hash, refoldFrom }: Claim, { since, until, count }: Window): Promise<boolean> {
  const [row] = await tx<{ holds: boolean }[]>`
    select c.refold_from = ${refoldFrom} and ${count}::bigint = (
      select count(*) from public.engagement_events e where e.cast_hash = c.cast_hash
        and e.event_at >= ${since === null ? '-infinity' : new Date(since)}::timestamptz and e.event_at <= ${new Date(until)}) as holds
    from private.engagement_casts c where c.cast_hash = ${hash}`;
  return row?.holds === true;
}
