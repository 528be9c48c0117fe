import { LANDMARKS, landmarkOf, type PoseSequence } from './pose.ts';

/** Limbs as pairs of landmarks, left before right: upper arms, forearms, thighs, shins, sides of the trunk, shoulders and hips. */
export const LIMBS = [
  [11, 13],
  [12, 14],
  [13, 15],
  [14, 16],
  [23, 25],
  [24, 26],
  [25, 27],
  [26, 28],
  [11, 23],
  [12, 24],
  [11, 12],
  [23, 24],
] as const;

/** The landmarks that limbs begin and end with. */
const JOINTS = [...new Set<number>(LIMBS.flat())];

/** What a limb counts. Shoulders and hips are short in a picture, so their directions are unsteady. */
export const LIMB_WEIGHTS = [1, 1, 1, 1, 1, 1, 1, 1, 0.75, 0.75, 0.5, 0.5] as const;

/** Landmarks below this visibility are not seen. */
const SEEN = 40;
/**
 * Numbers of a limb in a sample: direction x, y in the picture, and 1 when it is seen. Depth is left out: from one camera it is a
 * guess, and MediaPipe's guesses differ so much from body to body that the same dance did not match (see the README).
 */
export const PER_LIMB = 3;
/** Numbers of a landmark here: x, y, visibility. */
const PER_POINT = 3;
export const SAMPLE = LIMBS.length * PER_LIMB;

/** Limb directions at even steps of the whole: `samples` rows of `SAMPLE` numbers. */
export type LimbTrack = { samples: number; values: Float64Array };

/**
 * Directions of the 12 limbs at `samples` even steps from the first frame to the last. Each step is a mean over its neighbourhood
 * (a triangle of ±2 steps), so that a jittery camera costs little; a landmark that is lost in a picture is taken from those
 * around it. As the steps are parts of the whole, a slow dancer is smoothed exactly as much as a fast one. `mirrored` gives them
 * as a mirror shows them.
 */
export function limbTrack({ frames }: PoseSequence, samples: number, mirrored = false): LimbTrack {
  const values = new Float64Array(samples * SAMPLE);
  const length = frames.at(-1)?.[0] ?? 0;
  const step = length / Math.max(samples - 1, 1);
  const points = frames.map(frame => pointsOf(frame, mirrored));
  let low = 0;
  for (let i = 0; i < samples; i++) {
    const centre = i * step;
    const reach = Math.max(2 * step, widestGap(frames, centre));
    while (low < frames.length - 1 && (frames[low]?.[0] ?? 0) < centre - reach) low++;
    writeDirections(meanAround(frames, points, { first: low, centre, reach }), values, i * SAMPLE);
  }
  return { samples, values };
}

/** Each joint's mean over the pictures within `reach` of a moment, from number `first` on: the nearer, the more it counts; a lost one does not. */
function meanAround(
  frames: PoseSequence['frames'],
  points: readonly Float64Array[],
  { first, centre, reach }: { first: number; centre: number; reach: number },
): Float64Array {
  const mean = new Float64Array(LANDMARKS * PER_POINT);
  const totals = new Float64Array(LANDMARKS);
  for (let k = first; k < frames.length && (frames[k]?.[0] ?? 0) <= centre + reach; k++) {
    const weight = 1 - Math.abs((frames[k]?.[0] ?? 0) - centre) / (reach * 1.0001);
    const from = points[k];
    if (weight <= 0 || !from) continue;
    for (const landmark of JOINTS) {
      const j = landmark * PER_POINT;
      if ((from[j + 2] ?? 0) < SEEN) continue;
      totals[landmark] = (totals[landmark] ?? 0) + weight;
      for (let axis = 0; axis < PER_POINT; axis++) mean[j + axis] = (mean[j + axis] ?? 0) + weight * (from[j + axis] ?? 0);
    }
  }
  for (const landmark of JOINTS)
    for (let axis = 0; axis < PER_POINT; axis++) {
      const j = landmark * PER_POINT + axis;
      mean[j] = (mean[j] ?? 0) / (totals[landmark] || 1);
    }
  return mean;
}

/** At least the frames on both sides of a moment: a slow camera is read between its frames. */
function widestGap(frames: PoseSequence['frames'], at: number): number {
  let [low, high] = [0, frames.length - 1];
  while (high - low > 1) {
    const half = (low + high) >> 1;
    if ((frames[half]?.[0] ?? 0) <= at) low = half;
    else high = half;
  }
  return (frames[high]?.[0] ?? 0) - (frames[low]?.[0] ?? 0);
}

function pointsOf(frame: readonly number[], mirrored: boolean): Float64Array {
  const points = new Float64Array(LANDMARKS * PER_POINT);
  for (const landmark of JOINTS) {
    const [x, y, , seen] = landmarkOf(frame, mirrored ? twinOf(landmark) : landmark);
    points.set([mirrored ? -x : x, y, seen], landmark * PER_POINT);
  }
  return points;
}

/** The same joint on the other side: left ones are odd. */
function twinOf(landmark: number): number {
  return landmark % 2 === 1 ? landmark + 1 : landmark - 1;
}

function writeDirections(points: Float64Array, into: Float64Array, at: number): void {
  for (const [limb, [from, to]] of LIMBS.entries()) {
    const [a, b] = [from * PER_POINT, to * PER_POINT];
    const x = (points[b] ?? 0) - (points[a] ?? 0);
    const y = (points[b + 1] ?? 0) - (points[a + 1] ?? 0);
    const length = Math.hypot(x, y);
    const seen = (points[a + 2] ?? 0) >= SEEN && (points[b + 2] ?? 0) >= SEEN && length > 0;
    into.set(seen ? [x / length, y / length, 1] : [0, 0, 0], at + limb * PER_LIMB);
  }
}
