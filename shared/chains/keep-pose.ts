import { AppError, invalidInput } from '../kernel/app-error.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { copiedPose, tooManyPoses } from './errors.ts';
import { importPose } from './import-pose.ts';
import type { ChainPorts } from './ports.ts';
import { MOST_POSE_BYTES, poseMs } from './pose.ts';

const MOST_AN_HOUR = 60;
const HOUR_MS = 3_600_000;

export type KeptPose = { cid: string; frames: number; durationMs: number };

/**
 * Takes pose data in our format or as a camera saw them, pins them as canonical JSON and remembers who brought them. The CID is computed here and compared with the pinning
 * service's. @throws AppError `chains/bad-pose` (400), `chains/copied-pose` (409), `chains/too-many-poses` (429), `ipfs/wrong-cid` (502), or what pinning throws.
 */
export async function keepPose(value: unknown, userId: string, ports: ChainPorts): Promise<KeptPose> {
  const pose = importPose(value);
  if ((await ports.store.posesSince(userId, ports.now() - HOUR_MS)) >= MOST_AN_HOUR) throw tooManyPoses(MOST_AN_HOUR);
  const bytes = new TextEncoder().encode(canonicalJson(pose));
  if (bytes.length > MOST_POSE_BYTES) throw invalidInput('chains/bad-pose', 'This recording is too large. Dance it shorter.');
  const cid = await ports.cidOf(bytes);
  const pinned = await ports.pin(bytes, `pose ${cid}`);
  if (pinned !== cid)
    throw new AppError('ipfs/wrong-cid', 'The recording was not stored as we sent it; please try again.', {
      status: 502,
      retryable: true,
      facts: { cid, pinned },
    });
  const kept = { cid, frames: pose.frames.length, durationMs: poseMs(pose) };
  if (!(await ports.store.keepPose(userId, { ...kept, bytes: bytes.length }))) throw copiedPose();
  return kept;
}
