import { pollHandler } from '../../../shared/hearing/poll-casts.ts';
import type { CastSource, RecordFound } from '../../../shared/hearing/ports.ts';
import { setAsideHandler } from '../../../shared/hearing/record-set-aside.ts';
import { peopleHandler } from '../../../shared/hearing/refresh-people.ts';
import { sweepHandler } from '../../../shared/hearing/sweep-cast.ts';
import { type UnixMs, unixMs } from '../../../shared/kernel/units.ts';
import type { JobHandlers } from '../../../shared/ops/schema.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import type { Database } from '../../../supabase/functions/_shared/adapters/database.ts';
import { hubCasts } from '../../../supabase/functions/_shared/adapters/hub-casts.ts';
import { engagementRecorder } from '../../../supabase/functions/_shared/stores/engagement.ts';
import { judgeHandler } from '../../../supabase/functions/_shared/stores/engagement-judging.ts';
import { authorStore, pollStore } from '../../../supabase/functions/_shared/stores/hearing-polls.ts';
import { peopleStore } from '../../../supabase/functions/_shared/stores/hearing-sources.ts';
import { sweepStore } from '../../../supabase/functions/_shared/stores/hearing-sweeps.ts';
import { jobHolder, jobStore } from '../../../supabase/functions/_shared/stores/jobs.ts';
import { takeBackCast } from '../../../supabase/functions/_shared/stores/performances.ts';

/** Whom the jobs of hearing ask: `source` for casts and reactions, `asNeynar` for people, and the hub at `hubUrl` as a second witness. */
export type Asked = { source: CastSource; asNeynar: CastSource; hubUrl: string; recordFound: RecordFound };

/** What cron does, by a clock of one's own: steps until only what is due later is left. */
export async function workOffHearing(db: Database, asked: Asked, clock: { at: number }): Promise<void> {
  const now = (): UnixMs => unixMs(clock.at);
  /** What outlives the recording of what was heard. */
  const afterwards: Promise<void>[] = [];
  const handlers = hearingHandlers(db, asked, { now, later: part => afterwards.push(part) });
  for (let step = 0; step < 12; step++) {
    await stepJobs({ store: jobStore(db), clock: { now }, random: () => 0.5 }, handlers, 1);
    await Promise.all(afterwards);
    // A handler looks at this clock, so time passes between steps alone.
    clock.at += 15_000;
  }
}

function hearingHandlers(
  db: Database,
  { source, asNeynar, hubUrl, recordFound }: Asked,
  { now, later }: { now: () => UnixMs; later: (part: Promise<void>) => void },
): JobHandlers {
  return {
    poll: pollHandler({
      source,
      witnesses: [asNeynar, hubCasts({ url: hubUrl })],
      store: pollStore(db),
      takeBack: takeBackCast(db),
      authors: authorStore(db),
      recordFound,
      now,
    }),
    cast: setAsideHandler({ source, recordFound }),
    sweep: sweepHandler({ source, store: sweepStore(db), record: engagementRecorder(db, later), now }),
    people: peopleHandler({ source: asNeynar, store: peopleStore(db), now }),
    judge: judgeHandler(db, { hold: jobHolder(db), now }),
  };
}
