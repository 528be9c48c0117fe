import { poseAway } from './errors.ts';
import type { ChainPorts } from './ports.ts';
import { MOST_POSE_BYTES, type PoseSequence, readPose } from './pose.ts';

/** Pose data by their CID, from IPFS: what a score is computed from is what everybody can fetch. @throws what reading or `readPose` throws */
export async function readKeptPose(cid: string, { read }: Pick<ChainPorts, 'read'>): Promise<PoseSequence> {
  const bytes = await read(cid, MOST_POSE_BYTES);
  // It was a file of fewer bytes when it was kept: what comes now is not what its name says.
  if (bytes === null) throw poseAway();
  return readPose(JSON.parse(new TextDecoder().decode(bytes)));
}
