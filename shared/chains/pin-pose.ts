import { AppError } from '../kernel/app-error.ts';
import type { ChainPorts } from './ports.ts';
import { type PoseContent, pinNameOf } from './pose-file.ts';

const MOST_AN_HOUR = 60;

/**
 * Pins a move that somebody adds. It is noted before: what is pinned and joins nothing, as its line was hidden meanwhile or
 * nobody was there to go on, is removed by what was noted (`poseHandler`). The CID that was computed here is compared with the
 * pinning service's.
 * @throws AppError `chains/copied-pose` (409), `chains/too-many-poses` (429), `ipfs/wrong-cid` (502), `chains/pose-going` (503), or what pinning throws
 */
export async function pinPose({ content, ...file }: PoseContent, userId: string, { poses, pin }: ChainPorts): Promise<void> {
  await poses.keep(file, userId, MOST_AN_HOUR);
  const pinned = await pin(content, pinNameOf(file.cid));
  if (pinned !== file.cid)
    throw new AppError('ipfs/wrong-cid', 'The recording was not stored as we sent it; please try again.', {
      status: 502,
      retryable: true,
      facts: { cid: file.cid, pinned },
    });
}
