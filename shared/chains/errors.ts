import { AppError, invalidInput } from '../kernel/app-error.ts';

/** 404: no such move, or it was taken down. */
export const noSuchMove = () => new AppError('chains/not-found', 'There is no such move any more.', { status: 404 });

/** 400: the performance is not this person's, of the other kind, or in a chain already. */
export const notYourTake = () =>
  invalidInput('chains/not-your-take', 'A move shows a take of your own, a dance or a song as its chain is, and each take once.');

/** 409: the same movement in the same place, sent with another name, title or take. */
export const moveThere = () =>
  new AppError(
    'chains/move-there',
    'This very move of yours is in already, under another name or beside another take, and stays as it is.',
    { status: 409 },
  );

/** 409: nobody but its author sees the take, as its cast has not come. */
export const takeWaits = () =>
  new AppError('chains/take-waits', 'Your take is not on stage yet. Once it is posted, please try again in a moment.', {
    status: 409,
    retryable: true,
  });

/** 422: pose data and take cannot be of the same dance. Lengths in ms; null where a take's is not known. */
export const otherLength = (poseMs: number, takeMs: number | null) =>
  new AppError(
    'chains/other-length',
    takeMs === null
      ? 'How long this take is is not known, so your recording cannot be held against it. Choose another take, or none.'
      : `Your recording lasts ${(poseMs / 1000).toFixed(1)} s and your take ${(takeMs / 1000).toFixed(1)} s. Both must show the same dance.`,
    { status: 422, facts: { poseMs, takeMs } },
  );

/** 400: what was named is not what this kind of chain is made of. */
export const wrongKind = (words: string) => invalidInput('chains/wrong-kind', words);

/** 422: nothing moves, so nobody could repeat it. */
export const tooStill = () =>
  new AppError('chains/too-still', 'That was too still to be a move. Dance it bigger, with all of you in the picture.', {
    status: 422,
  });

/** 422: the moves before were not repeated well enough. */
export const notRepeated = (words: string, scores: readonly number[]) =>
  new AppError('chains/not-repeated', words, { status: 422, facts: { scores } });

/** 409: a chain has an end. */
export const chainFull = (most: number) =>
  new AppError('chains/full', `A chain holds ${most} moves one after the other. Answer an earlier one to branch off.`, {
    status: 409,
  });

/** 503: what lies under a recording's name is not it, wherever we ask. */
export const poseAway = () =>
  new AppError('chains/pose-away', 'The recording cannot be fetched right now. Nothing was lost; please try again in a moment.', {
    status: 503,
    retryable: true,
  });

/** 503: it joined nothing for an hour, and is being removed at this moment. */
export const poseGoing = () =>
  new AppError('chains/pose-going', 'This recording waited too long and is being put away. Please try again in a moment.', {
    status: 503,
    retryable: true,
  });

/** 429: so much pose data an hour. */
export const tooManyPoses = (most: number) =>
  new AppError('chains/too-many-poses', `${most} moves an hour are the most. Please go on a little later.`, {
    status: 429,
    retryable: true,
  });

/** 409: byte for byte what another person danced. */
export const copiedPose = () =>
  new AppError('chains/copied-pose', 'These are the movements of somebody else. Dance them yourself.', { status: 409 });
