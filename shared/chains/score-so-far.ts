import { importPose, type PoseCapture } from './import-pose.ts';
import { MOST_FRAMES, type PoseSequence, poseMs, slicePose } from './pose.ts';
import { scoreRepeat } from './score-repeat.ts';

/** Less than this says nothing yet, in ms of the dance. */
const LEAST_MS = 1_000;

/**
 * How well somebody dances along with a phrase up to now, from the first moment in which they are seen: 0 to 100, or null while there is too little to tell.
 * @param capture what a camera saw, in ms since the phrase began
 * @param speed how fast the phrase is played; 1 is its own pace
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
