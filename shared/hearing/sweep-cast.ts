import { z } from 'zod';
import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { JobHandler } from '../ops/schema.ts';
import type { CastSource, HeardEvent, SweepStore } from './ports.ts';
import { HEARD_SIGNALS, type HeardReaction } from './schema.ts';

const progress = z.object({
  hash: z.string(),
  authorFid: z.number(),
  signals: z.array(z.enum(HEARD_SIGNALS)),
  cursor: z.string().nullable().default(null),
  /** When the list of the first signal was begun: what is not on it was taken back before then. */
  startedAt: z.number().optional(),
});

/** A list may be so far behind what a webhook told. */
const BEHIND_MS = 5 * 60_000;

export type SweepPorts = {
  source: CastSource;
  store: SweepStore;
  /** Records an event for good before it resolves. */
  record: (event: HeardEvent) => Promise<unknown>;
  now: () => UnixMs;
};

/**
 * The job `sweep`: lists who reacted to a cast, page by page, and records what we did not hear of. Who is in force here but not
 * on a whole list took it back; when is unknown, so it counts from the beginning of the list. Whole is a list that is as long as
 * what is counted. Resumable at any page.
 */
export function sweepHandler({ source, store, record, now }: SweepPorts): JobHandler {
  return async (job, until) => {
    const { hash, authorFid, ...at } = progress.parse(job.payload);
    const [signal, ...later] = at.signals;
    if (signal === undefined) {
      await store.forgetSeen(hash);
      await store.showCounts(hash);
      return 'done';
    }
    const startedAt = unixMs(at.startedAt ?? now());
    let { cursor } = at;
    do {
      const page = await source.reactions({ hash, authorFid }, signal, cursor);
      const unheard = await store.unheard(hash, signal, page.reactions, startedAt);
      await Promise.all(unheard.map(reaction => record(eventOf(hash, reaction, 'created', reaction.at))));
      await store.noteSeen(hash, signal, page.reactions);
      cursor = page.next;
    } while (cursor !== null && now() < until);
    const resume = { hash, authorFid, startedAt };
    if (cursor !== null) return { againAt: now(), payload: { ...resume, signals: at.signals, cursor } };
    const gone = await store.unseen(hash, signal, unixMs(startedAt - BEHIND_MS));
    const counted = gone.length > 0 ? (await source.counts([{ hash, authorFid }])).get(hash)?.[signal] : undefined;
    const isWhole = counted !== undefined && (await store.countSeen(hash, signal)) >= counted;
    if (isWhole) await Promise.all(gone.map(reaction => record(eventOf(hash, reaction, 'deleted', startedAt))));
    return { againAt: now(), payload: { ...resume, signals: later, cursor: null } };
  };
}

function eventOf(castHash: string, reaction: HeardReaction, action: 'created' | 'deleted', at: UnixMs): HeardEvent {
  return { ...reaction, castHash, action, at, via: 'poll' };
}
