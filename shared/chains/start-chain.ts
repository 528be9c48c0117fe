import { tooStill, wrongKind } from './errors.ts';
import { importPose } from './import-pose.ts';
import { pinPose } from './pin-pose.ts';
import type { ChainPorts, NewChain } from './ports.ts';
import { poseMs } from './pose.ts';
import { poseFile } from './pose-file.ts';
import { requireTake } from './require-take.ts';
import type { StartInput } from './schema.ts';
import { LEAST_MOTION, motionIn } from './score-repeat.ts';

/** What a chain looks like is worked out by the caller: its poster and ink are rules of performances. */
export type Looks = (id: string, title: string) => Pick<NewChain, 'posterLines' | 'ink'>;

/**
 * Starts a chain with a first move: for a dance a recording, the whole of it, for a song a take. Sent again, as its reply was
 * lost, it gives back the chain that it started.
 * @throws AppError `chains/wrong-kind`, `chains/bad-pose`, `chains/not-your-take` (400), `chains/move-there`, `chains/take-waits` (409),
 * `chains/too-still`, `chains/other-length` (422), or what pinning and keeping throw
 */
export async function startChain(input: StartInput, userId: string, looks: Looks, ports: ChainPorts) {
  const { kind, title, name, recording, performance_id: performanceId = null } = input;
  if (kind === 'dance' && recording === undefined) throw wrongKind('A dance starts with pose data.');
  if (kind === 'song' && (recording !== undefined || performanceId === null))
    throw wrongKind('A song starts with a take and without pose data.');
  const move = recording === undefined ? null : importPose(recording);
  if (move && motionIn(move) < LEAST_MOTION) throw tooStill();
  const danced = move && (await poseFile(move, ports));
  const place = { kind, parentId: null, poseCid: danced?.cid ?? null };
  if (performanceId !== null) await requireTake(performanceId, userId, { poseMs: move && poseMs(move), place }, ports);
  if (danced) await pinPose(danced, userId, ports);
  const id = ports.newId();
  return ports.store.start(id, { kind, title, ...looks(id, title) }, { userId, name, performanceId, danced, score: null });
}
