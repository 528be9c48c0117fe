import type { UnixMs } from '../kernel/units.ts';

/** Neynar's credits by request, for each thing asked for. From its price list; what the list leaves open is taken high. */
export const CREDITS = { cast: 4, reaction: 1, reply: 4, person: 1 } as const;

const DAY_MS = 86_400_000;
/** What may be spent ahead of the clock. */
const AHEAD = 0.25;

/** What may have been spent of a day's budget by now: a quarter at once, the rest as the day goes on, so that the evening has some. */
export function allowance(budget: number, now: UnixMs): number {
  return Math.floor(budget * Math.min(1, AHEAD + (now % DAY_MS) / DAY_MS));
}
