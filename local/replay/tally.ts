import type pg from 'pg';

/** What the database's own tables say about some casts. Counts are deliveries except `inForce`, which counts reactions. */
export type Tally = { received: number; duplicates: number; inForce: number; decisions: number; coins: number; trades: number };

/**
 * Reads the tally of the given casts (0x hashes). What polling heard of before its webhook came is counted once, by the webhook: the first
 * delivery of such a reaction adds nothing and is still no duplicate. One that is never delivered leaves the sum short.
 */
export async function tally(reads: pg.Pool, castHashes: readonly string[]): Promise<Tally> {
  const { rows } = await reads.query<Record<keyof Tally, string>>(
    `with replayed as (
       select c.received, c.duplicates, c.likes + c.recasts + c.replies as in_force, c.performance_id, c.cast_hash from private.engagement_casts c where c.cast_hash = any($1)
     ), first_heard as (
       select distinct on (cast_hash, fid, reaction_type, subject) source from public.engagement_events where cast_hash = any($1)
       order by cast_hash, fid, reaction_type, subject, received_at
     )
     select
       coalesce((select sum(received) from replayed), 0) as received,
       coalesce((select sum(duplicates) from replayed), 0) - (select count(*) from first_heard where source = 'poll') as duplicates,
       coalesce((select sum(in_force) from replayed), 0) as "inForce",
       (select count(*) from replayed r join public.viral_queue q using (performance_id)) as decisions,
       (select count(*) from replayed r join public.performance_coins p using (performance_id)) as coins,
       (select count(*) from replayed r join public.performance_coins p using (performance_id) join public.coin_trades t using (coin_address)) as trades`,
    [castHashes],
  );
  const row = rows[0];
  if (!row) throw new Error('the database did not answer');
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])) as Tally;
}
