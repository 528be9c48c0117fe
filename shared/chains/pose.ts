import { invalidInput } from '../kernel/app-error.ts';

/** Landmarks of a body, in MediaPipe's order: 0 nose, 11 and 12 shoulders, 23 and 24 hips. */
export const LANDMARKS = 33;
/** Numbers of a landmark: x, y, z, visibility. */
const PER_LANDMARK = 4;
export const POSE_FORMAT = 'gigavibe/pose-1';

/** Half a minute at 30 frames a second; a frame is about 500 bytes of JSON. */
export const MOST_FRAMES = 900;
export const LEAST_FRAMES = 8;
export const MOST_POSE_MS = 60_000;
/** The largest file that is read. */
export const MOST_POSE_BYTES = 768 * 1024;

/**
 * How somebody moved, without who they are: whole numbers only, so that equal movement gives equal bytes. A frame is its time in
 * ms from the first frame, then x, y, z and visibility of each landmark. The middle of the hips is the origin, the body's median
 * torso is 1,000, y grows downwards; visibility goes from 0 to 100.
 */
export type PoseSequence = { format: typeof POSE_FORMAT; frames: readonly (readonly number[])[] };

const bad = (what: string) => invalidInput('chains/bad-pose', `These are not pose data: ${what}.`);

/**
 * Checks pose data that came from outside. Written by hand, as a schema library takes longer over 80,000 numbers than the score itself.
 * @throws AppError `chains/bad-pose` (400) that says what is wrong.
 */
export function readPose(value: unknown): PoseSequence {
  const { format, frames } = (value ?? {}) as { format?: unknown; frames?: unknown };
  if (format !== POSE_FORMAT) throw bad(`the format is not ${POSE_FORMAT}`);
  if (!Array.isArray(frames) || frames.length < LEAST_FRAMES) throw bad(`fewer than ${LEAST_FRAMES} frames`);
  if (frames.length > MOST_FRAMES) throw bad(`more than ${MOST_FRAMES} frames`);
  let last = -1;
  for (const frame of frames as unknown[]) {
    if (!Array.isArray(frame) || frame.length !== 1 + LANDMARKS * PER_LANDMARK)
      throw bad(`a frame without ${LANDMARKS} landmarks`);
    if (!frame.every(number => Number.isInteger(number) && Math.abs(number) <= 100_000)) throw bad('numbers that no body has');
    const time = frame[0] as number;
    if (time <= last) throw bad('times that do not grow');
    last = time;
  }
  if ((frames[0] as number[])[0] !== 0) throw bad('the first frame is not at 0 ms');
  if (last > MOST_POSE_MS) throw bad(`longer than ${MOST_POSE_MS / 1000} seconds`);
  return { format: POSE_FORMAT, frames: frames as number[][] };
}

/** Length in ms: the time of the last frame. */
export function poseMs({ frames }: PoseSequence): number {
  return frames.at(-1)?.[0] ?? 0;
}

/** One landmark of a frame: x, y, z in thousandths of a torso, visibility 0 to 100. */
export function landmarkOf(frame: readonly number[], landmark: number): readonly [number, number, number, number] {
  const at = 1 + landmark * PER_LANDMARK;
  return [frame[at] ?? 0, frame[at + 1] ?? 0, frame[at + 2] ?? 0, frame[at + 3] ?? 0];
}

/**
 * The part from `fromMs` up to `toMs`, with times from 0 again.
 * @throws AppError `chains/bad-pose` when fewer than the least frames are left.
 */
export function slicePose({ frames }: PoseSequence, fromMs: number, toMs: number): PoseSequence {
  const part = frames.filter(([time = 0]) => time >= fromMs && time <= toMs);
  const first = part[0]?.[0] ?? 0;
  if (part.length < LEAST_FRAMES) throw bad(`a part with fewer than ${LEAST_FRAMES} frames`);
  return { format: POSE_FORMAT, frames: part.map(([time = 0, ...rest]) => [time - first, ...rest]) };
}
