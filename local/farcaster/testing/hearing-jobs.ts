import type { CastSource, RecordFound } from '../../../shared/hearing/ports.ts';
import { type UnixMs, unixMs } from '../../../shared/kernel/units.ts';
import { stepJobs } from '../../../shared/ops/step-jobs.ts';
import type { Database } from '../../../supabase/functions/_shared/adapters/database.ts';
import { hubCasts } from '../../../supabase/functions/_shared/adapters/hub-casts.ts';
import { judgeHandler } from '../../../supabase/functions/_shared/stores/engagement-judging.ts';
import { jobHolder, jobStore } from '../../../supabase/functions/_shared/stores/jobs.ts';
import { hearingHandlers } from '../../../supabase/functions/work-jobs/hearing-handlers.ts';

/** Whom the jobs of hearing ask: `source` for casts and reactions, `asNeynar` for people, and the hub at `hubUrl` as a second witness. */
export type Asked = { source: CastSource; asNeynar: CastSource; hubUrl: string; recordFound: RecordFound };

/** What cron does, by a clock of one's own: steps until only what is due later is left. */
export async function workOffHearing(
  db: Database,
  { source, asNeynar, hubUrl, recordFound }: Asked,
  clock: { at: number },
): Promise<void> {
  const now = (): UnixMs => unixMs(clock.at);
  const hub = hubCasts({ url: hubUrl });
  /** What outlives the recording of what was heard. */
  const afterwards: Promise<void>[] = [];
  const outlive = (work: Promise<void>) => void afterwards.push(work);
  const handlers = {
    ...hearingHandlers(db, { source, neynar: asNeynar, hub, recordFound, outlive, now }),
    judge: judgeHandler(db, { hold: jobHolder(db), now }),
  };
  for (let step = 0; step < 12; step++) {
    await stepJobs({ store: jobStore(db), clock: { now }, random: () => 0.5 }, handlers, 1);
    await Promise.all(afterwards);
    // A handler looks at this clock, so time passes between steps alone.
    clock.at += 15_000;
  }
}
