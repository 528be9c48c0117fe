/** Performances that one person is remembered by. */
const PERFORMANCES_REMEMBERED = 8;
/** Performances whose size is remembered. */
const SIZES_REMEMBERED = 4_096;
/** People who two performances must share before it says anything. */
const SHARED_PEOPLE = 12;
/** Part of all people of two performances who must be in both. */
const SHARED_PART = 0.33;
/** Earlier performances that a person must share with a circle. */
const SHARED_PERFORMANCES = 2;

/** Who engages together, learned from one performance to the next. Bounded: the longest unseen people are forgotten. */
export type CircleMemory = {
  peopleRemembered: number;
  /** Serials of the performances that each person engaged with last, oldest first; longest unseen person first. */
  histories: Map<string, number[]>;
  circles: Map<string, number>;
  sizes: Map<number, number>;
  performances: number;
  circlesFound: number;
};

/** Who is known for which circle of co-likers, by now; 0 for none. */
export type CircleLookup = (actor: string) => number;

export function emptyMemory(peopleRemembered = 1_000_000): CircleMemory {
  return { peopleRemembered, histories: new Map(), circles: new Map(), sizes: new Map(), performances: 0, circlesFound: 0 };
}

/** The circle of co-likers that a person is known for; 0 for none. */
export function circleOf(memory: CircleMemory, actor: string): number {
  return memory.circles.get(actor) ?? 0;
}

/**
 * Learns from the people of one performance, in constant time for each. Two performances are akin when they share 12
 * people or more and a third of all; who is in this one and in two akin to it belongs
 * to a circle with those who share the closest of them.
 */
export function learnCircles(memory: CircleMemory, actors: readonly string[]): void {
  const serial = ++memory.performances;
  const shared = new Map<number, number>();
  for (const actor of actors) {
    for (const earlier of memory.histories.get(actor) ?? []) shared.set(earlier, (shared.get(earlier) ?? 0) + 1);
  }
  const akin = akinOf(memory, shared, actors.length);
  const groups = new Map<number, string[]>();
  for (const actor of actors) {
    const close = (memory.histories.get(actor) ?? []).filter(earlier => akin.has(earlier));
    if (close.length >= SHARED_PERFORMANCES) {
      const closest = close.reduce((best, each) => ((shared.get(each) ?? 0) > (shared.get(best) ?? 0) ? each : best));
      const group = groups.get(closest);
      if (group === undefined) groups.set(closest, [actor]);
      else group.push(actor);
    }
    remember(memory, actor, serial);
  }
  for (const members of groups.values()) {
    if (members.length >= SHARED_PEOPLE) nameCircle(memory, members);
  }
  memory.sizes.set(serial, actors.length);
  memory.sizes.delete(serial - SIZES_REMEMBERED);
}

function akinOf({ sizes }: CircleMemory, shared: Map<number, number>, size: number): Set<number> {
  const akin = new Set<number>();
  for (const [earlier, people] of shared) {
    const all = size + (sizes.get(earlier) ?? Number.POSITIVE_INFINITY) - people;
    if (people >= SHARED_PEOPLE && people >= SHARED_PART * all) akin.add(earlier);
  }
  return akin;
}

function remember(memory: CircleMemory, actor: string, serial: number): void {
  const { histories } = memory;
  const history = histories.get(actor) ?? [];
  histories.delete(actor);
  histories.set(actor, [...history, serial].slice(-PERFORMANCES_REMEMBERED));
  if (histories.size <= memory.peopleRemembered) return;
  const [longestUnseen] = histories.keys();
  if (longestUnseen === undefined) return;
  histories.delete(longestUnseen);
  memory.circles.delete(longestUnseen);
}

/** Gives members one circle: the one that most of them have already, else a new one. */
function nameCircle(memory: CircleMemory, members: readonly string[]): void {
  const votes = new Map<number, number>();
  for (const member of members) {
    const circle = memory.circles.get(member);
    if (circle !== undefined) votes.set(circle, (votes.get(circle) ?? 0) + 1);
  }
  const known = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
  const circle = known ?? ++memory.circlesFound;
  for (const member of members) memory.circles.set(member, circle);
}
