import { REMOVAL, type Reaction } from '../../shared/engagement/detection/reaction.ts';

/** A recorded performance: its reactions as they were delivered, perhaps twice and out of order. */
export type RecordedCascade = {
  id: string | number;
  root: { followers: number | null };
  /** Who posted, where the line says so: what else they posted before can then be known. */
  creator: string | null;
  deliveries: Reaction[];
};

/** Sixteen digits that are no fraction: only where there are some it takes the slower way to read a line. */
const LONG_NUMBER = /(?<![.\d])\d{16}/;

/**
 * One line `{"id","root":{"followers","creator"},"ev":[[t, actor, followers, kind, parent, score, accountAgeDays], …]}`. Fields
 * from followers on, the root and what is in it may be missing; below zero or null is unknown, a score above 1 too; kind −1 a
 * removal, 1 with words, all others plain. Nothing else is read. Times before the post are taken for the post's own: clocks
 * differ. Ids beyond 2^53 are read as text.
 * @throws Error naming the line number, and the event, when it cannot be read.
 */
export function parseCascade(line: string, number: number): RecordedCascade {
  try {
    const said: unknown = LONG_NUMBER.test(line) ? JSON.parse(line, exactly as Reviver) : JSON.parse(line);
    if (typeof said !== 'object' || said === null) throw new Error('it is no object');
    const { id, root, ev } = said as { id?: unknown; root?: unknown; ev?: unknown };
    if ((typeof id !== 'string' && typeof id !== 'number') || !Array.isArray(ev)) throw new Error('id or ev is missing');
    const { followers, creator } = (typeof root === 'object' && root !== null ? root : {}) as Record<string, unknown>;
    return {
      id,
      root: { followers: known(followers) },
      creator: isName(creator) ? String(creator) : null,
      deliveries: ev.map(reactionOf),
    };
  } catch (error) {
    throw new Error(`line ${number} is no cascade: ${(error as Error).message}`);
  }
}

type Reviver = (key: string, value: unknown) => unknown;

/** Reads a whole number that a double cannot hold as the text that it is: two such actors would else be one. */
function exactly(_key: string, value: unknown, { source }: { source: string }): unknown {
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? source : value;
}

function reactionOf(event: unknown, index: number): Reaction {
  if (!Array.isArray(event)) throw new Error(`event ${index} is no list`);
  const [t, actor, followers, kind, parent, score, age] = event as unknown[];
  if (typeof t !== 'number' || !Number.isFinite(t) || !isName(actor)) throw new Error(`event ${index} has no time or actor`);
  return {
    t: Math.max(0, t),
    actor: String(actor),
    followers: known(followers),
    kind: kind === REMOVAL || kind === 1 ? kind : 0,
    secondHand: typeof parent === 'number' && parent >= 0,
    score: typeof score === 'number' && score > 1 ? null : known(score),
    ageDays: known(age),
  };
}

const isName = (value: unknown) => typeof value === 'number' || (typeof value === 'string' && value !== '');

function known(value: unknown): number | null {
  return typeof value !== 'number' || !(value >= 0) ? null : value;
}
