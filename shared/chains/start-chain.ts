import { noSuchPose, tooStill, wrongKind } from './errors.ts';
import type { ChainPorts, DancedMove, NewChain } from './ports.ts';
import { readKeptPose } from './read-kept-pose.ts';
import { requireTake } from './require-take.ts';
import type { StartInput } from './schema.ts';
import { LEAST_MOTION, motionIn } from './score-repeat.ts';

/** What a chain looks like is worked out by the caller: its poster and ink are rules of performances. */
export type Looks = (id: string, title: string) => Pick<NewChain, 'posterLines' | 'ink'>;

/**
 * Starts a chain with a first move: for a dance the whole of a recording that the same person brought before, for a song a take.
 * @throws AppError `chains/wrong-kind`, `chains/no-such-pose`, `chains/not-your-take` (400), `chains/too-still`, `chains/other-length` (422)
 */
export async function startChain(input: StartInput, userId: string, looks: Looks, ports: ChainPorts) {
  const { kind, title, name, pose_cid: cid, performance_id: performanceId = null } = input;
  let danced: DancedMove | null = null;
  if (kind === 'dance') {
    if (cid === undefined) throw wrongKind('A dance starts with pose data.');
    const file = await ports.store.poseOf(cid, userId);
    if (file === null) throw noSuchPose();
    danced = { cid, fromMs: 0, toMs: file.durationMs };
    if (motionIn(await readKeptPose(cid, ports)) < LEAST_MOTION) throw tooStill();
  } else if (cid !== undefined || performanceId === null) throw wrongKind('A song starts with a take and without pose data.');
  if (performanceId !== null) await requireTake(performanceId, userId, danced?.toMs ?? null, ports);
  const id = ports.newId();
  return ports.store.start(id, { kind, title, ...looks(id, title) }, { userId, name, performanceId, danced, score: null });
}
