import { FRAMES_PER_SECOND } from './fingerprint.ts';

/** Two recordings are held together for at least so long, in seconds; a shorter one for half of itself. */
const LEAST_SECONDS = 4;
/** Windows of this length are compared: a copy may have a passage that is not the original's. */
const WINDOW_SECONDS = 6;
/** Of unrelated recordings half of the bits differ; fewer than this is a copy. */
export const ALIKE_BELOW = 0.3;
/** And the best shift must stand out so far from the middle one: notes on the same beat are alike at every beat, a copy at one shift. */
export const STANDS_OUT_BELOW = 0.5;

export type Match = {
  alike: boolean;
  /** Part of the bits that differ in the most alike window, 0 to 1. */
  difference: number;
  /** `difference` through that of the middle shift. */
  contrast: number;
  /** Where the window begins in both, in ms. */
  atMs: readonly [number, number];
};

const ONES = Uint8Array.from({ length: 65_536 }, (_, value) => {
  let count = 0;
  for (let rest = value; rest > 0; rest &= rest - 1) count++;
  return count;
});

/**
 * Looks for a passage that two fingerprints share, at any shift: the window with the fewest different bits. Silence says nothing and is left out;
 * a window that is mostly silent is none.
 */
export function matchFingerprints(one: Uint32Array, other: Uint32Array): Match {
  const shorter = Math.min(one.length, other.length);
  const window = Math.max(1, Math.min(Math.round(WINDOW_SECONDS * FRAMES_PER_SECOND), shorter));
  const least = Math.max(Math.min(Math.round(LEAST_SECONDS * FRAMES_PER_SECOND), Math.ceil(shorter / 2)), 16);
  let best = { difference: 1, at: 0, shift: 0 };
  const all: number[] = [];
  for (let shift = least - other.length; shift <= one.length - least; shift++) {
    const from = Math.max(0, shift);
    const to = Math.min(one.length, other.length + shift);
    const found = bestWindow(one, other, shift, from, to, Math.min(window, to - from));
    if (found === null) continue;
    all.push(found.difference);
    if (found.difference < best.difference) best = { ...found, shift };
  }
  const middle = all.toSorted((a, b) => a - b)[all.length >> 1] ?? 1;
  const contrast = best.difference / middle;
  const ms = (frame: number) => Math.round((frame * 1000) / FRAMES_PER_SECOND);
  return {
    alike: best.difference < ALIKE_BELOW && contrast < STANDS_OUT_BELOW,
    difference: best.difference,
    contrast,
    atMs: [ms(best.at), ms(best.at - best.shift)],
  };
}

/** The most alike stretch of `length` frames at one shift, by a sum that moves along. */
function bestWindow(one: Uint32Array, other: Uint32Array, shift: number, from: number, to: number, length: number) {
  let [wrong, heard] = [0, 0];
  let best: { difference: number; at: number } | null = null;
  const add = (i: number, sign: 1 | -1) => {
    const a = one[i] as number;
    const b = other[i - shift] as number;
    if (a === 0 || b === 0) return;
    const differs = a ^ b;
    wrong += sign * ((ONES[differs & 0xffff] as number) + (ONES[differs >>> 16] as number));
    heard += sign;
  };
  for (let i = from; i < to; i++) {
    add(i, 1);
    if (i - from >= length) add(i - length, -1);
    if (i - from + 1 >= length && heard * 2 >= length) {
      const difference = wrong / (32 * heard);
      if (best === null || difference < best.difference) best = { difference, at: i - length + 1 };
    }
  }
  return best;
}
