import { AppError } from '../kernel/app-error.ts';

/** 404: no such launch, or none of this person's; the two are not told apart. */
export function launchNotFound(): AppError {
  return new AppError('launches/not-found', 'There is no such launch.', { status: 404 });
}

/** 403: the launch is another person's. */
export function notTheCreator(): AppError {
  return new AppError('launches/not-the-creator', 'Only the creator decides about this coin.', { status: 403 });
}

/** 409: the launch is past the point at which this could be done. */
export function wrongState(status: string): AppError {
  return new AppError('launches/wrong-state', `This launch is ${status.replace('_', ' ')}; it can no longer be changed here.`, {
    status: 409,
    facts: { status },
  });
}

/** 409: the time to answer is over; silence means no coin. */
export function consentExpired(): AppError {
  return new AppError('launches/consent-expired', 'The time to approve is over, so no coin is made. Nothing was spent.', {
    status: 409,
  });
}

/** 409: what was signed is not what the server would launch. */
export function inputsChanged(): AppError {
  return new AppError(
    'launches/inputs-changed',
    'The coin’s details changed since you opened this card. Look again, then approve.',
    {
      status: 409,
      retryable: true,
    },
  );
}

/** 409: Farcaster knows no wallet of the creator, so there is nobody to pay. */
export function noWallet(): AppError {
  return new AppError('launches/no-wallet', 'Verify a wallet on Farcaster first: the coin pays its fees there.', { status: 409 });
}

/** 400: the signature is not of the creator's wallet over the message. */
export function badSignature(): AppError {
  return new AppError('launches/bad-signature', 'The signature is not from your verified wallet. Nothing was changed.', {
    status: 400,
  });
}

/** 400 with a way out: another launch has the ticker. */
export function tickerTaken(ticker: string, free: string): AppError {
  return new AppError('launches/ticker-taken', `${ticker} is taken. Try ${free}.`, { status: 400, facts: { ticker, free } });
}

/** A launch that no retry can save; a person must look. */
export function launchBroken(code: string, message: string, facts: Record<string, unknown> = {}): AppError {
  return new AppError(`launches/${code}`, message, { status: 500, facts });
}

/** The coin's code is there, its creation event is not found yet: another node may be ahead. */
export function creationNotFound(): AppError {
  const message = 'The coin is on the chain; its first block is still being looked for.';
  return new AppError('launches/creation-not-found', message, { status: 503, retryable: true });
}
