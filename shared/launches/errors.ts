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

/** 409: the coin would have no picture, and Zora shows none without one. */
export function noPicture(): AppError {
  return new AppError(
    'launches/no-picture',
    'Choose a picture first: Zora shows no coin without one. Edit takes one from your device.',
    {
      status: 409,
    },
  );
}

/** 400: the signature is not of the creator's wallet over the message. */
export function badSignature(): AppError {
  return new AppError('launches/bad-signature', 'The signature is not from your verified wallet. Nothing was changed.', {
    status: 400,
  });
}

/** 409: somebody who was asked to share has not accepted. */
export function partUnanswered(names: string): AppError {
  return new AppError('launches/part-unanswered', `${names} did not accept yet. Wait, or take the part back.`, { status: 409 });
}

/** 400: nobody here has that name. */
export function unknownPerson(username: string): AppError {
  return new AppError(
    'launches/unknown-person',
    `@${username} was never here. Once they have signed in, you can share with them.`,
    {
      status: 400,
      facts: { username },
    },
  );
}

/** 404: nobody asks this person to share that coin, or its time is over. */
export function offerNotFound(): AppError {
  return new AppError('launches/offer-not-found', 'This offer is no longer there.', { status: 404 });
}

/** 409: a wallet has one part of a coin. */
export function walletHasPart(): AppError {
  return new AppError('launches/wallet-has-part', 'Your wallet has a part of this coin already.', { status: 409 });
}

/** 400: another launch has the ticker; `free` is one that nobody has. */
export function tickerTaken(ticker: string, free: string): AppError {
  return new AppError('launches/ticker-taken', `${ticker} is taken. Try ${free}.`, { status: 400, facts: { ticker, free } });
}

/** 500: a launch that no retry can save; a person must look. */
export function launchBroken(code: string, message: string, facts: Record<string, unknown> = {}): AppError {
  return new AppError(`launches/${code}`, message, { status: 500, facts });
}

/** 503: the coin's code is there, its creation event is not found yet: another node may be ahead. */
export function creationNotFound(): AppError {
  const message = 'The coin is on the chain; its first block is still being looked for.';
  return new AppError('launches/creation-not-found', message, { status: 503, retryable: true });
}

/** 503: the coin that a node shows is not the one agreed to. One node's word ends no launch: it is asked again, and a person looks only when it stays so. */
export function otherCoin(facts: Record<string, unknown>): AppError {
  const message = 'The coin on the chain is not the one agreed to.';
  return new AppError('launches/other-coin', message, { status: 503, retryable: true, facts });
}

/** 503: what a node says of the coin's pool or time is not what is on record, and the coin itself bears out neither. It is asked again. */
export function coinDiffers(facts: Record<string, unknown>): AppError {
  const message = 'Two answers about the coin differ; it is looked at again.';
  return new AppError('launches/coin-differs', message, { status: 503, retryable: true, facts });
}

/** 503: the coin is there, and the splitter that it pays is not. What comes in waits at its address; anybody may make it. */
export function splitterMissing(): AppError {
  const message = 'The splitter that this coin pays is not there; somebody has to make it.';
  return new AppError('launches/splitter-missing', message, { status: 503, retryable: true });
}

/** 503: the factory names another address for the coin than before, which for the same call is never so. It is asked again. */
export function addressChanged(facts: Record<string, unknown>): AppError {
  const message = 'The coin would get another address than at the first try.';
  return new AppError('launches/address-changed', message, { status: 503, retryable: true, facts });
}

/** 500: what the server wallet never signs; a person must look. */
export function callRefused(why: string): AppError {
  return launchBroken('call-refused', `The server wallet does not sign this: ${why}.`);
}

/** 503: the signer gave back something else than it was asked to sign. It is not sent, and the signer is asked again. */
export function signerErred(difference: string): AppError {
  const message = `The signer signed ${difference}; nothing was sent.`;
  return new AppError('launches/signer-erred', message, { status: 503, retryable: true });
}

/** 503: what the pinning service says that it keeps is not what was signed. It is asked again. */
export function cidDiffers(facts: Record<string, unknown>): AppError {
  const message = 'The pinning service computed another CID.';
  return new AppError('launches/cid-differs', message, { status: 503, retryable: true, facts });
}

/** 503: the wallet's limits, its switch or its balance are against it for now; `why` is in words. */
export function walletRefuses(why: string): AppError {
  return new AppError('launches/wallet-refuses', why, { status: 503, retryable: true });
}

/** 503: the node wants more than the highest fee that we pay. */
export function feeTooLow(): AppError {
  const message = 'The network is too expensive right now; the coin waits.';
  return new AppError('launches/fee-too-low', message, { status: 503, retryable: true });
}

/** 503: a transaction before this one is missing. */
export function nonceTooHigh(): AppError {
  const message = 'The coin waits for a transaction before it.';
  return new AppError('launches/nonce-too-high', message, { status: 503, retryable: true });
}

/** 503: so many transactions of the wallet wait that no node would keep one more, or a node miscounts them. Either passes. */
export function tooManyWaiting(facts: { pending: number; mined: number }): AppError {
  const message = 'Many coins wait to be mined; this one waits for them.';
  return new AppError('launches/too-many-waiting', message, { status: 503, retryable: true, facts });
}

/** 409: the nonce is another launch's by now. */
export function nonceLost(): AppError {
  return new AppError('launches/nonce-lost', 'The coin takes another place in the queue.', { status: 409, retryable: true });
}
