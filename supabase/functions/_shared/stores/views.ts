import type { CountView } from '../../../../shared/performances/ports.ts';
import type { Database } from '../adapters/database.ts';

/** Who watched, on Postgres. */
export function viewStore(db: Database, now: () => number): { countView: CountView } {
  return {
    countView: async (take, { visitor, userId }) => {
      const [row] = await db<{ counted: boolean }[]>`
        select private.count_view(${take}, ${visitor}, ${userId}, ${new Date(now())}) as counted`;
      return row?.counted ?? false;
    },
  };
}
