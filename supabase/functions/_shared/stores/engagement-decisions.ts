import type { Decision } from '../../../../shared/engagement/decide-viral.ts';
import { suggestTickers } from '../../../../shared/performances/suggest-tickers.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/**
 * Writes a decision down with all that follows from it: receipt, queue row, job, and that this cast is decided. The caller
 * holds the cast's lock, so it happens once.
 * @returns false, having written nothing, when the performance is not live: what is hidden does not launch
 */
export async function recordDecision(
  tx: Transaction,
  castHash: string,
  performanceId: string,
  decision: Decision,
): Promise<boolean> {
  const [performance] = await tx<{ user_id: string; title: string; number: string }[]>`
    select user_id, title, number from public.performances where id = ${performanceId} and status = 'live' for share`;
  if (!performance) return false;
  const decidedAt = new Date(decision.decidedAt);
  await tx`
    insert into public.viral_receipts
      (performance_id, rule_version, score, threshold, terms, people, people_needed, left_out, reasons, decided_at)
    values (${performanceId}, ${decision.ruleVersion}, ${decision.score}, ${decision.threshold}, ${JSON.stringify(decision.terms)},
      ${decision.people}, ${decision.peopleNeeded}, ${decision.leftOut}, ${arrayOf(decision.reasons)}::text[], ${decidedAt})`;
  const ticker = await freeTicker(tx, suggestTickers(performance.title, BigInt(performance.number)));
  const [queued] = await tx<{ id: string }[]>`
    insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at, name, ticker)
    values (${performanceId}, ${performance.user_id}, ${decision.score}, ${decision.ruleVersion}, ${decidedAt}, ${performance.title}, ${ticker})
    returning id`;
  if (!queued) throw new Error('an inserted launch is not there');
  await tx`insert into public.jobs (key, kind, payload) values (${`launch:${queued.id}`}, 'launch', ${JSON.stringify({ queue_id: queued.id })})`;
  await tx`update private.engagement_casts set decided_at = ${decidedAt} where cast_hash = ${castHash}`;
  return true;
}

/** The first suggestion that no launch holds. Whether a ticker may be used is settled when the creator consents. */
async function freeTicker(tx: Transaction, suggestions: readonly string[]): Promise<string | null> {
  const taken = await tx<
    { ticker: string }[]
  >`select ticker from public.viral_queue where ticker = any (${arrayOf(suggestions)}::text[])`;
  return suggestions.find(ticker => !taken.some(row => row.ticker === ticker)) ?? null;
}
