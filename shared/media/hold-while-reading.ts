import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { Job } from '../ops/schema.ts';
import type { ReadBytes } from './schema.ts';

/** What cannot be read in parts holds its job for so much longer at most. */
const MOST_HELD_MS = 60_000;
/** How long it is held at a time, as of its latest reads. */
const HOLD_MS = 15_000;

/** Keeps a job that is in hand until a later time; false when another worker has it by now. */
export type HoldJob = (job: Job, until: UnixMs) => Promise<boolean>;

class LostJob extends Error {}

/**
 * Reads for who goes through a whole file at once: as long as blocks come, the job stays with this worker. Held by reads and not by a timer, so that a file which ends or
 * blocks its worker loses the job soon, and for a minute at most, so that one which is read without an end does, too.
 */
export function holdWhileReading(
  read: ReadBytes,
  job: Job,
  until: UnixMs,
  { hold, now }: { hold: HoldJob; now: () => UnixMs },
): ReadBytes {
  let held = until;
  return async (start, end) => {
    const later = unixMs(Math.min(now() + HOLD_MS, until + MOST_HELD_MS));
    if (now() > held - HOLD_MS / 2 && later > held) {
      held = later;
      if (!(await hold(job, later))) throw new LostJob('another worker has it');
    }
    return read(start, end);
  };
}
