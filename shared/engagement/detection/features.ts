import { SCALES } from './decay.ts';
import type { Root } from './root.ts';
import { type DetectionState, SLOT } from './state.ts';

/** Logarithms that the fitted rule multiplies with each other. */
const FACTORS = ['N', 'a', 's0', 's1', 's2', 's3', 's4'] as const;

const SINGLES = ['mass', 'recent', ...FACTORS, 'F', 'R', 'T', 'B'] as const;

const PRODUCTS = FACTORS.flatMap((left, i) => FACTORS.slice(i).map(right => `${left}·${right}`));

/**
 * What a rule may look at, in the order in which `readFeatures` writes it:
 * mass and recent are the mass and its 2.25-hour decay; N ln(1 + mass) · a ln(1 + minutes since the post) ·
 * s0…s4 ln(1 + decayed mass) by scale · F mean ln(1 + followers) of the people · R ln(1 + the creator's followers) ·
 * T share of people with words · B ln(1 + people whom the creator usually reaches); then all products and squares of N, a and s0…s4.
 */
export const FEATURES: readonly string[] = [...SINGLES, ...PRODUCTS];

const FIRST_FACTOR = SINGLES.indexOf('N');
const FIRST_PRODUCT = SINGLES.length;

/**
 * Reads a state at its own time into `into`, FEATURES.length numbers. Unknown is NaN and weighs nothing in any rule.
 * `zoom` multiplies the masses: a rule made for one target size read at another one.
 */
export function readFeatures(state: DetectionState, root: Root, into: Float64Array, zoom = 1): Float64Array {
  const of = (slot: number) => state[slot] as number;
  const mass = Math.max(0, of(SLOT.mass)) * zoom;
  into[0] = mass;
  into[1] = Math.max(0, of(SLOT.decayed + 3)) * zoom;
  into[FIRST_FACTOR] = Math.log1p(mass);
  into[FIRST_FACTOR + 1] = Math.log1p(of(SLOT.last) / 60);
  for (let scale = 0; scale < SCALES.length; scale++) {
    into[FIRST_FACTOR + 2 + scale] = Math.log1p(Math.max(0, of(SLOT.decayed + scale)) * zoom);
  }
  const known = of(SLOT.followersKnown);
  into[9] = known > 1e-9 ? of(SLOT.followers) / known : Number.NaN;
  into[10] = root.followers === null ? Number.NaN : Math.log1p(root.followers);
  into[11] = mass > 1e-9 ? of(SLOT.withWords) / of(SLOT.mass) : Number.NaN;
  into[12] = root.usual === null ? Number.NaN : Math.log1p(root.usual);
  multiply(into, 0);
  return into;
}

/** Reads the masses of the features that begin at `from` `zoom` times as large: what `readFeatures` would have written with that zoom. */
export function enlarge(into: Float64Array, from: number, zoom: number): void {
  for (const plain of [0, 1]) into[from + plain] = (into[from + plain] as number) * zoom;
  const factors = [FIRST_FACTOR, ...SCALES.map((_, scale) => FIRST_FACTOR + 2 + scale)];
  for (const factor of factors) into[from + factor] = Math.log1p(Math.expm1(into[from + factor] as number) * zoom);
  multiply(into, from);
}

/** Writes the products behind the single features that begin at `from`. */
export function multiply(into: Float64Array, from: number): void {
  let at = from + FIRST_PRODUCT;
  for (let i = FIRST_FACTOR; i < FIRST_FACTOR + FACTORS.length; i++) {
    const left = into[from + i] as number;
    for (let j = i; j < FIRST_FACTOR + FACTORS.length; j++) into[at++] = left * (into[from + j] as number);
  }
}

/** Of rows of features those that are no products: all that needs to be kept of them. Unknown is null, as JSON has it. */
export function singlesOf(rows: Float64Array): (number | null)[] {
  const singles = [...rows].filter((_, index) => index % FEATURES.length < FIRST_PRODUCT);
  return singles.map(value => (Number.isNaN(value) ? null : value));
}

/** The rows that `singlesOf` was taken from. */
export function fromSingles(singles: readonly (number | null)[]): Float64Array {
  const count = singles.length / FIRST_PRODUCT;
  const rows = new Float64Array(count * FEATURES.length);
  for (let row = 0; row < count; row++) {
    const own = singles.slice(row * FIRST_PRODUCT, (row + 1) * FIRST_PRODUCT);
    rows.set(
      own.map(value => value ?? Number.NaN),
      row * FEATURES.length,
    );
    multiply(rows, row * FEATURES.length);
  }
  return rows;
}
