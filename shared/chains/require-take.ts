import { notYourTake, otherLength } from './errors.ts';
import type { Answer, ChainPorts } from './ports.ts';
import { sameLength } from './same-length.ts';

/**
 * A take beside a move is the person's own, in no other chain, and about as long as the pose data. `poseMs` is the length of the whole recording; null for songs, which have none. `answer` is what it stands beside; null for a first move.
 * @throws AppError `chains/not-your-take` (400), `chains/other-length` (422)
 */
export async function requireTake(
  performanceId: string,
  userId: string,
  { poseMs, answer }: { poseMs: number | null; answer: Answer | null },
  { store }: Pick<ChainPorts, 'store'>,
): Promise<void> {
  const take = await store.freeTake(performanceId, userId, answer);
  if (take === null) throw notYourTake();
  if (poseMs !== null && (take.durationMs === null || !sameLength(poseMs, take.durationMs)))
    throw otherLength(poseMs, take.durationMs);
}
