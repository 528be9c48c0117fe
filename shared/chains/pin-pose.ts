import { AppError, invalidInput } from '../kernel/app-error.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { tooManyPoses } from './errors.ts';
import type { ChainPorts, PoseFile } from './ports.ts';
import { MOST_POSE_BYTES, type PoseSequence, poseMs } from './pose.ts';

const MOST_AN_HOUR = 60;
const HOUR_MS = 3_600_000;

/**
 * Pins a move that somebody adds, and nothing else of what they danced, as canonical JSON. The CID is computed here and compared with the pinning service's.
 * @throws AppError `chains/bad-pose` (400), `chains/too-many-poses` (429), `ipfs/wrong-cid` (502), or what pinning throws
 */
export async function pinPose(move: PoseSequence, userId: string, ports: ChainPorts): Promise<PoseFile> {
  if ((await ports.store.posesSince(userId, ports.now() - HOUR_MS)) >= MOST_AN_HOUR) throw tooManyPoses(MOST_AN_HOUR);
  const bytes = new TextEncoder().encode(canonicalJson(move));
  if (bytes.length > MOST_POSE_BYTES) throw invalidInput('chains/bad-pose', 'This recording is too large. Dance it shorter.');
  const cid = await ports.cidOf(bytes);
  const pinned = await ports.pin(bytes, `pose ${cid}`);
  if (pinned !== cid)
    throw new AppError('ipfs/wrong-cid', 'The recording was not stored as we sent it; please try again.', {
      status: 502,
      retryable: true,
      facts: { cid, pinned },
    });
  return { cid, bytes: bytes.length, frames: move.frames.length, durationMs: poseMs(move) };
}
