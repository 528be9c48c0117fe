/** Performances that one person, and one circle, is remembered by. */
const PERFORMANCES_REMEMBERED = 8;
/** Of a circle's last eight performances, how many somebody came to who is known for it … */
const SHARED_LEAST = 3;
/** … where that is said of more than an audience's number, up to this many. */
const SHARED_MOST = 6;
/** A ring hardly has anybody who came once only: where so many came twice, all are known, so that those are as well who come to four in ten. */
const RING_COMES_TWICE = 0.75;
/** People who must have come to the same performances. */
const TOGETHER = 5;
/** Larger circles are an audience that keeps coming back. */
const LARGEST_CIRCLE = 64;
/** Serials are kept in pairs in one number: a pair is older · SERIALS + newer. */
const SERIALS = 2 ** 26;

/** Who engages together, learned from one performance to the next. Bounded: the longest unseen people are forgotten. */
export type CircleMemory = {
  peopleRemembered: number;
  /** Serials of the performances that each person engaged with last, oldest first; longest unseen person first. */
  histories: Map<string, number[]>;
  /** Where each person belongs, and who belongs there. */
  circles: Map<string, number>;
  members: Map<number, Set<string>>;
  /** The circle that each person is known for: where they belong, and come as often as the circle does. */
  known: Map<string, number>;
  performances: number;
  circlesFound: number;
};

/** Who is known for which circle of co-likers, by now; 0 for none. */
export type CircleLookup = (actor: string) => number;

export function emptyMemory(peopleRemembered = 1_000_000): CircleMemory {
  const nothingYet = { histories: new Map(), circles: new Map(), members: new Map(), known: new Map() };
  return { peopleRemembered, ...nothingYet, performances: 0, circlesFound: 0 };
}

/** The circle of co-likers that a person is known for; 0 for none. */
export function circleOf({ known }: CircleMemory, actor: string): number {
  return known.get(actor) ?? 0;
}

/**
 * Learns from the people of one performance. Five or more who are here and were together at the same two of their last eight
 * performances belong to one circle; circles that share somebody are one. What is asked of who is known for a circle are the last eight performances to
 * which five of it came: one of them where three in four of those who came to one came to two, else three, or more of them, up to six, where
 * that leaves 64 or fewer. More are an audience, of whom nobody is known.
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
  const touched = new Set(actors.map(actor => memory.circles.get(actor)));
  for (const circle of touched) if (circle !== undefined) recognise(memory, circle);
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

function forget({ histories, circles, members, known }: CircleMemory, actor: string): void {
  histories.delete(actor);
  known.delete(actor);
  const circle = circles.get(actor);
  if (circle === undefined) return;
  circles.delete(actor);
  members.get(circle)?.delete(actor);
  if (members.get(circle)?.size === 0) members.delete(circle);
}

/** Makes one circle of a group and of every circle that one of it is in: the largest takes the others in. */
function join(memory: CircleMemory, group: readonly string[]): void {
  const { circles, members } = memory;
  const met = new Set(group.map(actor => circles.get(actor)).filter(circle => circle !== undefined));
  const [largest = ++memory.circlesFound, ...others] = [...met].sort(
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

/** Settles who is known for a circle, by its last performances. */
function recognise({ histories, members, known }: CircleMemory, circle: number): void {
  const all = [...(members.get(circle) ?? [])];
  const came = new Map<number, number>();
  for (const actor of all) for (const serial of histories.get(actor) ?? []) came.set(serial, (came.get(serial) ?? 0) + 1);
  const together = [...came].filter(([, count]) => count >= TOGETHER).map(([serial]) => serial);
  const last = new Set(together.sort((a, b) => b - a).slice(0, PERFORMANCES_REMEMBERED));
  const shared = new Map(all.map(actor => [actor, (histories.get(actor) ?? []).filter(serial => last.has(serial)).length]));
  for (const actor of all) known.delete(actor);
  const cameTo = (least: number) => all.filter(actor => (shared.get(actor) ?? 0) >= least);
  const once = cameTo(1);
  const asked = cameTo(2).length >= RING_COMES_TWICE * once.length ? [once] : [];
  // A ring among many who come now and then is found by coming more often than they do.
  for (let least = SHARED_LEAST; least <= SHARED_MOST; least++) asked.push(cameTo(least));
  const loyal = asked.find(people => people.length <= LARGEST_CIRCLE) ?? [];
  for (const actor of loyal) known.set(actor, circle);
}
