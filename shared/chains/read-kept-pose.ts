import type { ChainPorts } from './ports.ts';
import { MOST_POSE_BYTES, type PoseSequence, readPose } from './pose.ts';

/** Pose data by their CID, from IPFS: what a score is computed from is what everybody can fetch. @throws what reading or `readPose` throws */
export async function readKeptPose(cid: string, { read }: Pick<ChainPorts, 'read'>): Promise<PoseSequence> {
  return readPose(JSON.parse(new TextDecoder().decode(await read(cid, MOST_POSE_BYTES))));
}
