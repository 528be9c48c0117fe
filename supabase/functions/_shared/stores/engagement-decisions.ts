import { toReaction, type Verdict, verdictOf } from '../../../../shared/engagement/judge.ts';
import { makeReceipt, type Receipt, redact } from '../../../../shared/engagement/receipt.ts';
import type { ReceiptEvent } from '../../../../shared/engagement/schema.ts';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import { suggestTickers } from '../../../../shared/performances/suggest-tickers.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { type Cast, lockCast, type Take } from './engagement-casts.ts';
import { learnCircles } from './engagement-circles.ts';
import { readHistory } from './engagement-reading.ts';
import { PART, refoldCast } from './engagement-refold.ts';
import type { RuleBook } from './engagement-rules.ts';
import { wakeLaunch } from './launches-jobs.ts';

const LOOK_AGAIN_MS = 60_000;
/** What waits for more people is looked at again after this part of its wait, a minute at least: a few hundred times in all. */
const WAIT_PART = 1 / 32;
/** Since the post. Then what still waits is let go: hits are counted within a week. */
const WAITS_MOST_MS = 7 * 86_400_000;

/** What became of a judgement: money may follow, nothing stands, or it is to be judged again at a time. */
export type Judged = 'confirmed' | 'nothing' | { againAt: UnixMs };

/** How much time there is: `isLeft` for what is done in parts that stay done, `goOn` (which throws when there is none) for what is begun anew each time. */
export type JudgingTime = { isLeft: () => boolean; goOn: () => Promise<void> };

const ENDLESS: JudgingTime = { isLeft: () => true, goOn: async () => {} };

/**
 * Judges a cast whose delay is over, by all that was received of it until now. Its history is read `part` events at a time without a lock; then, in one transaction under
 * the cast's, what is confirmed gets its receipt, its place in the queue and its job, once. What is hidden is not confirmed.
 */
export async function judgeCast(
  db: Database,
  rules: RuleBook,
  castHash: string,
  now: UnixMs,
  time = ENDLESS,
  part = PART,
): Promise<Judged> {
  // Whether the rule ever said viral is known only when what came late is folded in.
  if (!(await refoldCast(db, rules, castHash, time.isLeft))) return { againAt: now };
  const { cast: seen, received } = await lookAt(db, castHash);
  if (!seen.take || seen.decidedAt !== null) return 'nothing';
  const { post } = seen.take;
  const version = ruleOf(seen.take);
  const rule = await rules(db, version);
  const { maxAgeSeconds, delaySeconds, trust } = rule.scorer.rule;
  const closesAt = unixMs(post.postedAt + maxAgeSeconds * 1000);
  if (seen.firedAt === null && now < closesAt) return { againAt: closesAt };
  const { judgement, lines } = await readHistory(db, post, rule, { now, received, part, goOn: time.goOn });
  return db.begin(async (tx): Promise<Judged> => {
    const cast = await lockCast(tx, castHash);
    const { take } = cast;
    if (!take || cast.decidedAt !== null) return 'nothing';
    if (cast.firedAt === null && now < closesAt) return { againAt: closesAt };
    if (ruleOf(take) !== version) return { againAt: now };
    const found: Verdict = cast.firedAt === null ? { verdict: 'cancelled' } : verdictOf(judgement);
    if (found.verdict === 'waiting' && now < post.postedAt + WAITS_MOST_MS) {
      if (found.firedAt !== cast.firedAt) await fire(tx, castHash, found.firedAt);
      return { againAt: lookAgainAt(found.firedAt + delaySeconds * 1000 + 1, now) };
    }
    // Nothing is called off while what came meanwhile may speak for it.
    if (found.verdict !== 'confirmed' && cast.events !== seen.events) return { againAt: unixMs(now + LOOK_AGAIN_MS) };
    if (found.verdict !== 'confirmed' && cast.firedAt !== null) await fire(tx, castHash, null);
    if (found.verdict !== 'confirmed' && now < closesAt) return { againAt: closesAt };
    await learnCircles(
      tx,
      castHash,
      lines.map(event => toReaction(event, post)),
      trust,
    );
    if (found.verdict !== 'confirmed') return 'nothing';
    const salt = crypto.randomUUID() + crypto.randomUUID();
    const told = redact(lines.slice(0, found.decision.events), found.standings, salt);
    return (await record(tx, take.performanceId, makeReceipt(found.decision, post, told, rule), told, salt))
      ? 'confirmed'
      : 'nothing';
  });
}

/** A cast, and a moment by which all that was received of it is there: nobody is about to add to it. */
async function lookAt(db: Database, castHash: string): Promise<{ cast: Cast; received: string }> {
  return db.begin(async tx => {
    const cast = await lockCast(tx, castHash);
    const [row] = await tx<{ received: string }[]>`select clock_timestamp()::text as received`;
    if (!row) throw new Error('the database told no time');
    return { cast, received: row.received };
  });
}

