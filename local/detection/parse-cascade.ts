import type { Reaction } from '../../shared/engagement/detection/reaction.ts';

/** A recorded performance: its reactions as they were delivered, perhaps twice and out of order. */
export type RecordedCascade = { id: string; root: { followers: number | null }; deliveries: Reaction[] };

type Event = readonly [
  t: number,
  actor: number | string,
  followers?: number,
  kind?: number,
  parent?: number,
  score?: number | null,
  age?: number | null,
];

/**
 * One line `{"id","root":{"followers"},"ev":[[t, actor, followers, kind, parent, score, accountAgeDays], …]}`. Fields from
 * followers on may be missing; below zero or null is unknown, kind −1 a removal. Nothing else of the line is read.
 * Times before the post are taken for the post's own: clocks differ.
 * @throws Error naming the line number when it cannot be read.
 */
export function parseCascade(line: string, number: number): RecordedCascade {
  try {
    const { id, root, ev } = JSON.parse(line) as { id: string; root?: { followers?: number }; ev: Event[] };
    if (typeof id !== 'string' || !Array.isArray(ev)) throw new Error('id or ev is missing');
    return { id, root: { followers: known(root?.followers) }, deliveries: ev.map(reactionOf) };
  } catch (error) {
    throw new Error(`line ${number} is no cascade: ${(error as Error).message}`);
  }
}

function reactionOf([t, actor, followers, kind = 0, parent = -1, score, age]: Event): Reaction {
  if (!Number.isFinite(t) || actor === undefined) throw new Error('an event has no time or actor');
  return {
    t: Math.max(0, t),
    actor: String(actor),
    followers: known(followers),
    kind,
    secondHand: parent >= 0,
    score: known(score),
    ageDays: known(age),
  };
}

function known(value: number | null | undefined): number | null {
  return value === undefined || value === null || value < 0 ? null : value;
}
