import { AppError } from '../kernel/app-error.ts';

export function noSuchFile(): AppError {
  return new AppError('premium/no-such-file', 'There is nothing for holders here any more.', { status: 404 });
}

export function notYourTake(): AppError {
  return new AppError('premium/not-your-take', 'Only who made a take adds something to it, and only while it is up.', {
    status: 404,
  });
}

/** The upload is not there, is no sealed file, or another's. */
export function noUpload(): AppError {
  return new AppError('premium/no-upload', 'The file has not arrived. Upload it again.', { status: 409 });
}

/** The key does not open the upload, or what it opens is no sound or film. */
export function doesNotOpen(): AppError {
  return new AppError('premium/does-not-open', 'What arrived cannot be opened. Choose the file again.', { status: 422 });
}

export function hasOne(): AppError {
  return new AppError('premium/has-one', 'This take has something for holders already. Remove it first.', { status: 409 });
}

export function takenDown(): AppError {
  return new AppError('premium/taken-down', 'This was taken down.', { status: 410 });
}

export function noCoin(): AppError {
  return new AppError('premium/no-coin', 'This take has no coin yet, so nobody can hold it.', { status: 409 });
}

export function notHolding(facts: { held: bigint; least: bigint; block: bigint }): AppError {
  const { held, least, block } = facts;
  const message = 'Your wallets do not hold enough of this coin right now.';
  return new AppError('premium/not-holding', message, {
    status: 403,
    facts: { held: held.toString(), least: least.toString(), block: block.toString() },
  });
}

export function operatorsOnly(): AppError {
  return new AppError('premium/operators-only', 'Only operators open what is not theirs.', { status: 403 });
}

/** A secret that was taken out of the environment while keys still lie under it. */
export function secretMissing(secretId: string): AppError {
  const message = `This cannot be opened right now: the secret "${secretId}" that its key lies under is missing on our side.`;
  return new AppError('premium/secret-missing', message, { status: 503, retryable: true });
}
