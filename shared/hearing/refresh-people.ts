import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { JobHandler } from '../ops/schema.ts';
import type { CastSource, PeopleStore } from './ports.ts';

/** Scores are made weekly. */
export const FACTS_AGE_MS = 7 * 86_400_000;
const BATCH = 100;
const IDLE_MS = 15_000;

/** The job `people`: asks what is to be known of those who react, a hundred a request, when it is unknown or a week old. */
export function peopleHandler({ source, store, now }: { source: CastSource; store: PeopleStore; now: () => UnixMs }): JobHandler {
  return async (_job, until) => {
    while (now() < until) {
      const fids = await store.stalePeople(unixMs(now() - FACTS_AGE_MS), BATCH);
      if (fids.length === 0) break;
      await store.saveFacts(fids, await source.people(fids), now());
    }
    return { againAt: unixMs(now() + IDLE_MS) };
  };
}
