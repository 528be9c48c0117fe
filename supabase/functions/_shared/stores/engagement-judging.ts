import { z } from 'zod';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { holdOn } from '../../../../shared/kernel/hold-on.ts';
import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { HoldJob, JobHandler } from '../../../../shared/ops/schema.ts';
import type { Database } from '../adapters/database.ts';
import { judgeCast } from './engagement-decisions.ts';
import { ruleBook } from './engagement-rules.ts';

const payload = z.object({ cast_hash: z.string() });

/**
 * Does the job `judge`: a performance whose delay is over is judged, one that is too old to fire only teaches the circles. A history is read at once, so the job is
 * held while that gets on.
 */
export function judgeHandler(db: Database, ports: { hold: HoldJob; now(): UnixMs }): JobHandler {
  const rules = ruleBook();
  return async (job, until) => {
    const { now } = ports;
    const castHash = payload.parse(job.payload).cast_hash;
    const keep = holdOn(later => ports.hold(job, later), until, now);
    const goOn = async () => {
      if (!(await keep())) throw tooLong(castHash);
    };
    const judged = await judgeCast(db, rules, castHash, now(), { isLeft: () => now() < until, goOn });
    return judged === 'confirmed' || judged === 'nothing' ? 'done' : judged;
  };
}

/** Perhaps the database was slow: it is tried again, and says so. */
function tooLong(castHash: string): AppError {
  const message = 'The history of this cast could not be read within a minute; it is tried again.';
  return new AppError('engagement/not-read-in-time', message, { status: 503, retryable: true, facts: { castHash } });
}
