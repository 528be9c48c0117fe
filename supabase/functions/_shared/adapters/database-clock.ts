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
 * The database's clock, carried on by this machine's steady one: whatever the machine takes the time of day for, its workers
 * agree with those of others about what is due. It is behind by as long as the answer was on its way, and never ahead: nothing is
 * done before its time.
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

/** How long the steady clock is trusted to go on by itself: a machine may have stood still. */
const LOOK_EVERY_MS = 60_000;
/** Who comes first waits no longer: a connection to a database that is away is tried for much longer than a person would be left without any answer. */
const FIRST_LOOK_MS = 3_000;

/**
 * The same for doors, which somebody may come to at any time: whoever comes first waits until the clock is set, later ones have
 * it set again beside them. While the database tells no time the machine's has to do. By one clock a nonce, a permission, a
 * session and a limit mean the same to every machine that answers.
 */
export function doorClock(db: Database) {
  const clock = databaseClock(db);
  let setAt: number | undefined;
  let looking: Promise<void> | undefined;
  const look = async () => {
    const steady = performance.now();
    await clock.set();
    setAt = steady;
  };
  return {
    now: (): UnixMs => (setAt === undefined ? systemClock.now() : clock.now()),
    /** Before each request. Never rejects. */
    look: async (): Promise<void> => {
      if (setAt !== undefined && performance.now() - setAt < LOOK_EVERY_MS) return;
      looking ??= look()
        .catch(() => undefined)
        .finally(() => {
          looking = undefined;
        });
      if (setAt === undefined) await Promise.race([looking, systemClock.sleep(FIRST_LOOK_MS)]);
    },
  };
}
