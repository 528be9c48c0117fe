import type { UnixMs } from '../kernel/units.ts';
import { type Folded, foldEvents, nothingRead, type PersonHere, personAfter, type Snapshot } from './fold-events.ts';
import { compareToPlace, inOrder } from './place.ts';
import type { ReadyRule } from './ready-rule.ts';
import type { KnownEvent, Post } from './schema.ts';

/** All that one person did on a cast, and what they weigh there where that does not follow from their facts. */
export type PersonsEvents = { events: readonly KnownEvent[]; given: number | undefined };

/** What is stored of a cast's fold. While a long history is folded again in parts, `refolding` is how far that came; the state is out of date meanwhile. */
export type Kept = { state: Snapshot | null; checkpoints: readonly Snapshot[]; refolding: Snapshot | null };

/** Whether events come after all that a snapshot has read, so that they can be folded on. */
export function comeAfter({ last }: Snapshot, events: readonly KnownEvent[]): boolean {
  return last === null || events.every(event => compareToPlace(event, last) > 0);
}

/**
 * Where a fold begins again so that events from `at` on find their places: the latest of what is kept that has read nothing of that
 * time or later, else the beginning. What another rule weighed is of no use.
 */
export function startBefore({ state, checkpoints }: Omit<Kept, 'refolding'>, at: UnixMs, rule: ReadyRule): Snapshot {
  const snapshots = state ? [...checkpoints, state] : checkpoints;
  const isUsable = (each: Snapshot) => each.rule === rule.scorer.rule.version && (each.last === null || each.last[0] < at);
  return snapshots.findLast(isUsable) ?? nothingRead(rule);
}

/** Folds all events after a snapshot. `people` holds everybody who did something since, with all that they did. */
export function foldFrom(
  from: Snapshot,
  checkpoints: readonly Snapshot[],
  people: ReadonlyMap<number, PersonsEvents>,
  post: Post,
  rule: ReadyRule,
): Folded {
  const { last } = from;
  const isRead = (event: KnownEvent) => last !== null && compareToPlace(event, last) <= 0;
  const here = new Map<number, PersonHere>();
  const since: KnownEvent[] = [];
  for (const [fid, { events, given }] of people) {
    here.set(fid, personAfter(events.filter(isRead).sort(inOrder), given, post, rule));
    since.push(...events.filter(event => !isRead(event)));
  }
  const usable = checkpoints.filter(each => each.rule === from.rule);
  return foldEvents(from, usable, here, since.sort(inOrder), post, rule);
}
