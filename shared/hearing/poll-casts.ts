import { type UnixMs, unixMs } from '../kernel/units.ts';
import type { JobHandler } from '../ops/schema.ts';
import { findCasts } from './find-casts.ts';
import { pollIntervalMs } from './poll-interval.ts';
import type { AuthorStore, CastSource, DueCast, Gap, PolledCast, PollStore, RecordFound, TakeBack } from './ports.ts';
import { type CastCounts, HEARD_SIGNALS } from './schema.ts';

/** What one request may name. */
const BATCH = 25;
/** A look at who is due, when nobody is. */
const IDLE_MS = 10_000;

export type PollPorts = {
  source: CastSource;
  /** Asked whether a cast is gone, each for itself: whoever counted may have stood in for another. */
  witnesses: readonly [CastSource, CastSource];
  store: PollStore;
  takeBack: TakeBack;
  authors: AuthorStore;
  recordFound: RecordFound;
  now: () => UnixMs;
};

/**
 * The job `poll`: counts the casts that are due, 25 a request, orders a sweep where counts and events differ, and takes back
 * what is gone: a cast that was counted before and that now two sources do not have. Then it looks for casts that nobody told of.
 */
export function pollHandler(ports: PollPorts): JobHandler {
  const { store, now } = ports;
  return async (_job, until) => {
    while (now() < until) {
      const due = await store.dueCasts(now(), BATCH);
      if (due.length === 0) break;
      await pollOnce(ports, due, now());
    }
    if (now() < until) await findCasts(ports, now());
    const next = await store.nextDue();
    return { againAt: unixMs(Math.max(now(), Math.min(next ?? Number.POSITIVE_INFINITY, now() + IDLE_MS))) };
  };
}

async function pollOnce(ports: PollPorts, due: readonly DueCast[], now: UnixMs): Promise<void> {
  const { source, store } = ports;
  const counts = await source.counts(due);
  const known = await store.knownCounts(due.map(({ hash }) => hash));
  const gaps: Gap[] = [];
  const polled = due.map((cast): PolledCast => {
    const found = counts.get(cast.hash) ?? null;
    const before = known.get(cast.hash);
    if (found && before) {
      const signals = HEARD_SIGNALS.filter(signal => found[signal] !== before.attributed[signal]);
      if (signals.length > 0) gaps.push({ hash: cast.hash, authorFid: cast.authorFid, signals });
    }
    const changed = found !== null && !sameCounts(found, before?.polled ?? null);
    return { hash: cast.hash, counts: found, changed, nextAt: unixMs(now + pollIntervalMs(changed ? now : cast.changedAt, now)) };
  });
  await store.savePoll(polled, gaps, now);
  await takeBackGone(
    ports,
    due.filter(({ hash }) => !counts.has(hash) && known.get(hash)?.polled != null),
  );
}

/**
 * Hiding is for good, so one source that answers without a cast is not enough. Where one does not answer nothing is hidden: it is
 * looked for again when it is counted next.
 */
async function takeBackGone({ witnesses, takeBack }: PollPorts, missing: readonly DueCast[]): Promise<void> {
  if (missing.length === 0) return;
  const said = await Promise.all(witnesses.map(witness => witness.counts(missing).catch(() => null)));
  for (const { hash } of missing) if (said.every(there => there !== null && !there.has(hash))) await takeBack(hash);
}

function sameCounts(a: CastCounts, b: CastCounts | null): boolean {
  return b !== null && HEARD_SIGNALS.every(signal => a[signal] === b[signal]);
}
