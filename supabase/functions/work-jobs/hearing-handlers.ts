import { pollHandler } from '../../../shared/hearing/poll-casts.ts';
import type { CastSource, RecordFound } from '../../../shared/hearing/ports.ts';
import { setAsideHandler } from '../../../shared/hearing/record-set-aside.ts';
import { peopleHandler } from '../../../shared/hearing/refresh-people.ts';
import { sweepHandler } from '../../../shared/hearing/sweep-cast.ts';
import type { UnixMs } from '../../../shared/kernel/units.ts';
import type { JobHandlers } from '../../../shared/ops/schema.ts';
import type { Database } from '../_shared/adapters/database.ts';
import { engagementRecorder } from '../_shared/stores/engagement.ts';
import { authorStore, pollStore } from '../_shared/stores/hearing-polls.ts';
import { peopleStore } from '../_shared/stores/hearing-sources.ts';
import { sweepStore } from '../_shared/stores/hearing-sweeps.ts';
import { takeBackCast } from '../_shared/stores/performances.ts';

/** Who is asked what about Farcaster, and what becomes of the answers. */
export type Hearing = {
  /** Asked for casts and reactions. */
  source: CastSource;
  /** Asked for people. Hubs know no scores, followers or ages: nothing to fall back to. */
  neynar: CastSource;
  /** Asked for its own word on whether a cast is gone. */
  hub: CastSource;
  recordFound: RecordFound;
  /** Work that outlives the recording of what was heard. */
  outlive: (work: Promise<void>) => void;
  now: () => UnixMs;
};

/** The jobs that ask for what no webhook told. */
export function hearingHandlers(
  db: Database,
  { source, neynar, hub, recordFound, outlive, now }: Hearing,
): Pick<JobHandlers, 'poll' | 'cast' | 'sweep' | 'people'> {
  return {
    poll: pollHandler({
      source,
      witnesses: [neynar, hub],
      store: pollStore(db),
      takeBack: takeBackCast(db),
      authors: authorStore(db),
      recordFound,
      now,
    }),
    cast: setAsideHandler({ source, recordFound }),
    sweep: sweepHandler({ source, store: sweepStore(db), record: engagementRecorder(db, outlive), now }),
    people: peopleHandler({ source: neynar, store: peopleStore(db), now }),
  };
}
