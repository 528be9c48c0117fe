import { importPose, type PoseCapture } from './import-pose.ts';
import { type PoseSequence, poseMs, slicePose } from './pose.ts';
import { scoreRepeat } from './score-repeat.ts';

/** Less than this says nothing yet, in ms of the dance. */
const LEAST_MS = 1_000;

/**
 * How well somebody dances along with a phrase up to now, 0 to 100; null while there is too little to tell. `capture` is what a camera saw since the phrase began, and
 * `speed` how fast it is played, 1 being its own pace.
 */
export function scoreSoFar(phrase: PoseSequence, capture: PoseCapture, speed: number): number | null {
  const wallMs = capture.frames.at(-1)?.t ?? 0;
  const danceMs = Math.min(wallMs * speed, poseMs(phrase));
  if (danceMs < LEAST_MS) return null;
  try {
    const danced = importPose({ ...capture, frames: capture.frames.filter(({ t }) => t * speed <= danceMs) });
    return scoreRepeat([slicePose(phrase, 0, danceMs)], danced).total;
  } catch {
    // Hardly anybody was seen, or the phrase has hardly a frame yet.
    return null;
  }
}
