import { AppError } from '../kernel/app-error.ts';
import { tooManyPoses } from './errors.ts';
import type { ChainPorts } from './ports.ts';
import type { PoseContent } from './pose-file.ts';

const MOST_AN_HOUR = 60;
const HOUR_MS = 3_600_000;

/**
 * Pins a move that somebody adds. The CID that was computed here is compared with the pinning service's.
 * @throws AppError `chains/too-many-poses` (429), `ipfs/wrong-cid` (502), or what pinning throws
 */
export async function pinPose({ cid, content }: PoseContent, userId: string, ports: ChainPorts): Promise<void> {
  if ((await ports.store.posesSince(userId, ports.now() - HOUR_MS)) >= MOST_AN_HOUR) throw tooManyPoses(MOST_AN_HOUR);
  const pinned = await ports.pin(content, `pose ${cid}`);
  if (pinned !== cid)
    throw new AppError('ipfs/wrong-cid', 'The recording was not stored as we sent it; please try again.', {
      status: 502,
      retryable: true,
      facts: { cid, pinned },
    });
}
