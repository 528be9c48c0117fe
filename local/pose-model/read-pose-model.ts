import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { makeTask } from './make-task.ts';

export type PoseModel = {
  bytes: Buffer;
  /** Hex. */
  sha256: string;
};

/** MediaPipe's model for bodies, the light one, from its package; null where that package was not installed. The same bytes each time. */
export async function readPoseModel(): Promise<PoseModel | null> {
  const folder = packageFolder();
  if (folder === null) return null;
  const [detector, landmarks] = await Promise.all([
    // This file of "assets" is the detector, and nothing else.
    readFile(join(folder, 'pose_solution_packed_assets.data')),
    readFile(join(folder, 'pose_landmark_lite.tflite')),
  ]);
  const bytes = makeTask(detector, landmarks);
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function packageFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('@mediapipe/pose/package.json'));
  } catch {
    return null;
  }
}
