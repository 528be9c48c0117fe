import type { Random } from './random.ts';

/** One thing that one person does to a cast, so many milliseconds after the cascade's start. */
export type Reaction = {
  t: number;
  kind: 'like' | 'recast' | 'reply';
  person: number;
  /** It is taken back. */
  undo?: true;
};

export type CascadeOptions = {
  random: Random;
  /** Reactions in all, as far as there are people left to give them. */
  size: number;
  /** Milliseconds from the first to the last. */
  durationMs: number;
  /** How many people there are. */
  people: number;
  /** Who reacts, for a draw from 0 up to 1; everybody alike when it is not given. */
  choose?: (draw: number) => number;
  /** Who gave what already, as `kind:person`; what is given here is added. */
  given: Set<string>;
};

const SHARES: readonly (readonly [Reaction['kind'], number])[] = [
  ['like', 0.64],
  ['recast', 0.21],
  ['reply', 0.15],
];
/** How many others one reaction brings along, relative to each other: a recast shows the take to a whole following. */
const REACH = { like: 0.25, recast: 4, reply: 0.8 };
/** The post itself reaches its author's following. */
const ROOT_REACH = 6;
/** Shape of the waiting time between a reaction and one that follows from it: most come soon, some very late. */
const TAIL = 1.4;

function kindOf(random: Random): Reaction['kind'] {
  let draw = random.next();
  for (const [kind, share] of SHARES) {
    draw -= share;
    if (draw < 0) return kind;
  }
  return 'like';
}

const KINDS = SHARES.map(([kind]) => kind);

/** Somebody who has not given this yet, or, when hardly anybody is left, somebody who gives something else; null when all have given all. */
function giver(
  { random, people, given, choose }: CascadeOptions,
  wanted: Reaction['kind'],
): Pick<Reaction, 'kind' | 'person'> | null {
  for (const kind of [wanted, ...KINDS]) {
    for (let attempt = 0; attempt < 80; attempt++) {
      // Who is drawn in vain so often must leave it to somebody less likely.
      const person = choose && attempt < 40 ? choose(random.next()) : random.whole(0, people - 1);
      const key = `${kind}:${person}`;
      if (given.has(key)) continue;
      given.add(key);
      return { kind, person };
    }
  }
  return null;
}

/**
 * A self-exciting cascade: each reaction follows from the post or from an earlier reaction, more often from those that reach many,
 * after a waiting time with a heavy tail. Times are then stretched to the wanted duration. Always the same for the same draws.
 */
export function simulateCascade(options: CascadeOptions): Reaction[] {
  const { random, size, durationMs } = options;
  const events: Reaction[] = [];
  let reach = ROOT_REACH;
  for (let i = 0; i < size; i++) {
    const gift = giver(options, kindOf(random));
    if (gift === null) continue;
    let draw = random.next() * reach;
    const parent = events.find(event => {
      draw -= REACH[event.kind];
      return draw < 0;
    });
    const wait = (1 - random.next()) ** (-1 / TAIL) - 1;
    events.push({ t: (parent?.t ?? 0) + wait, ...gift });
    reach += REACH[gift.kind];
  }
  // The longest waits would leave everything else at the very start, so times are compressed by their logarithm first.
  const compressed = events.map(event => ({ ...event, t: Math.log1p(event.t) }));
  const last = Math.max(...compressed.map(({ t }) => t), 1e-9);
  return compressed.map(event => ({ ...event, t: Math.round((event.t / last) * durationMs) })).sort((a, b) => a.t - b.t);
}
