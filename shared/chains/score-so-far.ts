import { importPose, type PoseCapture } from './import-pose.ts';
import { MOST_FRAMES, type PoseSequence, poseMs, slicePose } from './pose.ts';
import { scoreRepeat } from './score-repeat.ts';

/** Less than this says nothing yet, in ms of the dance. */
const LEAST_MS = 1_000;

/**
 * How well somebody dances along with a phrase up to now, 0 to 100, from the first moment in which they are seen; null while there is too little to tell. `capture` is what a
 * camera saw, its times in ms from when the phrase began, and `speed` how fast it is played, 1 being its own pace.
 */
export function scoreSoFar(phrase: PoseSequence, capture: PoseCapture, speed: number): number | null {
  const danced = capture.frames.map(frame => ({ ...frame, t: frame.t * speed })).filter(({ t }) => t <= poseMs(phrase));
  const [from, to] = [danced[0]?.t ?? 0, danced.at(-1)?.t ?? 0];
  if (to - from < LEAST_MS) return null;
  // At half its pace a phrase is seen in twice as many pictures.
  const every = Math.ceil(danced.length / MOST_FRAMES);
  try {
    const seen = importPose({ ...capture, frames: danced.filter((_, place) => place % every === 0) });
    return scoreRepeat([slicePose(phrase, from, to)], seen).total;
  } catch {
    // Hardly anybody was seen, or the phrase has hardly a frame yet.
    return null;
  }
}
