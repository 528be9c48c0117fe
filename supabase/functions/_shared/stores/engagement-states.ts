import type { Folded, Snapshot } from '../../../../shared/engagement/fold-events.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

type StateChange = { hash: string; head: Snapshot; checkpoints: readonly Snapshot[] };

/**
 * Stores what folds ended in, under the lock of their casts. What was folded again in parts is over with it. Of casts that were folded `on`,
 * only the checkpoints that were made by that are given: most have none, and keep what is stored.
 */
export async function saveStates(tx: Transaction, states: readonly StateChange[], { on }: { on: boolean }): Promise<void> {
  const back = (n: number) => arrayOf(states.map(({ checkpoints }) => toJson(checkpoints.at(-n))));
  await tx`
    select private.keep_states(
      ${arrayOf(states.map(({ hash }) => hash))},
      ${arrayOf(states.map(({ head }) => toJson(head)))}, ${back(1)}, ${back(2)}, ${on})`;
}

/** Begins to fold a cast again, under its lock: what was received by now is what will be read. @returns that moment, exactly as Postgres says it */
export async function beginRefolding(tx: Transaction, hash: string, from: Snapshot): Promise<string> {
  const [row] = await tx<{ until: string }[]>`
    update private.engagement_states set refolding = ${toJson(from)}::text::json, refolding_until = clock_timestamp() where cast_hash = ${hash}
    returning refolding_until::text as until`;
  if (!row) throw new Error('a cast that is folded again has no state');
  await tx`update private.engagement_casts set refold_from = 'infinity' where cast_hash = ${hash}`;
  return row.until;
}

/** Stores how far a cast is folded again, in place of checkpoints that had not read what is late. */
export async function saveRefolding(tx: Transaction, hash: string, { head, checkpoints }: Folded): Promise<void> {
  await tx`
    update private.engagement_states set refolding = ${toJson(head)}::text::json, checkpoint = ${toJson(checkpoints.at(-1))}::text::json,
      earlier_checkpoint = ${toJson(checkpoints.at(-2))}::text::json
    where cast_hash = ${hash}`;
}

const toJson = (snapshot: Snapshot | undefined) => (snapshot ? JSON.stringify(snapshot) : null);
