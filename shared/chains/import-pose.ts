import * as z from 'zod/mini';
import { invalidInput } from '../kernel/app-error.ts';
import { LANDMARKS, POSE_FORMAT, type PoseSequence, readPose } from './pose.ts';

const point = z.union([
  z.pipe(
    z.array(z.number()).check(z.minLength(2), z.maxLength(4)),
    z.transform(([x = 0, y = 0, depth = 0, seen = 1]: number[]) => ({ x, y, z: depth, visibility: seen })),
  ),
  z.object({ x: z.number(), y: z.number(), z: z._default(z.number(), 0), visibility: z._default(z.number(), 1) }),
]);
const capture = z.object({
  /** Width through height of the picture, when x and y are parts of it, as MediaPipe gives them. */
  aspect: z._default(z.number().check(z.positive()), 1),
  frames: z
    .array(z.object({ t: z.number(), landmarks: z.array(point).check(z.length(LANDMARKS)) }))
    .check(z.minLength(1), z.maxLength(4_000)),
});

export type PoseCapture = z.input<typeof capture>;

/** Frames closer than this add nothing: some 30 a second hold any move. */
const LEAST_GAP_MS = 30;

/**
 * What a camera or another program saw, as pose data: 33 landmarks a frame in any unit, `t` in ms. Moves the hips to the origin,
 * makes the median torso 1,000 long, rounds. Pose data in our own format pass through. @throws AppError `chains/bad-pose` (400).
 */
export function importPose(value: unknown): PoseSequence {
  if ((value as { format?: unknown } | null)?.format === POSE_FORMAT) return readPose(value);
  const parsed = capture.safeParse(value);
  // One fault says enough: each of 132,000 points may have its own.
  if (!parsed.success)
    throw invalidInput(
      'chains/bad-pose',
      `These are not pose data. ${z.prettifyError({ issues: parsed.error.issues.slice(0, 1) })}`,
    );
  const { aspect, frames } = parsed.data;
  const sparse = thin(frames);
  const scaled = sparse.map(frame => ({
    ...frame,
    landmarks: frame.landmarks.map(p => ({ ...p, x: p.x * aspect, z: p.z * aspect })),
  }));
  const bodies = scaled.map(({ t, landmarks }) => {
    const hips = middle(landmarks, 23, 24);
    const shoulders = middle(landmarks, 11, 12);
    return { t, landmarks, hips, torso: Math.hypot(shoulders.x - hips.x, shoulders.y - hips.y, shoulders.z - hips.z) };
  });
  const torso = median(bodies.map(body => body.torso));
  if (!(torso > 0)) throw invalidInput('chains/bad-pose', 'These are not pose data: no body is in them.');
  const unit = 1_000 / torso;
  const first = bodies[0]?.t ?? 0;
  return readPose({
    format: POSE_FORMAT,
    frames: bodies.map(({ t, landmarks, hips }) => [
      Math.round(t - first),
      ...landmarks.flatMap(p => [
        Math.round((p.x - hips.x) * unit),
        Math.round((p.y - hips.y) * unit),
        Math.round((p.z - hips.z) * unit),
        Math.round(Math.min(Math.max(p.visibility, 0), 1) * 100),
      ]),
    ]),
  });
}

type Point = { x: number; y: number; z: number };

function thin<Frame extends { t: number }>(frames: readonly Frame[]): Frame[] {
  let last = Number.NEGATIVE_INFINITY;
  return frames.filter(({ t }) => {
    if (t - last < LEAST_GAP_MS) return false;
    last = t;
    return true;
  });
}

function middle(points: readonly Point[], one: number, other: number): Point {
  const [a, b] = [points[one] ?? { x: 0, y: 0, z: 0 }, points[other] ?? { x: 0, y: 0, z: 0 }];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, z: (a.z + b.z) / 2 };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
