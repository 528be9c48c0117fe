import { z } from 'zod';
import type { JobHandler } from '../ops/schema.ts';
import type { CastSource, RecordFound } from './ports.ts';

const named = z.object({ hash: z.string(), authorFid: z.number() });

/**
 * The job `cast`: records a cast that could not be recorded when it was found. It is asked for again, since what a cast says may be
 * the very thing that cannot be kept; one that is gone meanwhile needs nothing. What stays impossible ends among the dead letters, with its cause.
 */
export function setAsideHandler({ source, recordFound }: { source: CastSource; recordFound: RecordFound }): JobHandler {
  return async job => {
    const { hash, authorFid } = named.parse(job.payload);
    const cast = (await source.castsBy(authorFid)).find(each => each.hash === hash);
    if (cast) await recordFound(cast);
    return 'done';
  };
}
