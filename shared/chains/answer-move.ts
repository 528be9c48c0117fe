import { chainFull, noSuchMove, tooStill, wrongKind } from './errors.ts';
import { importPose } from './import-pose.ts';
import { requireRepeated } from './judge-repeat.ts';
import { MOST_MOVES } from './most-moves.ts';
import { pinPose } from './pin-pose.ts';
import type { Answered, ChainPorts, MovePath } from './ports.ts';
import { type PoseSequence, poseMs, slicePose } from './pose.ts';
import { poseFile } from './pose-file.ts';
import { readKeptPose } from './read-kept-pose.ts';
import { requireTake } from './require-take.ts';
import type { AnswerInput } from './schema.ts';
import { LEAST_MOTION, motionIn, type RepeatScore, scoreRepeat } from './score-repeat.ts';

/** An answer as it was judged: the move that it adds, and the length of the whole recording in ms. All null for songs. */
type Judged = { own: PoseSequence; wholeMs: number; score: RepeatScore } | { own: null; wholeMs: null; score: null };

/**
 * Answers a move: repeats the phrase that ends with it and adds one of one's own. For a dance the score is computed here, against
 * the files under their CIDs, whatever the browser thought; who did not repeat the phrase does not join. Of the recording only
 * the own move is kept and published: what others danced before it is in their own files alone, and so goes out of sight with
 * them. For a song the take is the answer.
 * @throws AppError `chains/not-found` (404), `chains/full` (409), `chains/wrong-kind`, `chains/bad-pose`, `chains/not-your-take`
 * (400), `chains/move-there`, `chains/take-waits` (409), `chains/not-repeated`, `chains/too-still`, `chains/other-length` (422), or what pinning and
 * keeping throw
 */
export async function answerMove(input: AnswerInput & { moveId: string }, userId: string, ports: ChainPorts): Promise<Answered> {
  const parent = await ports.store.path(input.moveId);
  if (parent === null) throw noSuchMove();
  if (parent.depth >= MOST_MOVES) throw chainFull(MOST_MOVES);
  const { performance_id: performanceId = null, name } = input;
  const { own, wholeMs, score } = parent.kind === 'dance' ? await judge(parent, input, ports) : sung(input);
  const danced = own && (await poseFile(own, ports));
  const place = { kind: parent.kind, parentId: input.moveId, poseCid: danced?.cid ?? null };
  if (performanceId !== null) await requireTake(performanceId, userId, { poseMs: wholeMs, place }, ports);
  if (danced) await pinPose(danced, userId, ports);
  const { moveId } = await ports.store.answer(parent, input.moveId, { userId, name, performanceId, danced, score });
  return { moveId, chainId: parent.chainId, score };
}

function sung({ recording, performance_id }: AnswerInput): Judged {
  if (recording !== undefined || performance_id === undefined) throw wrongKind('A verse or a duet is a take, without pose data.');
  return { own: null, wholeMs: null, score: null };
}

async function judge(parent: MovePath, { recording, own_from_ms: ownFrom }: AnswerInput, ports: ChainPorts): Promise<Judged> {
  if (recording === undefined || ownFrom === undefined)
    throw wrongKind('An answer to a dance has pose data, and says where its own move begins.');
  const attempt = importPose(recording);
  const wholeMs = poseMs(attempt);
  const [repeat, own] = [slicePose(attempt, 0, ownFrom), slicePose(attempt, ownFrom, wholeMs)];
  const phrase = await Promise.all(
    parent.moves.map(({ poseCid }) => {
      if (poseCid === null) throw noSuchMove();
      return readKeptPose(poseCid, ports);
    }),
  );
  const score = scoreRepeat(phrase, repeat);
  requireRepeated(
    score,
    parent.moves.map(move => move.name),
  );
  if (motionIn(own) < LEAST_MOTION) throw tooStill();
  return { own, wholeMs, score };
}
