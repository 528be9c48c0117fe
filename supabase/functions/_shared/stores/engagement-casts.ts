import { emptyState } from '../../../../shared/engagement/fold-event.ts';
import { foldHistory } from '../../../../shared/engagement/fold-history.ts';
import type { ViralRule } from '../../../../shared/engagement/rule.ts';
import type { EngagementState } from '../../../../shared/engagement/schema.ts';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { type EventRow, toEvent } from './engagement-events.ts';

/** A cast that this transaction has to itself until it ends. */
export type LockedCast = { hash: string; performanceId: string | null; state: EngagementState; decidedAt: UnixMs | null };

type Row = { cast_hash: string; performance_id: string | null; state: EngagementState | null; decided_at: Date | null };

/**
 * Locks casts, adding those that are new, and adds to what was delivered for each. All writers of engagement begin here
 * and take casts in the order of their hash, so they never wait for each other in a circle.
 */
export async function lockCasts(
  tx: Transaction,
  received: ReadonlyMap<string, number>,
  rule: ViralRule,
): Promise<Map<string, LockedCast>> {
  const hashes = [...received.keys()].sort();
  const rows = await tx<Row[]>`
    insert into private.engagement_casts as c (cast_hash, received)
    select hash, received from unnest(
      ${arrayOf(hashes)}::text[],
      ${arrayOf(hashes.map(hash => received.get(hash) ?? 0))}::bigint[]) as said (hash, received)
    order by hash
    on conflict (cast_hash) do update set received = c.received + excluded.received
    returning c.cast_hash, c.performance_id, c.state, c.decided_at`;
  const casts = new Map<string, LockedCast>();
  for (const row of rows) {
    casts.set(row.cast_hash, {
      hash: row.cast_hash,
      performanceId: row.performance_id,
      state: await currentState(tx, row, rule),
      decidedAt: row.decided_at && unixMs(row.decided_at.getTime()),
    });
  }
  return casts;
}

/** A state that another rule made is made again from the cast's history; that happens once a cast and rule. */
async function currentState(tx: Transaction, { cast_hash, state }: Row, rule: ViralRule): Promise<EngagementState> {
  if (state === null) return emptyState(rule);
  if (state.rule === rule.version) return state;
  const events = await tx<EventRow[]>`
    select cast_hash, event_type, reaction_type, fid, subject, event_at, score from public.engagement_events where cast_hash = ${cast_hash}`;
  return foldHistory(events.map(toEvent), rule).state;
}

export type CastChange = { hash: string; duplicates: number; state: EngagementState };

/** Stores what the fold made of casts, and adds to what changed nothing. */
export async function saveCasts(tx: Transaction, changes: readonly CastChange[]): Promise<void> {
  await tx`
    update private.engagement_casts c set state = said.state, duplicates = c.duplicates + said.duplicates
    from unnest(
      ${arrayOf(changes.map(change => change.hash))}::text[],
      ${arrayOf(changes.map(change => change.duplicates))}::bigint[],
      ${arrayOf(changes.map(change => JSON.stringify(change.state)))}::jsonb[]) as said (cast_hash, duplicates, state)
    where c.cast_hash = said.cast_hash`;
}
