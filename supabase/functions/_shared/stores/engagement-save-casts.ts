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
    select private.keep_casts(
      ${arrayOf(changes.map(change => change.hash))},
      ${arrayOf(changes.map(change => change.received))},
      ${arrayOf(changes.map(change => change.duplicates))},
      ${arrayOf(changes.map(change => change.added))},
      ${arrayOf(changes.map(change => change.counts.like))},
      ${arrayOf(changes.map(change => change.counts.recast))},
      ${arrayOf(changes.map(change => change.counts.reply))},
      ${arrayOf(changes.map(change => time(change.firedAt)))},
      ${arrayOf(changes.map(change => time(change.refoldFrom)))})`;
}
