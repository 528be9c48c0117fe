import { notYourTake, otherLength, takeWaits } from './errors.ts';
import type { ChainPorts, Place } from './ports.ts';
import { sameLength } from './same-length.ts';

/**
 * A take beside a move is the person's own, on stage, of the chain's kind, in no other place, and about as long as the pose data. `poseMs` is the length of the
 * whole recording; null for songs, which have none. `place` is where it stands.
 * @throws AppError `chains/not-your-take` (400), `chains/take-waits` (409), `chains/other-length` (422)
 */
export async function requireTake(
  performanceId: string,
  userId: string,
  { poseMs, place }: { poseMs: number | null; place: Place },
  { store }: Pick<ChainPorts, 'store'>,
): Promise<void> {
  const take = await store.freeTake(performanceId, userId, place);
  if (take === null) throw notYourTake();
  if (!take.posted) throw takeWaits();
  if (poseMs !== null && (take.durationMs === null || !sameLength(poseMs, take.durationMs)))
    throw otherLength(poseMs, take.durationMs);
}
