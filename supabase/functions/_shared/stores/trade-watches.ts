import { unixMs } from '../../../../shared/kernel/units.ts';
import type { WatchStore } from '../../../../shared/notifications/ports.ts';
import type { Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

/** Trades that were sent and whose end their person did not see. */
export function watchStore(db: Database): WatchStore {
  return {
    tellLanded: async userId => {
      const [row] = await db<{ told: number }[]>`select private.tell_landed(${userId}::uuid) as told`;
      return row?.told ?? 0;
    },

    waiting: async (userId, most) => {
      const rows = await db<{ transaction_hash: string; trader: string; created_at: Date }[]>`
        select transaction_hash, trader, created_at from public.trade_watches
        where user_id = ${userId}::uuid order by created_at desc, transaction_hash limit ${most}`;
      return rows.map(row => ({ hash: row.transaction_hash, trader: row.trader, since: unixMs(row.created_at.getTime()) }));
    },

    tellFailed: async (userId, hashes) => {
      await db`select private.tell_failed(${userId}::uuid, ${arrayOf(hashes)}::text[])`;
    },
  };
}
