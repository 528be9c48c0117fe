import { type UnixMs, unixMs } from './units.ts';

/** What cannot be done in parts is held for so much longer at most. */
const MOST_HELD_MS = 60_000;
/** How long it is held at a time. */
const HOLD_MS = 15_000;

class Lost extends Error {}

/**
 * For work that is leased and cannot be left in the middle: whoever does it calls this each time that it got on, and the lease is
 * made longer when need be. By progress and not by a timer, so that what ends or blocks its worker is free again soon, and for a
 * minute at most, so that what has no end is, too.
 * @param hold makes the lease last until a later time; false when another worker has it by now
 * @param until when the time for the work would be over
 * @returns a function that says false when that minute is over. @throws Lost when another worker has it
 */
export function holdOn(hold: (until: UnixMs) => Promise<boolean>, until: UnixMs, now: () => UnixMs): () => Promise<boolean> {
  const end = unixMs(until + MOST_HELD_MS);
  let held = until;
  return async () => {
    const later = unixMs(Math.min(now() + HOLD_MS, end));
    if (now() > held - HOLD_MS / 2 && later > held) {
      held = later;
      if (!(await hold(later))) throw new Lost('another worker has it');
    }
    return now() < end;
  };
}
