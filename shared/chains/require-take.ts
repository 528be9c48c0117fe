import { notYourTake, otherLength } from './errors.ts';
import type { ChainPorts } from './ports.ts';
import { sameLength } from './same-length.ts';

/**
 * A take beside a move is the person's own, in no other chain, and about as long as the pose data. `poseMs` is the length of the whole recording; null for songs, which have none. `answers` is the move that is answered; null for a first one.
 * @throws AppError `chains/not-your-take` (400), `chains/other-length` (422)
 */
export async function requireTake(
  performanceId: string,
  userId: string,
  { poseMs, answers }: { poseMs: number | null; answers: string | null },
  { store }: Pick<ChainPorts, 'store'>,
): Promise<void> {
  const take = await store.freeTake(performanceId, userId, answers);
  if (take === null) throw notYourTake();
  if (poseMs !== null && (take.durationMs === null || !sameLength(poseMs, take.durationMs)))
    throw otherLength(poseMs, take.durationMs);
}
