import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import type { Cast } from './engagement-casts.ts';

/** What a batch changes of a cast. `received`, `duplicates` and `added` events are added to what is stored. */
export type CastChange = Pick<Cast, 'hash' | 'counts' | 'firedAt'> & {
  received: number;
  duplicates: number;
  added: number;
  /** Event time from which the state is to be folded again, null when it has read all that this batch added. */
  refoldFrom: UnixMs | null;
};

/** Stores what became of casts in a batch, under their locks. */
export async function saveCasts(tx: Transaction, changes: readonly CastChange[]): Promise<void> {
  const time = (at: UnixMs | null) => (at === null ? null : new Date(at));
  await tx`
    insert into private.engagement_casts as c (cast_hash, received, duplicates, events, likes, recasts, replies, fired_at, refold_from, refold_at)
    select *, case when refold_from is not null then now() end from unnest(
      ${arrayOf(changes.map(change => change.hash))}::text[],
      ${arrayOf(changes.map(change => change.received))}::bigint[],
      ${arrayOf(changes.map(change => change.duplicates))}::bigint[],
      ${arrayOf(changes.map(change => change.added))}::integer[],
      ${arrayOf(changes.map(change => change.counts.like))}::integer[],
      ${arrayOf(changes.map(change => change.counts.recast))}::integer[],
      ${arrayOf(changes.map(change => change.counts.reply))}::integer[],
      ${arrayOf(changes.map(change => time(change.firedAt)))}::timestamptz[],
      ${arrayOf(changes.map(change => time(change.refoldFrom)))}::timestamptz[])
      as said (cast_hash, received, duplicates, events, likes, recasts, replies, fired_at, refold_from)
    on conflict (cast_hash) do update set
      received = c.received + excluded.received, duplicates = c.duplicates + excluded.duplicates, events = c.events + excluded.events,
      likes = excluded.likes, recasts = excluded.recasts, replies = excluded.replies, fired_at = excluded.fired_at,
      refold_from = least(c.refold_from, excluded.refold_from), refold_at = coalesce(c.refold_at, excluded.refold_at)`;
}
