import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { QuietHours } from './schema.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/**
 * When the quiet hours that `now` is in are over, to the minute; null outside of them. The end itself is not quiet any more. Nobody is
 * quiet whose time zone is not known. A night in which clocks change ends up to an hour off, and is looked at again then.
 */
export function quietUntil({ timeZone, on, from, until }: QuietHours, now: UnixMs): UnixMs | null {
  const minute = on && timeZone !== null && from !== until ? minuteOfDay(timeZone, now) : null;
  if (minute === null) return null;
  const sinceStart = (minute - from + DAY_MINUTES) % DAY_MINUTES;
  const length = (until - from + DAY_MINUTES) % DAY_MINUTES;
  if (sinceStart >= length) return null;
  return unixMs(Math.floor(now / MINUTE_MS) * MINUTE_MS + (length - sinceStart) * MINUTE_MS);
}

/** Null for a time zone that nobody knows. */
function minuteOfDay(timeZone: string, now: UnixMs): number | null {
  try {
    const parts = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).formatToParts(now);
    const number = (type: string) => Number(parts.find(part => part.type === type)?.value);
    return number('hour') * 60 + number('minute');
  } catch {
    return null;
  }
}