/** Version of the rule that a cast is judged by: that of its state. */
function ruleOf({ kept, ruleVersion }: Take): string {
  return kept.state?.rule ?? ruleVersion;
}

/** At the end of the delay; past it, where it waits for enough people behind it, less and less often. */
function lookAgainAt(dueAt: number, now: UnixMs): UnixMs {
  return unixMs(dueAt > now ? dueAt : now + Math.max(LOOK_AGAIN_MS, Math.round((now - dueAt) * WAIT_PART)));
}

/** The moment that waits to be confirmed is another one, or none. */
async function fire(tx: Transaction, castHash: string, firedAt: UnixMs | null): Promise<void> {
  const at = firedAt === null ? null : new Date(firedAt);
  await tx`update private.engagement_casts set fired_at = ${at} where cast_hash = ${castHash}`;
  await tx`
    update public.performance_metrics m set fired_at = ${at}, version = m.version + 1, updated_at = now()
    from private.engagement_casts c where c.cast_hash = ${castHash} and m.performance_id = c.performance_id`;
}

/** Writes a decision down with all that follows from it. @returns false, having written nothing, when the performance is not live */
async function record(
  tx: Transaction,
  id: string,
  receipt: Receipt,
  events: readonly ReceiptEvent[],
  salt: string,
): Promise<boolean> {
  const [performance] = await tx<{ user_id: string; title: string; number: string }[]>`
    select user_id, title, number from public.performances where id = ${id} and status = 'live' for share`;
  if (!performance) return false;
  const decidedAt = new Date(receipt.decidedAt);
  await insertReceipt(tx, id, receipt, events, salt);
  const ticker = await freeTicker(tx, suggestTickers(performance.title, BigInt(performance.number)));
  const [queued] = await tx<{ id: string }[]>`
    insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at, name, ticker)
    values (${id}, ${performance.user_id}, ${receipt.score}, ${receipt.ruleVersion}, ${decidedAt}, ${performance.title}, ${ticker})
    returning id`;
  if (!queued) throw new Error('an inserted launch is not there');
  await wakeLaunch(tx, queued.id);
  await tx`update private.engagement_casts set fired_at = ${decidedAt}, decided_at = ${decidedAt} where cast_hash = ${receipt.castHash}`;
  await tx`
    update public.performance_metrics set fired_at = ${decidedAt}, crossed_at = ${decidedAt}, version = version + 1, updated_at = now()
    where performance_id = ${id}`;
  return true;
}

async function insertReceipt(
  tx: Transaction,
  id: string,
  receipt: Receipt,
  events: readonly ReceiptEvent[],
  salt: string,
): Promise<void> {
  const { decidedAt, confirmedAt, postedAt } = receipt;
  await tx`
    insert into public.viral_receipts
      (performance_id, rule_version, score, threshold, terms, people, people_needed, circles, left_out, left_out_for, creator_followers,
        creator_usual, ordinary_worth, posted_at, decided_at, confirmed_at, events, events_hash, receipt_hash)
    values (${id}, ${receipt.ruleVersion}, ${receipt.score}, ${receipt.threshold}, ${JSON.stringify(receipt.terms)}::text::jsonb, ${receipt.people},
      ${receipt.peopleNeeded}, ${receipt.circles}, ${receipt.leftOut}, ${JSON.stringify(receipt.leftOutFor)}::text::jsonb, ${receipt.creatorFollowers},
      ${receipt.creatorUsual}, ${receipt.ordinaryWorth}, ${new Date(postedAt)}, ${new Date(decidedAt)}, ${new Date(confirmedAt)}, ${receipt.events}, ${receipt.eventsHash}, ${receipt.receiptHash})`;
  await tx`insert into private.receipt_salts (performance_id, salt) values (${id}, ${salt})`;
  await tx`
    insert into public.viral_receipt_events (performance_id, place, at, person, kind, score, follower_count, age_days, circle)
    select ${id}::uuid, * from unnest(
      ${arrayOf(events.map((_, place) => place))}::integer[],
      ${arrayOf(events.map(event => new Date(event.at)))}::timestamptz[],
      ${arrayOf(events.map(event => event.person))}::text[],
      ${arrayOf(events.map(event => event.kind))}::smallint[],
      ${arrayOf(events.map(event => event.score))}::double precision[],
      ${arrayOf(events.map(event => event.followers))}::bigint[],
      ${arrayOf(events.map(event => event.ageDays))}::double precision[],
      ${arrayOf(events.map(event => event.circle))}::integer[])`;
}

/** The first suggestion that no launch holds. Whether a ticker may be used is settled when the creator consents. */
async function freeTicker(tx: Transaction, suggestions: readonly string[]): Promise<string | null> {
  const taken = await tx<
    { ticker: string }[]
  >`select ticker from public.viral_queue where ticker = any (${arrayOf(suggestions)}::text[])`;
  return suggestions.find(ticker => !taken.some(row => row.ticker === ticker)) ?? null;
}
