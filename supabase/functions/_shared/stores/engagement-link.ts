import { usualSize } from '../../../../shared/engagement/detection/usual-size.ts';
import { foldHistory } from '../../../../shared/engagement/fold-history.ts';
import type { Post } from '../../../../shared/engagement/schema.ts';
import type { Transaction } from '../adapters/database.ts';
import { type Cast, readCasts } from './engagement-casts.ts';
import { worthLearned } from './engagement-circles.ts';
import { type History, readSince } from './engagement-known.ts';
import { publish } from './engagement-publish.ts';
import { foldLater, PART } from './engagement-refold.ts';
import type { RuleBook } from './engagement-rules.ts';
import { wakeJudges } from './engagement-wake.ts';

const HOUR_MS = 3_600_000;

export type Linked = { performanceId: string; postedAt: Post['postedAt']; creatorFid: number; channel: string | null };

/**
 * Gives a performance what its cast gathered before they met: counts, the climb so far, and a judgement if it is due. What is too long to be folded at once
 * shows its counts, and waits to be folded in parts.
 */
export async function linkEngagement(tx: Transaction, cast: Cast, linked: Linked, rules: RuleBook): Promise<void> {
  const { performanceId } = linked;
  const { hash, counts } = cast;
  const [held] = await tx<{ version: string }[]>`select private.rule_in_force(${linked.channel ?? ''}) as version`;
  const { trust } = (await rules(tx, held?.version ?? '')).scorer.rule;
  const [row] = await tx<{ now: Date }[]>`
    insert into private.engagement_casts (cast_hash, performance_id, posted_at, creator_fid, channel, creator_usual, ordinary_worth)
    values (${hash}, ${performanceId}, ${new Date(linked.postedAt)}, ${linked.creatorFid}, ${linked.channel ?? ''},
      ${await usualBefore(tx, linked)}, ${await worthLearned(tx, trust)})
    on conflict (cast_hash) do update set performance_id = excluded.performance_id, posted_at = excluded.posted_at,
      creator_fid = excluded.creator_fid, channel = excluded.channel, creator_usual = excluded.creator_usual,
      ordinary_worth = excluded.ordinary_worth
    returning now()`;
  const take = (await readCasts(tx, [hash], { late: true })).get(hash)?.take;
  if (!row || !take) throw new Error('a cast that was met is no performance');
  const { post } = take;
  const rule = await rules(tx, take.ruleVersion);
  const isLong = cast.events > PART;
  const people: History = isLong ? new Map() : await readSince(tx, hash, null);
  const folded = foldHistory(
    [...people.values()].flatMap(({ events }) => events),
    post,
    rule,
  );
  const { firedAt } = folded;
  await publish(tx, [{ take, rule, folded, people, cast, counts, firedAt }], { on: false });
  if (firedAt !== null) await tx`update private.engagement_casts set fired_at = ${new Date(firedAt)} where cast_hash = ${hash}`;
  if (isLong) await foldLater(tx, hash);
  // Judged after the delay when it fired; else looked at once more when it is too old to fire, for who engages together.
  const closesAt = Math.max(post.postedAt + rule.scorer.rule.maxAgeSeconds * 1000, row.now.getTime() + HOUR_MS);
  if (firedAt === null) await wakeJudges(tx, [{ castHash: hash, runAt: closesAt }]);
}

/** How many people the creator's last performances reached, of those that were a day old or more when this one was posted. */
async function usualBefore(tx: Transaction, { creatorFid, postedAt }: Linked): Promise<number | null> {
  const rows = await tx<{ people: number }[]>`
    select m.people from private.engagement_casts c join public.performance_metrics m using (performance_id)
    where c.creator_fid = ${creatorFid} and c.posted_at <= ${new Date(postedAt - 24 * HOUR_MS)} order by c.posted_at desc limit 8`;
  return usualSize(rows.map(({ people }) => people));
}
