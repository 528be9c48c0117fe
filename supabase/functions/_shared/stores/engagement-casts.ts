import type { Snapshot } from '../../../../shared/engagement/fold-events.ts';
import type { Counts, Post } from '../../../../shared/engagement/schema.ts';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/** A cast that this transaction has to itself until it ends. */
export type LockedCast = {
  hash: string;
  performanceId: string | null;
  /** Null until the cast is known to be a performance. */
  post: Post | null;
  /** Version of the rule that holds for it now. */
  ruleVersion: string;
  state: Snapshot | null;
  checkpoints: Snapshot[];
  counts: Counts;
  firedAt: UnixMs | null;
  decidedAt: UnixMs | null;
};

type Row = {
  cast_hash: string;
  performance_id: string | null;
  posted_at: Date | null;
  creator_followers: string | null;
  creator_usual: number | null;
  rule_version: string;
  state: Snapshot | null;
  checkpoints: Snapshot[] | null;
  likes: number;
  recasts: number;
  replies: number;
  fired_at: Date | null;
  decided_at: Date | null;
};

/**
 * Locks casts, adding those that are new, and adds to what was delivered for each. All writers of engagement begin here
 * and take casts in the order of their hash, so they never wait for each other in a circle.
 */
export async function lockCasts(tx: Transaction, received: ReadonlyMap<string, number>): Promise<Map<string, LockedCast>> {
  const hashes = [...received.keys()].sort();
  const rows = await tx<Row[]>`
    insert into private.engagement_casts as c (cast_hash, received)
    select hash, received from unnest(
      ${arrayOf(hashes)}::text[],
      ${arrayOf(hashes.map(hash => received.get(hash) ?? 0))}::bigint[]) as said (hash, received)
    order by hash
    on conflict (cast_hash) do update set received = c.received + excluded.received
    returning c.cast_hash, c.performance_id, c.posted_at, c.creator_usual, c.state, c.checkpoints, c.likes, c.recasts, c.replies, c.fired_at, c.decided_at,
      private.rule_in_force(c.channel) as rule_version,
      (select p.follower_count from public.farcaster_people p where p.fid = c.creator_fid) as creator_followers`;
  return new Map(rows.map(row => [row.cast_hash, lockedCast(row)]));
}

function lockedCast(row: Row): LockedCast {
  const followers = row.creator_followers === null ? null : Number(row.creator_followers);
  const post = row.posted_at && {
    castHash: row.cast_hash,
    postedAt: unixMs(row.posted_at.getTime()),
    creatorFollowers: followers,
    creatorUsual: row.creator_usual,
  };
  const time = (date: Date | null) => date && unixMs(date.getTime());
  return {
    hash: row.cast_hash,
    performanceId: row.performance_id,
    post,
    ruleVersion: row.rule_version,
    state: row.state,
    checkpoints: row.checkpoints ?? [],
    counts: { like: row.likes, recast: row.recasts, reply: row.replies },
    firedAt: time(row.fired_at),
    decidedAt: time(row.decided_at),
  };
}

/** What is stored of a cast after a batch; `duplicates` is added. */
export type CastChange = Pick<LockedCast, 'hash' | 'state' | 'checkpoints' | 'counts' | 'firedAt'> & { duplicates: number };

/** Stores what the fold made of casts, and adds to what changed nothing. */
export async function saveCasts(tx: Transaction, changes: readonly CastChange[]): Promise<void> {
  const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
  await tx`
    update private.engagement_casts c set state = said.state, checkpoints = said.checkpoints, duplicates = c.duplicates + said.duplicates,
      likes = said.likes, recasts = said.recasts, replies = said.replies, fired_at = said.fired_at
    from unnest(
      ${arrayOf(changes.map(change => change.hash))}::text[],
      ${arrayOf(changes.map(change => change.duplicates))}::bigint[],
      ${arrayOf(changes.map(change => change.counts.like))}::integer[],
      ${arrayOf(changes.map(change => change.counts.recast))}::integer[],
      ${arrayOf(changes.map(change => change.counts.reply))}::integer[],
      ${arrayOf(changes.map(change => change.firedAt && new Date(change.firedAt)))}::timestamptz[],
      ${arrayOf(changes.map(change => json(change.state)))}::json[],
      ${arrayOf(changes.map(change => json(change.checkpoints.length > 0 ? change.checkpoints : null)))}::json[])
      as said (cast_hash, duplicates, likes, recasts, replies, fired_at, state, checkpoints)
    where c.cast_hash = said.cast_hash`;
}
