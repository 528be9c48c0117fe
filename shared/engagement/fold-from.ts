import { type Folded, foldEvents, nothingRead, type PersonHere, personAfter, type Snapshot } from './fold-events.ts';
import { comparePlaces, inOrder, placeOf } from './place.ts';
import type { ReadyRule } from './ready-rule.ts';
import type { KnownEvent, Post } from './schema.ts';

/** All that one person did on a cast, and what they weigh there where that does not follow from their facts. */
export type PersonsEvents = { events: readonly KnownEvent[]; given: number | undefined };

/** What is stored of a cast's fold. */
export type Kept = { state: Snapshot | null; checkpoints: readonly Snapshot[] };

/**
 * Where a fold goes on so that new events find their places: the state itself when all of them come after it, else the latest
 * checkpoint that they come after, else the beginning. What another rule weighed is of no use.
 */
export function startOf(kept: Kept, added: readonly KnownEvent[], rule: ReadyRule): Snapshot {
  const { version } = rule.scorer.rule;
  const first = added.toSorted(inOrder)[0];
  if (kept.state?.rule !== version || first === undefined) return nothingRead(rule);
  const place = placeOf(first);
  const before = [...kept.checkpoints, kept.state].findLast(
    each => each.rule === version && (each.last === null || comparePlaces(each.last, place) < 0),
  );
  return before ?? nothingRead(rule);
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
  const isRead = (event: KnownEvent) => last !== null && comparePlaces(placeOf(event), last) <= 0;
  const here = new Map<number, PersonHere>();
  const since: KnownEvent[] = [];
  for (const [fid, { events, given }] of people) {
    here.set(fid, personAfter(events.filter(isRead).sort(inOrder), given, post, rule));
    since.push(...events.filter(event => !isRead(event)));
  }
  const usable = checkpoints.filter(each => each.rule === from.rule);
  return foldEvents(from, usable, here, since.sort(inOrder), post, rule);
}
