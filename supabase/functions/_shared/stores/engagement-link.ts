import { usualSize } from '../../../../shared/engagement/detection/usual-size.ts';
import { foldHistory } from '../../../../shared/engagement/fold-history.ts';
import type { Post } from '../../../../shared/engagement/schema.ts';
import type { Transaction } from '../adapters/database.ts';
import { type LockedCast, saveCasts } from './engagement-casts.ts';
import { foldPlans } from './engagement-fold.ts';
import { climbRows, saveClimb, saveMetrics } from './engagement-metrics.ts';
import type { RuleBook } from './engagement-rules.ts';
import { wakeJudges } from './engagement-wake.ts';

const HOUR_MS = 3_600_000;

export type Linked = { performanceId: string; postedAt: Post['postedAt']; creatorFid: number; channel: string | null };

/** Gives a performance what its cast gathered before they met: counts, the climb so far, and a judgement if it is due. */
export async function linkEngagement(tx: Transaction, cast: LockedCast, linked: Linked, rules: RuleBook): Promise<void> {
  const { performanceId } = linked;
  const [row] = await tx<{ rule_version: string; creator_followers: string | null; creator_usual: number | null; now: Date }[]>`
    update private.engagement_casts c set performance_id = ${performanceId}, posted_at = ${new Date(linked.postedAt)},
      creator_fid = ${linked.creatorFid}, channel = ${linked.channel ?? ''}, creator_usual = ${await usualBefore(tx, linked)}
    where cast_hash = ${cast.hash}
    returning now(), c.creator_usual, private.rule_in_force(c.channel) as rule_version,
      (select p.follower_count from public.farcaster_people p where p.fid = c.creator_fid) as creator_followers`;
  if (!row) throw new Error('a locked cast is not there');
  const followers = row.creator_followers === null ? null : Number(row.creator_followers);
  const post: Post = {
    castHash: cast.hash,
    postedAt: linked.postedAt,
    creatorFollowers: followers,
    creatorUsual: row.creator_usual,
  };
  const rule = await rules(tx, row.rule_version);
  const [fold] = await foldPlans(tx, [{ cast, post, rule, added: [], known: new Map() }]);
  const folded = fold?.folded ?? foldHistory([], post, rule);
  const { hash, counts } = cast;
  await saveCasts(tx, [
    { hash, state: folded.head, checkpoints: folded.checkpoints, counts, firedAt: folded.firedAt, duplicates: 0 },
  ]);
  await saveMetrics(tx, [{ performanceId, counts, state: folded.head, post, firedAt: folded.firedAt, rule }]);
  await saveClimb(tx, climbRows(performanceId, folded.climb));
  const { delaySeconds, maxAgeSeconds } = rule.scorer.rule;
  // Judged after the delay when it fired; else looked at once more when it is too old to fire, for who engages together.
  const closesAt = Math.max(post.postedAt + maxAgeSeconds * 1000, row.now.getTime() + HOUR_MS);
  await wakeJudges(tx, [{ castHash: hash, runAt: folded.firedAt === null ? closesAt : folded.firedAt + delaySeconds * 1000 }]);
}

/** How many people the creator's last performances reached, of those that were a day old or more when this one was posted. */
async function usualBefore(tx: Transaction, { creatorFid, postedAt }: Linked): Promise<number | null> {
  const rows = await tx<{ people: number }[]>`
    select m.people from private.engagement_casts c join public.performance_metrics m using (performance_id)
    where c.creator_fid = ${creatorFid} and c.posted_at <= ${new Date(postedAt - 24 * HOUR_MS)} order by c.posted_at desc limit 8`;
  return usualSize(rows.map(({ people }) => people));
}
