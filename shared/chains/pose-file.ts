import { invalidInput } from '../kernel/app-error.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { ChainPorts, PoseFile } from './ports.ts';
import { MOST_POSE_BYTES, type PoseSequence, poseMs } from './pose.ts';

/** A move as a file, and what is in it. */
export type PoseContent = PoseFile & { content: Uint8Array };

/** The file that a move becomes: it, and nothing else of what was danced, as canonical JSON. @throws AppError `chains/bad-pose` (400) */
export async function poseFile(move: PoseSequence, { cidOf }: Pick<ChainPorts, 'cidOf'>): Promise<PoseContent> {
  const content = new TextEncoder().encode(canonicalJson(move));
  if (content.length > MOST_POSE_BYTES) throw invalidInput('chains/bad-pose', 'This recording is too large. Dance it shorter.');
  return { cid: await cidOf(content), bytes: content.length, frames: move.frames.length, durationMs: poseMs(move), content };
}

/** The name that its file has at the pinning service. */
export const pinNameOf = (cid: string) => `pose ${cid}`;
