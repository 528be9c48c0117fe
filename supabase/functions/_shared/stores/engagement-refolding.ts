import type { UnixMs } from '../../../../shared/kernel/units.ts';
import type { JobHandler } from '../../../../shared/ops/schema.ts';
import type { Database } from '../adapters/database.ts';
import { refoldSome } from './engagement-refold.ts';
import { ruleBook } from './engagement-rules.ts';

const AT_A_TIME = 4;

/** Does the job `refold`: folds the casts again that wait for it, because who received what came late was ended before. */
export function refoldHandler(db: Database, clock: { now(): UnixMs }): JobHandler {
  const rules = ruleBook();
  return async (_, until) => {
    while (clock.now() < until) if ((await refoldSome(db, rules, AT_A_TIME)) === 0) return 'done';
    return { againAt: clock.now() };
  };
}
