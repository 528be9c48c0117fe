import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import { afterFailure, askBreaker, type Breaker, type Upstream } from '../../../../shared/launches/circuit-breaker.ts';
import type { LaunchStore } from '../../../../shared/launches/launch-store.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

type HealthStore = Pick<LaunchStore, 'passBreakers' | 'tellBreaker'>;

/** The circuit breakers, a row each: what one worker finds out, all of them know. */
export function launchHealth(db: Database): HealthStore {
  return {
    // Nearly always closed: only one that is not is worth a lock.
    passBreakers: async (upstreams, now) => {
      const rows = await db<{ part: Upstream; open: boolean }[]>`
        select part, open_until is not null as open from private.launch_health
        where part = any (${arrayOf(upstreams)}::text[]) and failures > 0`;
      const waits = [0];
      for (const { part, open } of rows) if (open) waits.push(await db.begin(tx => passOpen(tx, part, now)));
      return { waitMs: Math.max(...waits), troubled: rows.map(row => row.part) };
    },

    tellBreaker: async (upstream, trouble, now) => {
      if (trouble === null) {
        await db`
          update private.launch_health set failures = 0, open_until = null, trouble = null, since = null
          where part = ${upstream} and failures > 0`;
        return;
      }
      await db.begin(async tx => {
        await writeBreaker(tx, upstream, afterFailure(await lockBreaker(tx, upstream), now));
        await tx`
          update private.launch_health set trouble = ${trouble}, since = coalesce(since, ${new Date(now)}) where part = ${upstream}`;
      });
    },
  };
}

async function passOpen(tx: Transaction, upstream: Upstream, now: UnixMs): Promise<number> {
  const { waitMs, next } = askBreaker(await lockBreaker(tx, upstream), now);
  if (next) await writeBreaker(tx, upstream, next);
  return waitMs;
}

async function lockBreaker(tx: Transaction, upstream: Upstream): Promise<Breaker> {
  const [row] = await tx<{ failures: number; open_until: Date | null }[]>`
    select failures, open_until from private.launch_health where part = ${upstream} for update`;
  return { failures: row?.failures ?? 0, openUntil: row?.open_until ? unixMs(row.open_until.getTime()) : null };
}

async function writeBreaker(tx: Transaction, upstream: Upstream, { failures, openUntil }: Breaker): Promise<void> {
  await tx`
    update private.launch_health set failures = ${failures}, open_until = ${openUntil === null ? null : new Date(openUntil)}
    where part = ${upstream}`;
}
