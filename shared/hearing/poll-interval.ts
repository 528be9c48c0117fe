import type { UnixMs } from '../kernel/units.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Hot: counted every two minutes while its counts moved within the hour. Warm: hourly for a day. Cold: once a day. */
export function pollIntervalMs(changedAt: UnixMs, now: UnixMs): number {
  const quietFor = now - changedAt;
  if (quietFor < HOUR_MS) return 2 * MINUTE_MS;
  if (quietFor < DAY_MS) return HOUR_MS;
  return DAY_MS;
}
