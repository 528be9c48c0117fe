import { createSiweMessage, parseSiweMessage } from 'viem/siwe';
import { invalidProof } from './errors.ts';

/** What a wallet is asked to say. The two are told apart, so that a signature for one is of no use for the other. */
export const STATEMENTS = {
  'sign-in': 'Sign in to GigaVibe. This costs nothing.',
  link: 'Add this wallet to my GigaVibe account. This costs nothing.',
} as const;
export type Purpose = keyof typeof STATEMENTS;

/** How long a nonce waits, and how long a message may hold. */
export const PROOF_LIFE_MS = 5 * 60_000;
/** Clocks of devices differ; a message from the near future is not a forgery. */
const SKEW_MS = 60_000;

export type SiweTerms = {
  /** Address of the app without a slash at the end: its host is the domain, itself the URI. */
  appUrl: string;
  chainId: number;
};

/** The message (EIP-4361) for a wallet to sign. `now` in Unix ms. */
export function siweMessage(purpose: Purpose, address: `0x${string}`, nonce: string, terms: SiweTerms, now: number): string {
  return compose(purpose, { address, nonce, issuedAt: new Date(now), expirationTime: new Date(now + PROOF_LIFE_MS) }, terms);
}

type Changing = { address: `0x${string}`; nonce: string; issuedAt: Date; expirationTime: Date };

function compose(purpose: Purpose, changing: Changing, { appUrl, chainId }: SiweTerms): string {
  const domain = new URL(appUrl).host;
  return createSiweMessage({ domain, statement: STATEMENTS[purpose], uri: appUrl, version: '1', chainId, ...changing });
}

/**
 * Whose message this is, and its nonce: for our domain and URI, Base, this purpose, and now. The text must be exactly what its fields
 * make, so nothing can hide between them. The signature and the nonce are not looked at.
 * @throws AppError 401
 */
export function checkSiwe(
  text: string,
  purpose: Purpose,
  terms: SiweTerms,
  now: number,
): { address: `0x${string}`; nonce: string } {
  const said = parse(text);
  const { address, nonce, issuedAt, expirationTime } = said;
  if (!address || !nonce || !issuedAt || !expirationTime) throw invalidProof('incomplete');
  if (said.domain !== new URL(terms.appUrl).host || said.uri !== terms.appUrl || said.scheme) throw invalidProof('another site');
  if (said.chainId !== terms.chainId || said.version !== '1') throw invalidProof('another chain or version');
  if (said.statement !== STATEMENTS[purpose]) throw invalidProof('another purpose');
  if (said.notBefore || said.requestId || said.resources) throw invalidProof('more than we ask');
  const [from, to] = [issuedAt.getTime(), expirationTime.getTime()];
  if (!(from <= now + SKEW_MS && now < to && to - from <= PROOF_LIFE_MS && to > from)) throw invalidProof('another time');
  if (compose(purpose, { address, nonce, issuedAt, expirationTime }, terms) !== text) throw invalidProof('not as written');
  return { address: address.toLowerCase() as `0x${string}`, nonce };
}

function parse(text: string) {
  try {
    return parseSiweMessage(text);
  } catch (error) {
    throw invalidProof('malformed', error);
  }
}
