/** Performances that one person is remembered by. */
const PERFORMANCES_REMEMBERED = 8;
/** People who must have come to the same three performances before it says anything. */
const TOGETHER = 6;
/** Larger circles are an audience that keeps coming back. */
const LARGEST_CIRCLE = 64;
/** Serials are kept in pairs in one number: a pair is older · SERIALS + newer. */
const SERIALS = 2 ** 26;

/** Who engages together, learned from one performance to the next. Bounded: the longest unseen people are forgotten. */
export type CircleMemory = {
  peopleRemembered: number;
  /** Serials of the performances that each person engaged with last, oldest first; longest unseen person first. */
  histories: Map<string, number[]>;
  circles: Map<string, number>;
  members: Map<number, Set<string>>;
  performances: number;
  circlesFound: number;
};

/** Who is known for which circle of co-likers, by now; 0 for none. */
export type CircleLookup = (actor: string) => number;

export function emptyMemory(peopleRemembered = 1_000_000): CircleMemory {
  const nothingYet = { histories: new Map(), circles: new Map(), members: new Map(), performances: 0, circlesFound: 0 };
  return { peopleRemembered, ...nothingYet };
}

/** The circle of co-likers that a person is known for; 0 for none. */
export function circleOf({ circles, members }: CircleMemory, actor: string): number {
  const circle = circles.get(actor);
  return circle !== undefined && (members.get(circle)?.size ?? 0) <= LARGEST_CIRCLE ? circle : 0;
}

/**
 * Learns from the people of one performance, in constant time for each. Six or more who are here and were together at the
 * same two of their last eight performances belong to one circle; circles that share somebody are one.
 */
export function learnCircles(memory: CircleMemory, actors: readonly string[]): void {
  const serial = ++memory.performances;
  const groups = new Map<number, string[]>();
  for (const actor of actors) {
    const history = memory.histories.get(actor) ?? [];
    history.forEach((newer, index) => {
      for (const older of history.slice(0, index)) {
        const group = groups.get(older * SERIALS + newer);
        if (group === undefined) groups.set(older * SERIALS + newer, [actor]);
        else group.push(actor);
      }
    });
    remember(memory, actor, serial);
  }
  for (const group of groups.values()) if (group.length >= TOGETHER) join(memory, group);
}

function remember(memory: CircleMemory, actor: string, serial: number): void {
  const { histories } = memory;
  const history = histories.get(actor) ?? [];
  histories.delete(actor);
  histories.set(actor, [...history, serial].slice(-PERFORMANCES_REMEMBERED));
  if (histories.size <= memory.peopleRemembered) return;
  const [longestUnseen] = histories.keys();
  if (longestUnseen !== undefined) forget(memory, longestUnseen);
}

function forget({ histories, circles, members }: CircleMemory, actor: string): void {
  histories.delete(actor);
  const circle = circles.get(actor);
  if (circle === undefined) return;
  circles.delete(actor);
  members.get(circle)?.delete(actor);
  if (members.get(circle)?.size === 0) members.delete(circle);
}

/** Makes one circle of a group and of every circle that one of it is in: the largest takes the others in. */
function join(memory: CircleMemory, group: readonly string[]): void {
  const { circles, members } = memory;
  const known = new Set(group.map(actor => circles.get(actor)).filter(circle => circle !== undefined));
  const [largest = ++memory.circlesFound, ...others] = [...known].sort(
    (a, b) => (members.get(b)?.size ?? 0) - (members.get(a)?.size ?? 0) || a - b,
  );
  const all = members.get(largest) ?? new Set();
  members.set(largest, all);
  for (const actor of [...group, ...others.flatMap(other => [...(members.get(other) ?? [])])]) {
    all.add(actor);
    circles.set(actor, largest);
  }
  for (const other of others) members.delete(other);
}
