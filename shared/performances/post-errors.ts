import { AppError } from '../kernel/app-error.ts';

/** 404: there is no such take, or it is another person's; the two are not told apart. */
export function noSuchTake(): AppError {
  return new AppError('performances/no-such-take', 'This take is not one of yours.', { status: 404 });
}

/** 410: by its author, by an operator, or with its cast. */
export function takenDown(): AppError {
  return new AppError('performances/taken-down', 'This take was taken down. It cannot be posted again.', { status: 410 });
}

/** 409: the upload is still on its way, or being checked. */
export function mediaWaits(): AppError {
  const message = 'Your take is still being checked. It will be ready in a moment.';
  return new AppError('performances/media-waits', message, { status: 409, retryable: true });
}

/** 422: what the take names as its file is not there, failed its checks, or was uploaded for something else. */
export function noMedia(): AppError {
  return new AppError('performances/no-media', 'This take has no file that was found good. Upload it again.', { status: 422 });
}

/** 422: what the take says that it remixes cannot be remixed by it. */
export function noOriginal(): AppError {
  return new AppError('performances/no-original', 'What this remixes is not on stage any more, or remixes this take itself.', {
    status: 422,
  });
}

/** 403: only authors make takes of their casts. */
export function notYourCast(): AppError {
  return new AppError('performances/not-your-cast', 'Only its author can turn a cast into a take.', { status: 403 });
}

/** 422: the cast has nothing that could be played. */
export function castWithoutMedia(): AppError {
  const message = 'This cast has no song or film in it. Post your take from here instead.';
  return new AppError('performances/cast-without-media', message, { status: 422 });
}

/** 404, to be tried again: a cast may be posted before those whom we ask know of it. */
export function noSuchCast(): AppError {
  return new AppError('performances/no-such-cast', 'Farcaster does not know this cast.', { status: 404, retryable: true });
}
