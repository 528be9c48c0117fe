import { align } from './align.ts';
import { LIMB_WEIGHTS, limbTrack, PER_LIMB, SAMPLE } from './limbs.ts';
import { type PoseSequence, poseMs } from './pose.ts';

/** Names the scorer that a stored score came from. A change of any number below is a new version. */
export const SCORER = 'limbs-2';

/** A sample of a reference is so long, within the limits that follow. */
const SAMPLE_MS = 1000 / 15;
const LEAST_SAMPLES = 16;
const MOST_SAMPLES = 90;
/** Parts of the whole that the tempo may run ahead or behind, and that may be cut off at the ends. */
const BAND = 0.15;
const FREE = 0.06;
const STRETCH = 0.01;
/** Directions closer than this are the same (about 3°). */
const SAME = 0.06;
/** Who moves less than this in the mean (chord between directions) does not dance. */
export const LEAST_MOTION = 0.1;
/** Where the score is half, and how steep it falls there. */
const HALF = 0.66;
const STEEP = 2.6;
/** Who moves less than this part of the move's own motion is scored down beyond the distance, and by how much. */
const LIVELY = 0.8;
const LIMP = 0.6;

export type RepeatScore = {
  scorer: typeof SCORER;
  /** 0 to 100, a whole number a move. */
  moves: readonly number[];
  /** Mean of the moves, weighted by their lengths. */
  total: number;
  mirrored: boolean;
};

/**
 * How well `attempt` repeats the moves, one after the other. What counts is the directions of 12 limbs in the picture, so a
 * body's size and place do not; a tempo of one's own and a mirror's view cost nothing; how far one moves does count. For each
 * move, error = rms distance of matched directions, relative to how far the move itself departs from its mean pose: who stands
 * still has about 1, who moves half as far about 0.5. To it is added, as a square, what the attempt's own motion lacks to 0.8 of
 * the move's (times 0.6). Score = 100 / (1 + (error / 0.66)^2.6).
 */
export function scoreRepeat(moves: readonly PoseSequence[], attempt: PoseSequence): RepeatScore {
  const tracks = moves.map(move => limbTrack(move, samplesOf(move)).values);
  const reference = new Float64Array(tracks.reduce((sum, track) => sum + track.length, 0));
  const starts: number[] = [];
  let at = 0;
  for (const track of tracks) {
    starts.push(at / SAMPLE);
    reference.set(track, at);
    at += track.length;
  }
  const samples = reference.length / SAMPLE;
  const means = tracks.map(meanDirections);
  const motions = tracks.map((track, k) => motionOf(track, means[k] ?? track));
  const moveAt = Uint16Array.from({ length: samples }, (_, i) => starts.findLastIndex(start => start <= i));

  const asSeen = (mirrored: boolean): RepeatScore => {
    const seen = limbTrack(attempt, samples, mirrored).values;
    const cost = (i: number, j: number) => distance(reference, i, seen, j, means[moveAt[i] ?? 0] ?? seen);
    const band = Math.max(4, Math.round(samples * BAND));
    const path = align(samples, cost, { band, free: Math.round(samples * FREE), stretch: STRETCH });
    const scores = moves.map((_, k) => {
      const steps = path.filter(([i]) => moveAt[i] === k);
      const motion = Math.max(motions[k] ?? 0, LEAST_MOTION);
      const error = Math.sqrt(steps.reduce((sum, [i, j]) => sum + cost(i, j), 0) / Math.max(steps.length, 1)) / motion;
      const first = steps[0]?.[1] ?? 0;
      const own = seen.subarray(first * SAMPLE, ((steps.at(-1)?.[1] ?? first) + 1) * SAMPLE);
      const lacks = Math.max(0, LIVELY - motionOf(own, meanDirections(own)) / motion);
      return toScore(Math.hypot(error, LIMP * lacks));
    });
    const weighted = scores.reduce((sum, score, k) => sum + score * (tracks[k]?.length ?? 0), 0) / Math.max(reference.length, 1);
    return { scorer: SCORER, moves: scores, total: Math.round(weighted), mirrored };
  };
  const [plain, mirror] = [asSeen(false), asSeen(true)];
  return mirror.total > plain.total ? mirror : plain;
}

/** How far a move departs from its mean pose: rms chord of limb directions. Below `LEAST_MOTION` it is no move that could be repeated. */
export function motionIn(move: PoseSequence): number {
  const track = limbTrack(move, samplesOf(move)).values;
  return motionOf(track, meanDirections(track));
}

function samplesOf(move: PoseSequence): number {
  return Math.min(Math.max(Math.round(poseMs(move) / SAMPLE_MS), LEAST_SAMPLES), MOST_SAMPLES);
}

function toScore(error: number): number {
  return Math.round(100 / (1 + (error / HALF) ** STEEP));
}

function meanDirections(track: Float64Array): Float64Array {
  const mean = new Float64Array(SAMPLE);
  for (let i = 0; i < track.length; i++) mean[i % SAMPLE] = (mean[i % SAMPLE] ?? 0) + (track[i] ?? 0);
  for (let at = 0; at < SAMPLE; at += PER_LIMB) {
    const seen = mean[at + 2] ?? 0;
    for (let axis = 0; axis < PER_LIMB; axis++) mean[at + axis] = seen > 0 ? (mean[at + axis] ?? 0) / seen : 0;
  }
  return mean;
}

function motionOf(track: Float64Array, mean: Float64Array): number {
  const samples = track.length / SAMPLE;
  let sum = 0;
  for (let i = 0; i < samples; i++) sum += distance(track, i, mean, 0, mean);
  return Math.sqrt(sum / Math.max(samples, 1));
}

/**
 * Squared distance of two samples: the weighted mean over limbs that the reference shows. A limb that the other hides counts as held at the reference's mean:
 * what is not seen is not danced.
 */
function distance(reference: Float64Array, i: number, other: Float64Array, j: number, mean: Float64Array): number {
  let sum = 0;
  let weights = 0;
  for (let limb = 0; limb < LIMB_WEIGHTS.length; limb++) {
    const a = i * SAMPLE + limb * PER_LIMB;
    if ((reference[a + 2] ?? 0) === 0) continue;
    const hidden = (other[j * SAMPLE + limb * PER_LIMB + 2] ?? 0) === 0;
    const from = hidden ? mean : other;
    const b = hidden ? limb * PER_LIMB : j * SAMPLE + limb * PER_LIMB;
    const x = (reference[a] ?? 0) - (from[b] ?? 0);
    const y = (reference[a + 1] ?? 0) - (from[b + 1] ?? 0);
    const apart = Math.max(0, Math.sqrt(x * x + y * y) - SAME);
    const weight = LIMB_WEIGHTS[limb] ?? 0;
    sum += weight * apart * apart;
    weights += weight;
  }
  return weights > 0 ? sum / weights : 0;
}
