import { AppError } from '../kernel/app-error.ts';

/** 404: the file is not there, was removed, or is not this person's to remove. */
export function noSuchFile(): AppError {
  return new AppError('premium/no-such-file', 'There is nothing for holders here any more.', { status: 404 });
}

/** 404: the take is not there, not up, or another person's. */
export function notYourTake(): AppError {
  return new AppError('premium/not-your-take', 'Only who made a take adds something to it, and only while it is up.', {
    status: 404,
  });
}

/** 409: the upload is not there, is no sealed file, or another's. */
export function noUpload(): AppError {
  return new AppError('premium/no-upload', 'The file has not arrived. Upload it again.', { status: 409 });
}

/** 422: the key does not open the upload, or what it opens is no sound or film. */
export function doesNotOpen(): AppError {
  return new AppError('premium/does-not-open', 'What arrived cannot be opened. Choose the file again.', { status: 422 });
}

/** 409: a take has one file for holders at most. */
export function hasOne(): AppError {
  return new AppError('premium/has-one', 'This take has something for holders already. Remove it first.', { status: 409 });
}

/** 410: the take or its file was taken down; only operators still get the key. */
export function takenDown(): AppError {
  return new AppError('premium/taken-down', 'This was taken down.', { status: 410 });
}

/** 409: without a coin there are no holders. */
export function noCoin(): AppError {
  return new AppError('premium/no-coin', 'This take has no coin yet, so nobody can hold it.', { status: 409 });
}

/** 403: too little of the coin. Amounts in coin wei; all wallets were read at `block`. */
export function notHolding(facts: { held: bigint; least: bigint; block: bigint }): AppError {
  const { held, least, block } = facts;
  const message = 'Your wallets do not hold enough of this coin right now.';
  return new AppError('premium/not-holding', message, {
    status: 403,
    facts: { held: held.toString(), least: least.toString(), block: block.toString() },
  });
}

/** 403: whoever gives a reason asks as an operator, and is none. */
export function operatorsOnly(): AppError {
  return new AppError('premium/operators-only', 'Only operators open what is not theirs.', { status: 403 });
}

/** 503: a secret that was taken out of the environment while keys still lie under it. */
export function secretMissing(secretId: string): AppError {
  const message = `This cannot be opened right now: the secret "${secretId}" that its key lies under is missing on our side.`;
  return new AppError('premium/secret-missing', message, { status: 503, retryable: true });
}
