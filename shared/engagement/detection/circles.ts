import { type CircleMemory, circleOf, enter, remember, TOGETHER } from './circle-memory.ts';
import { CLOSED_FROM, meetingsOf, recognise } from './recognise-circle.ts';

/** Serials are kept in pairs in one number: a pair is older · SERIALS + newer. */
const SERIALS = 2 ** 26;

/**
 * Learns from the people of one performance. Five or more who are here and were together at the same two of their last eight
 * performances belong to one circle; circles that share somebody are one, but for closed ones.
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
  for (const group of groups.values()) if (group.length >= TOGETHER) settle(memory, group);
  const touched = new Set(actors.map(actor => memory.circles.get(actor) ?? 0));
  for (const circle of touched) recognise(memory, circle);
  unite(memory, [...touched]);
}

/**
 * Settles where people belong who came together. That a closed circle came as well is no reason for others to be one with it, or with each
 * other: else a ring that comes to everything makes one audience of all whom it meets, and neither it nor another circle is known any more. Few
 * who come with it are taken for some of it.
 */
function settle(memory: CircleMemory, group: readonly string[]): void {
  const closedOf = (actor: string) => (memory.closed.has(circleOf(memory, actor)) ? circleOf(memory, actor) : 0);
  const byClosed = Map.groupBy(group, closedOf);
  const free = byClosed.get(0) ?? [];
  if (free.length >= TOGETHER) {
    join(memory, free);
    return;
  }
  byClosed.delete(0);
  const [most] = [...byClosed].sort(([, a], [, b]) => b.length - a.length);
  for (const actor of free) if (most !== undefined && !memory.circles.has(actor)) enter(memory, actor, most[0]);
}

/** Makes one circle of a group and of every circle that one of it is in, but for closed ones: the largest takes the others in. */
function join(memory: CircleMemory, group: readonly string[]): void {
  const { circles, members, closed } = memory;
  const met = new Set(group.map(actor => circles.get(actor) ?? 0));
  const peopleOf = (circle: number) => [...(members.get(circle) ?? [])];
  const [largest = ++memory.circlesFound, ...others] = [...met]
    .filter(circle => circle !== 0 && !closed.has(circle))
    .sort((a, b) => peopleOf(b).length - peopleOf(a).length || a - b);
  for (const actor of [...group, ...others.flatMap(peopleOf)]) enter(memory, actor, largest);
}

/** Makes one of closed circles that come to the same performances: an audience that grew little by little, or a ring that was found in parts. */
function unite(memory: CircleMemory, circles: readonly number[]): void {
  const { closed, members } = memory;
  const meetings = new Map(circles.filter(circle => closed.has(circle)).map(circle => [circle, meetingsOf(memory, circle)]));
  for (const [circle, own] of meetings) {
    for (const [other, theirs] of meetings) {
      if (other === circle || !closed.has(circle) || !closed.has(other)) continue;
      if ([...own].filter(serial => theirs.has(serial)).length < CLOSED_FROM) continue;
      for (const actor of [...(members.get(other) ?? [])]) enter(memory, actor, circle);
      recognise(memory, circle);
    }
  }
}
