import type { Snapshot } from '../../../../shared/engagement/fold-events.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/** Stores what folds ended in, under the lock of their casts. */
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
    on conflict (cast_hash) do update set state = excluded.state, checkpoints = excluded.checkpoints`;
}
