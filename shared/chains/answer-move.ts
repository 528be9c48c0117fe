import { chainFull, noSuchMove, noSuchPose, tooStill, wrongKind } from './errors.ts';
import { requireRepeated } from './judge-repeat.ts';
import type { Answered, ChainPorts, MovePath, NewMove } from './ports.ts';
import { slicePose } from './pose.ts';
import { readKeptPose } from './read-kept-pose.ts';
import { requireTake } from './require-take.ts';
import { type AnswerInput, MOST_MOVES } from './schema.ts';
import { LEAST_MOTION, motionIn, scoreRepeat } from './score-repeat.ts';

/**
 * Answers a move: repeats the phrase that ends with it and adds one of one's own. For a dance the score is computed here, from the files under their CIDs, whatever the
 * browser thought; who did not repeat the phrase does not join. For a song the take is the answer.
 * @throws AppError `chains/not-found` (404), `chains/full` (409), `chains/wrong-kind`, `chains/no-such-pose`, `chains/not-your-take` (400), `chains/not-repeated`, `chains/too-still`, `chains/other-length` (422)
 */
export async function answerMove(input: AnswerInput & { moveId: string }, userId: string, ports: ChainPorts): Promise<Answered> {
  const parent = await ports.store.path(input.moveId);
  if (parent === null) throw noSuchMove();
  if (parent.depth >= MOST_MOVES) throw chainFull(MOST_MOVES);
  const { performance_id: performanceId = null, name } = input;
  const { danced, score } = parent.kind === 'dance' ? await judge(parent, input, userId, ports) : sung(input);
  if (performanceId !== null) await requireTake(performanceId, userId, danced?.toMs ?? null, ports);
  const { moveId } = await ports.store.answer(parent, input.moveId, { userId, name, performanceId, danced, score });
  return { moveId, chainId: parent.chainId, score };
}

function sung({ pose_cid, performance_id }: AnswerInput): Pick<NewMove, 'danced' | 'score'> {
  if (pose_cid !== undefined || performance_id === undefined) throw wrongKind('A verse or a duet is a take, without pose data.');
  return { danced: null, score: null };
}

async function judge(
  parent: MovePath,
  { pose_cid: cid, own_from_ms: ownFrom }: AnswerInput,
  userId: string,
  ports: ChainPorts,
): Promise<Pick<NewMove, 'danced' | 'score'>> {
  if (cid === undefined || ownFrom === undefined)
    throw wrongKind('An answer to a dance has pose data, and says where its own move begins.');
  const file = await ports.store.poseOf(cid, userId);
  if (file === null) throw noSuchPose();
  const [attempt, ...phrase] = await Promise.all([
    readKeptPose(cid, ports),
    ...parent.moves.map(async ({ danced }) => {
      if (danced === null) throw noSuchMove();
      return slicePose(await readKeptPose(danced.cid, ports), danced.fromMs, danced.toMs);
    }),
  ]);
  const score = scoreRepeat(phrase, slicePose(attempt, 0, ownFrom));
  requireRepeated(
    score,
    parent.moves.map(move => move.name),
  );
  const danced = { cid, fromMs: ownFrom, toMs: file.durationMs };
  if (motionIn(slicePose(attempt, danced.fromMs, danced.toMs)) < LEAST_MOTION) throw tooStill();
  return { danced, score };
}
