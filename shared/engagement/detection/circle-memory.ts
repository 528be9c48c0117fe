/** Performances that one person, and one circle, is remembered by. */
export const PERFORMANCES_REMEMBERED = 8;
/** People who must have come to the same performances. */
export const TOGETHER = 5;

/** Who engages together, learned from one performance to the next. Bounded: the longest unseen people are forgotten. */
export type CircleMemory = {
  peopleRemembered: number;
  /** Serials of the performances that each person engaged with last, oldest first; longest unseen person first. */
  histories: Map<string, number[]>;
  /** Where each person belongs, and who belongs there. */
  circles: Map<string, number>;
  members: Map<number, Set<string>>;
  /** Circles that are no part of any other: who is known for one joins nobody else's. */
  closed: Set<number>;
  /** The circle that each person is known for: where they belong, and come as often as the circle does. */
  known: Map<string, number>;
  performances: number;
  circlesFound: number;
};

/** Who is known for which circle of co-likers, by now; 0 for none. */
export type CircleLookup = (actor: string) => number;

/** A memory before the first performance, of `peopleRemembered` people at most. */
export function emptyMemory(peopleRemembered = 1_000_000): CircleMemory {
  const nothingYet = {
    histories: new Map(),
    circles: new Map(),
    members: new Map(),
    closed: new Set<number>(),
    known: new Map(),
  };
  return { peopleRemembered, ...nothingYet, performances: 0, circlesFound: 0 };
}

/** The circle of co-likers that a person is known for; 0 for none. */
export function circleOf({ known }: CircleMemory, actor: string): number {
  return known.get(actor) ?? 0;
}

/** Notes that somebody came to a performance. */
export function remember(memory: CircleMemory, actor: string, serial: number): void {
  const { histories } = memory;
  const history = histories.get(actor) ?? [];
  histories.delete(actor);
  histories.set(actor, [...history, serial].slice(-PERFORMANCES_REMEMBERED));
  if (histories.size <= memory.peopleRemembered) return;
  const [longestUnseen] = histories.keys();
  if (longestUnseen !== undefined) forget(memory, longestUnseen);
}

function forget(memory: CircleMemory, actor: string): void {
  memory.histories.delete(actor);
  memory.known.delete(actor);
  leave(memory, actor);
}

/** Lets somebody belong to a circle, and to no other. */
export function enter(memory: CircleMemory, actor: string, circle: number): void {
  const { circles, members } = memory;
  leave(memory, actor);
  circles.set(actor, circle);
  members.set(circle, (members.get(circle) ?? new Set()).add(actor));
}

/** A circle without people is no more. */
function leave({ circles, members, closed }: CircleMemory, actor: string): void {
  const circle = circles.get(actor);
  if (circle === undefined) return;
  circles.delete(actor);
  members.get(circle)?.delete(actor);
  if (members.get(circle)?.size !== 0) return;
  members.delete(circle);
  closed.delete(circle);
}
