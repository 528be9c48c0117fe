import { POSE_FORMAT, type PoseSequence, poseMs } from './pose.ts';

/** Between two moves, in ms: about a picture of a camera. */
const GAP_MS = 67;

/** Moves danced one after the other, as one recording; it may be longer than one that is kept. */
export function joinPoses(moves: readonly PoseSequence[]): PoseSequence {
  let from = 0;
  const frames = moves.flatMap(move => {
    const part = move.frames.map(([time = 0, ...rest]) => [time + from, ...rest]);
    from += poseMs(move) + GAP_MS;
    return part;
  });
  return { format: POSE_FORMAT, frames };
}
