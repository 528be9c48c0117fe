import { inOrder, keyOf, slotOf } from './place.ts';
import type { Counts, EngagementEvent, Signal } from './schema.ts';

type TakenIn<T> = { added: T[]; changed: T[]; more: Counts };

/**
 * Takes in what arrived of one person on one cast, beside what is known of them there. Whatever the order of arrival, the
 * present state is that of the latest event times, and at the same time a deletion holds.
 * @returns the events that are new, those of them that changed what is in force, and how much more is in force of each signal
 */
export function takeIn<T extends EngagementEvent>(known: readonly EngagementEvent[], arrived: readonly T[]): TakenIn<T> {
  const [only] = arrived;
  if (only && arrived.length === 1 && known.length === 0) return firstOf(only);
  const keys = new Set(known.map(keyOf));
  const latest = new Map<string, EngagementEvent>();
  for (const event of known) if (isLatest(latest, event)) latest.set(slotOf(event), event);
  const [added, changed]: [T[], T[]] = [[], []];
  const more: Record<Signal, number> = { like: 0, recast: 0, reply: 0 };
  for (const event of arrived.toSorted(inOrder)) {
    if (keys.has(keyOf(event))) continue;
    keys.add(keyOf(event));
    added.push(event);
    if (!isLatest(latest, event)) continue;
    const step = Number(event.action === 'created') - Number(latest.get(slotOf(event))?.action === 'created');
    latest.set(slotOf(event), event);
    if (step === 0) continue;
    changed.push(event);
    more[event.signal] += step;
  }
  return { added, changed, more };
}

/** Who is new and did one thing, as most have: nothing is to be put in order or looked up. */
function firstOf<T extends EngagementEvent>(event: T): TakenIn<T> {
  const more = { like: 0, recast: 0, reply: 0 };
  if (event.action === 'deleted') return { added: [event], changed: [], more };
  more[event.signal] = 1;
  return { added: [event], changed: [event], more };
}

/** Whether an event says what is in force: no later one is known about the same thing. */
function isLatest(latest: ReadonlyMap<string, EngagementEvent>, event: EngagementEvent): boolean {
  const before = latest.get(slotOf(event));
  return before === undefined || inOrder(before, event) < 0;
}
