import { LAYOUT } from '../../../../shared/engagement/detection/state.ts';
import type { Snapshot } from '../../../../shared/engagement/fold-events.ts';
import type { Kept } from '../../../../shared/engagement/fold-from.ts';
import type { Counts, Post } from '../../../../shared/engagement/schema.ts';
import { ascending } from '../../../../shared/kernel/ascending.ts';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/** A cast as it is stored; one that is not yet has nothing. */
export type Cast = {
  hash: string;
  /** Distinct events that are stored. */
  events: number;
  counts: Counts;
  /** Of a cast whose state has not read all events: when somebody may fold it again, exactly as Postgres says it. */
  refoldAt: string | null;
  /** The earliest event time of what neither the state has read nor the fold that is under way will read; null where there is none. */
  refoldFrom: UnixMs | null;
  firedAt: UnixMs | null;
  decidedAt: UnixMs | null;
  /** Null until the cast is known to be a performance. */
  take: Take | null;
};

/**
 * A cast that is a performance, and what its state is folded on with. While the state has not read all events, nothing is folded on: then
 * rule, followers and state are read only for those who ask for them.
 */
export type Take = {
  performanceId: string;
  post: Post;
  /** Version of the rule that holds for it now. */
  ruleVersion: string;
  kept: Kept;
  /** What was received by then is what `kept.refolding` reads, exactly as Postgres says it. */
  refoldingUntil: string | null;
};

type Row = {
  cast_hash: string;
  performance_id: string | null;
  posted_at: Date | null;
  creator_followers: string | null;
  creator_usual: number | null;
  ordinary_worth: number | null;
  rule_version: string | null;
  state: Snapshot | null;
  checkpoint: Snapshot | null;
  earlier_checkpoint: Snapshot | null;
  refolding: Snapshot | null;
  refolding_until: string | null;
  events: number;
  likes: number;
  recasts: number;
  replies: number;
  refold_at: string | null;
  refold_from: number | null;
  fired_at: Date | null;
  decided_at: Date | null;
};

/**
 * Gives casts, stored or not, to this transaction alone until it ends. All writers of engagement begin here and take casts in one
 * order, so they never wait for each other in a circle. The locks are Postgres's own, no row's: a busy cast is written once a batch.
 */
export async function lockCasts(tx: Transaction, hashes: readonly string[]): Promise<void> {
  const keys = hashes.map(lockOf).sort(ascending);
  await tx`select pg_advisory_xact_lock(key) from unnest(${arrayOf(keys)}::bigint[]) as key`;
}

/** The same for one cast, which is read with its state even if that has not read all events. */
export async function lockCast(tx: Transaction, hash: string): Promise<Cast> {
  const [, casts] = await Promise.all([lockCasts(tx, [hash]), readCasts(tx, [hash], { late: true })]);
  return casts.get(hash) as Cast;
}

/** 60 bits of the hash. Two casts that share them wait for each other, which is all. */
function lockOf(hash: string): bigint {
  return BigInt(hash.slice(0, 17));
}

/** Reads casts. @param options whether states are wanted that have not read all events, and with them what such a state is folded again from */
export async function readCasts(
  db: Database | Transaction,
  hashes: readonly string[],
  { late }: { late: boolean },
): Promise<Map<string, Cast>> {
  const rows = await db<Row[]>`select * from private.casts_to_fold(${arrayOf(hashes)}, ${late})`;
  const casts = new Map(hashes.map(hash => [hash, newCast(hash)]));
  for (const row of rows) casts.set(row.cast_hash, toCast(row));
  return casts;
}

function newCast(hash: string): Cast {
  const counts = { like: 0, recast: 0, reply: 0 };
  return { hash, events: 0, counts, refoldAt: null, refoldFrom: null, firedAt: null, decidedAt: null, take: null };
}

function toCast(row: Row): Cast {
  const time = (date: Date | null) => date && unixMs(date.getTime());
  return {
    hash: row.cast_hash,
    events: row.events,
    counts: { like: row.likes, recast: row.recasts, reply: row.replies },
    refoldAt: row.refold_at,
    refoldFrom: row.refold_from === null ? null : unixMs(Math.round(row.refold_from)),
    firedAt: time(row.fired_at),
    decidedAt: time(row.decided_at),
    take: toTake(row),
  };
}

/** A stored state, null for one whose numbers meant something else when it was written: it is as if there were none, and made again. */
function readable(stored: Snapshot | null): Snapshot | null {
  return stored?.layout === LAYOUT ? stored : null;
}

function toTake(row: Row): Take | null {
  if (row.performance_id === null || row.posted_at === null) return null;
  const creatorFollowers = row.creator_followers === null ? null : Number(row.creator_followers);
  return {
    performanceId: row.performance_id,
    post: {
      castHash: row.cast_hash,
      postedAt: unixMs(row.posted_at.getTime()),
      creatorFollowers,
      creatorUsual: row.creator_usual,
      ordinaryWorth: row.ordinary_worth,
    },
    ruleVersion: row.rule_version ?? '',
    kept: {
      state: readable(row.state),
      checkpoints: [row.earlier_checkpoint, row.checkpoint].map(readable).filter(each => each !== null),
      refolding: readable(row.refolding),
    },
    refoldingUntil: row.refolding_until,
  };
}
