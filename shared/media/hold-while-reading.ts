import { holdOn } from '../kernel/hold-on.ts';
import type { UnixMs } from '../kernel/units.ts';
import type { HoldJob, Job } from '../ops/schema.ts';
import type { ReadBytes } from './schema.ts';

/** Reads for who goes through a whole file at once: as long as blocks come, the job stays with this worker. */
export function holdWhileReading(
  read: ReadBytes,
  job: Job,
  until: UnixMs,
  ports: { hold: HoldJob; now: () => UnixMs },
): ReadBytes {
  const keep = holdOn(later => ports.hold(job, later), until, ports.now);
  return async (start, end) => {
    await keep();
    return read(start, end);
  };
}
