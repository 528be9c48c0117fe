import { type CircleMemory, PERFORMANCES_REMEMBERED, TOGETHER } from './circle-memory.ts';

/** Of a circle's last eight performances, how many somebody came to who is known for it … */
const SHARED_LEAST = 3;
/** … where that is said of more than an audience's number, up to this many. */
const SHARED_MOST = 6;
/** A ring hardly has anybody who came once only: where so many came twice, all are known but who comes less than this share of what is usual. */
const RING_COMES_TWICE = 0.75;
const DROPS_IN = 0.4;
/** A circle is closed once it met at so many of its last eight performances, and its people usually come to such a share of them. */
export const CLOSED_FROM = 6;
const CLOSED_SHARE = 2 / 3;
/** Larger circles are an audience that keeps coming back. */
const LARGEST_CIRCLE = 64;

/** The last eight performances to which five or more of a circle came. */
export function meetingsOf({ histories, members }: CircleMemory, circle: number): Set<number> {
  const came = new Map<number, number>();
  for (const actor of members.get(circle) ?? [])
    for (const serial of histories.get(actor) ?? []) came.set(serial, (came.get(serial) ?? 0) + 1);
  const together = [...came].filter(([, count]) => count >= TOGETHER).map(([serial]) => serial);
  return new Set(together.sort((a, b) => b - a).slice(0, PERFORMANCES_REMEMBERED));
}

/**
 * Finds who is known for a circle, by its last eight performances. Where three in four of those who came to one of them came to two, those are who
 * came two fifths as often as is usual; else who came to three, or more of them, up to six, where that leaves 64 or fewer. More are an audience, of
 * whom nobody is known. And whether the circle is closed from now on, until it is an audience.
 */
export function recognise(memory: CircleMemory, circle: number): void {
  const { histories, members, closed, known } = memory;
  const all = [...(members.get(circle) ?? [])];
  const last = meetingsOf(memory, circle);
  const shared = new Map(all.map(actor => [actor, (histories.get(actor) ?? []).filter(serial => last.has(serial)).length]));
  for (const actor of all) known.delete(actor);
  const cameTo = (least: number) => all.filter(actor => (shared.get(actor) ?? 0) >= least);
  const once = cameTo(1).length;
  const usual = usualOf([...shared.values()]);
  const asked = cameTo(2).length >= RING_COMES_TWICE * once ? [cameTo(Math.max(1, Math.floor(DROPS_IN * usual)))] : [];
  // A ring among many who come now and then is found by coming more often than they do.
  for (let least = SHARED_LEAST; least <= SHARED_MOST; least++) asked.push(cameTo(least));
  const loyal = asked.find(people => people.length <= LARGEST_CIRCLE) ?? [];
  for (const actor of loyal) known.set(actor, circle);
  if (last.size >= CLOSED_FROM && usual >= CLOSED_SHARE * last.size && once <= LARGEST_CIRCLE) closed.add(circle);
  if (loyal.length === 0) closed.delete(circle);
}

/** How often somebody came whom one meets there: who came often is met often, so that those who drop in count for little. */
function usualOf(counts: readonly number[]): number {
  const [sum, squares] = counts.reduce(([a, b], count) => [a + count, b + count ** 2], [0, 0] as [number, number]);
  return squares / Math.max(1, sum);
}
