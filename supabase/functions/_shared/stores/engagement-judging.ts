import { z } from 'zod';
import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { JobHandler } from '../../../../shared/ops/schema.ts';
import type { Database } from '../adapters/database.ts';
import { judgeCast } from './engagement-decisions.ts';
import { ruleBook } from './engagement-rules.ts';

const payload = z.object({ cast_hash: z.string() });

/** Does the job `judge`: a performance whose delay is over is judged, one that is too old to fire only teaches the circles. */
export function judgeHandler(db: Database, clock: { now(): UnixMs }): JobHandler {
  const rules = ruleBook();
  return async (job, until) => {
    const isTime = () => clock.now() < until;
    const judged = await judgeCast(db, rules, payload.parse(job.payload).cast_hash, clock.now(), isTime);
    return judged === 'confirmed' || judged === 'nothing' ? 'done' : judged;
  };
}
