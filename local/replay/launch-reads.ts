import type pg from 'pg';
import type { Address, Hex } from 'viem';

/** A launch and its coin, as the tables have them now. */
export type Launch = { id: string; performance_id: string; status: string; coin: Address | null; opens_at: Date | null };

/** The launches of these performances. */
export async function readLaunches(reads: pg.Pool, performanceIds: readonly string[]): Promise<Launch[]> {
  const { rows } = await reads.query<Launch>(
    `select q.id, q.performance_id, q.status, c.coin_address as coin, c.opens_at
     from public.viral_queue q left join public.performance_coins c using (performance_id)
     where q.performance_id = any($1::uuid[])`,
    [performanceIds],
  );
  return rows;
}

/**
 * Casts that should have been judged by now, whose judgement failed and is tried again, or whose late events wait to be folded
 * in, which says whether they are to be judged.
 */
export async function countUnjudged(reads: pg.Pool, castHashes: readonly string[]): Promise<number> {
  const { rows } = await reads.query<{ waiting: number }>(
    `select count(*)::integer as waiting from private.engagement_casts c
     where c.cast_hash = any($1) and (c.refold_at is not null
       or exists (select from public.jobs j where j.key = 'judge:' || c.cast_hash and (j.run_at <= now() or j.lease is not null or j.attempts > 0)))`,
    [castHashes],
  );
  return rows[0]?.waiting ?? 0;
}

/** When the index had this trade; null while it has not. */
export async function readIndexedAt(reads: pg.Pool, transactionHash: Hex): Promise<Date | null> {
  const { rows } = await reads.query<{ indexed_at: Date }>(
    'select indexed_at from public.coin_trades where transaction_hash = $1',
    [transactionHash],
  );
  return rows[0]?.indexed_at ?? null;
}
