import { inOrder, keyOf } from './place.ts';
import { difference, NOTHING, type Presence, presenceAfter, presenceOf } from './presence.ts';
import type { Counts, EngagementEvent } from './schema.ts';

type TakenIn<T> = { added: T[]; changed: T[]; more: Counts };

/**
 * Takes in what arrived of one person on one cast, beside what is known of them there. Whatever the order of arrival, the
 * present state is that of the latest event times, and at the same time a deletion holds.
 * @returns the events that are new, those of them that changed what is in force, and how much more is in force of each signal
 */
export function takeIn<T extends EngagementEvent>(known: readonly EngagementEvent[], arrived: readonly T[]): TakenIn<T> {
  const [first, second] = arrived;
  if (first && !second && known.length === 0) return theFirst(first);
  const keys = new Set(known.map(keyOf));
  const all = [...known].sort(inOrder);
  const before = presenceOf(all);
  let presence = before;
  const [added, changed]: [T[], T[]] = [[], []];
  for (const event of arrived.toSorted(inOrder)) {
    if (keys.has(keyOf(event))) continue;
    keys.add(keyOf(event));
    added.push(event);
    const later = all.findIndex(other => inOrder(event, other) < 0);
    all.splice(later === -1 ? all.length : later, 0, event);
    const after = presenceOf(all);
    if (!isSame(presence, after)) changed.push(event);
    presence = after;
  }
  return { added, changed, more: difference(before, presence) };
}

/** What most people do on a cast: one thing, told without looking at others. */
function theFirst<T extends EngagementEvent>(event: T): TakenIn<T> {
  const after = presenceAfter(NOTHING, event);
  return { added: [event], changed: after === NOTHING ? [] : [event], more: difference(NOTHING, after) };
}

function isSame(a: Presence, b: Presence): boolean {
  return a.length === b.length && a.every(slot => b.includes(slot));
}
