import type { Folded, Snapshot } from '../../../../shared/engagement/fold-events.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/** Stores what folds ended in, under the lock of their casts. What was folded again in parts is over with it. */
export async function saveStates(
  tx: Transaction,
  states: readonly { hash: string; head: Snapshot; checkpoints: readonly Snapshot[] }[],
): Promise<void> {
  await tx`
    insert into private.engagement_states (cast_hash, state, checkpoints)
    select * from unnest(
      ${arrayOf(states.map(({ hash }) => hash))}::text[],
      ${arrayOf(states.map(({ head }) => JSON.stringify(head)))}::json[],
      ${arrayOf(states.map(({ checkpoints }) => JSON.stringify(checkpoints)))}::json[])
    on conflict (cast_hash) do update set state = excluded.state, checkpoints = excluded.checkpoints, refolding = null`;
}

/** Stores how far a cast is folded again, in place of checkpoints that had not read what is late. */
export async function saveRefolding(tx: Transaction, hash: string, { head, checkpoints }: Folded): Promise<void> {
  await tx`
    update private.engagement_states set refolding = ${JSON.stringify(head)}::text::json, checkpoints = ${JSON.stringify(checkpoints)}::text::json
    where cast_hash = ${hash}`;
}
