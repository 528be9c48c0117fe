import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { JobHandler } from '../ops/schema.ts';
import type { WatchedTrade, WatchStore } from './ports.ts';

/**
 * How long after a trade was sent Base is asked whether it was turned down. Its own deadline is over before the last of them: what is not mined
 * by then waits for the index alone.
 */
const LOOKS_AFTER_MS = [60_000, 300_000, 900_000, 3_600_000] as const;
/** So many of a person's trades are looked for at once, the newest: each costs a call of the chain. */
const MOST = 10;

export type LandedPorts = {
  store: WatchStore;
  /** Which of these trades Base turned down, in a block that no reorg takes back. @throws AppError retryable when the chain does not answer. */
  turnedDown(trades: readonly WatchedTrade[]): Promise<string[]>;
  now(): UnixMs;
};

/**
 * The worker of `landed` jobs: payload `{user_id}`. Tells how trades ended whose end nobody saw: what landed from the index, what was turned
 * down from the chain. Safe to run twice: who was told waits no more. A trade that lands later begins it again.
 */
export function landedHandler({ store, turnedDown, now }: LandedPorts): JobHandler {
  return async ({ payload }) => {
    const userId = (payload as { user_id: string }).user_id;
    await store.tellLanded(userId);
    const waiting = await store.waiting(userId, MOST);
    const due = waiting.filter(({ since }) => now() >= since + LOOKS_AFTER_MS[0]);
    const failed = due.length > 0 ? await turnedDown(due) : [];
    if (failed.length > 0) await store.tellFailed(userId, failed);
    const next = nextLook(
      waiting.filter(({ hash }) => !failed.includes(hash)),
      now(),
    );
    return next === null ? 'done' : { againAt: next };
  };
}

/** When one of them is to be looked for next, or null: none is any more. */
function nextLook(waiting: readonly WatchedTrade[], now: UnixMs): UnixMs | null {
  const looks = waiting.flatMap(({ since }) => LOOKS_AFTER_MS.map(after => since + after).filter(at => at > now));
  return looks.length > 0 ? unixMs(Math.min(...looks)) : null;
}
