import type { SharedClock } from '../../../../shared/kernel/clock.ts';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import { systemClock } from './clock.ts';
import type { Database } from './database.ts';

/** What the database's clock says now. */
export async function databaseNow(db: Database): Promise<UnixMs> {
  const [row] = await db<{ now: Date }[]>`select clock_timestamp() as now`;
  if (!row) throw new Error('the database told no time');
  return unixMs(row.now.getTime());
}

/**
 * The database's clock, carried on by this machine's steady one: whatever the machine takes the time of day for, its workers agree with those of others about what is due. It is behind by as
 * long as the answer was on its way, and never ahead: nothing is done before its time.
 */
export function databaseClock(db: Database): SharedClock {
  let set: { at: UnixMs; steady: number } | undefined;
  return {
    set: async () => {
      const at = await databaseNow(db);
      set = { at, steady: performance.now() };
    },
    now: () => {
      if (!set) throw new Error('the clock was not set');
      return unixMs(set.at + performance.now() - set.steady);
    },
    sleep: systemClock.sleep,
  };
}
