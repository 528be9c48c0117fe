import { type Hex, keccak256, toHex, verifyMessage } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { expect } from 'vitest';
import { confirmWallet } from '../../../shared/identity/confirm-wallet.ts';
import { profileAway } from '../../../shared/identity/errors.ts';
import type { FarcasterProfile } from '../../../shared/identity/schema.ts';
import { currentUser } from '../../../shared/identity/sign-in.ts';
import { type Purpose, siweMessage } from '../../../shared/identity/siwe.ts';
import { AppError } from '../../../shared/kernel/app-error.ts';
import type { Database } from '../_shared/adapters/database.ts';
import { quotePermissions } from '../_shared/adapters/quote-permissions.ts';
import { hashOf, newNonce, newSecret } from '../_shared/adapters/secrets.ts';
import { sessionMinter } from '../_shared/adapters/session-token.ts';
import { sessionVerifier, tokenVerifier } from '../_shared/http/require-session.ts';
import { doorLimiter } from '../_shared/stores/doors.ts';
import { healthStore } from '../_shared/stores/health.ts';
import { identityStore } from '../_shared/stores/identity.ts';
import { profileStore } from '../_shared/stores/identity-profiles.ts';
import { sessionStore } from '../_shared/stores/identity-sessions.ts';
import { accountStore, nonceStore, walletUsers } from '../_shared/stores/identity-wallets.ts';
import { rightsStore } from '../_shared/stores/rights.ts';
import { viewStore } from '../_shared/stores/views.ts';
import { type ApiPorts, makeHandler as makeApi } from '../api/handler.ts';
import type { SessionAnswer } from '../session/answer.ts';
import { makeHandler as makeSession } from '../session/handler.ts';
import { sessionKeys } from './session-keys.ts';
import { testClock } from './test-clock.ts';

export const TERMS = { appUrl: 'https://gigavibe.example', chainId: 8453 };
const SUPABASE_URL = 'https://project.example';
const answers = async () => {};
const NO_PROBES = { chain: answers, farcaster: answers, ipfs: answers, quotes: answers };

/** Doors of other domains that a test may open beside; those that it leaves out answer nobody. */
type OtherDoors = Pick<ApiPorts, 'chains' | 'media' | 'posts' | 'premium'>;
const NO_OTHERS = { chains: {}, media: {}, posts: {}, premium: {} } as OtherDoors;

/** The doors of identity over a real database, with a clock that jumps and a Farcaster that says what `profiles` holds (null: it is away). */
export function identityDoors(db: Database, others: Partial<OtherDoors> = {}) {
  const clock = testClock();
  const { signingKey, keys } = sessionKeys();
  const verifier = { supabaseUrl: SUPABASE_URL, keys, now: clock.now };
  const profiles = new Map<number, FarcasterProfile | null>();
  const farcaster = {
    findProfile: async (fid: number) => {
      const profile = profiles.get(fid);
      if (profile === null) throw profileAway({ fid });
      return profile ?? null;
    },
    ...identityStore(db),
  };
  const wallets = {
    ...nonceStore(db, clock.now),
    verifyText: (address: string, message: string, signature: Hex) =>
      verifyMessage({ address: address as Hex, message, signature }).catch(() => false),
    newNonce,
    now: clock.now,
  };
  // What somebody else's service did is said to the caller; anything of ours is a fault of the test.
  const log = (error: unknown) => (error instanceof AppError && error.retryable ? undefined : expect.unreachable(String(error)));
  const session = makeSession(
    {
      // A token of these tests is the fid and the second that it was given out in.
      verifyToken: async token => ({ fid: Number(token.split('@')[0]), issuedAt: Number(token.split('@')[1]) }),
      ...farcaster,
      ...sessionStore(db),
      ...wallets,
      userOfWallet: walletUsers(db),
      requireSession: sessionVerifier(verifier),
      mintToken: sessionMinter({ supabaseUrl: SUPABASE_URL, signingKey, now: clock.now }),
      newSecret,
      hashOf,
      newId: () => crypto.randomUUID(),
      limit: doorLimiter(db, clock.now),
      log,
    },
    TERMS,
  );
  const stored = profileStore(db);
  const api = makeApi(
    {
      requireSession: sessionVerifier(verifier),
      launches: {
        consent: undefined as never,
        confirmWallet: userId => confirmWallet(userId, { ...farcaster, ...stored, now: clock.now }),
      },
      identity: {
        ...accountStore(db),
        ...wallets,
        ...stored,
        verifySession: tokenVerifier(verifier),
        lookUp: fid => currentUser(fid, farcaster),
      },
      health: { ...healthStore(db), probes: NO_PROBES, cronSecret: newSecret(), now: clock.now },
      views: viewStore(db, clock.now),
      limit: doorLimiter(db, clock.now),
      ...NO_OTHERS,
      ...others,
      prints: rightsStore(db),
      quotes: { permissions: quotePermissions({ apiKey: 'none', now: clock.now }), askQuote: () => expect.unreachable() },
    },
    { ...TERMS, factory: `0x${'00'.repeat(20)}`, consentHours: 24, log },
  );

  let callers = 0;
  /** Each call comes from a network of its own, unless one is named. */
  const ask = async <T = { error: { code: string } }>(
    method: string,
    path: string,
    body?: unknown,
    token?: string,
    network = `10.0.${++callers >> 8}.${callers & 255}`,
  ) => {
    const door = path.startsWith('api/') ? api : session;
    const headers = { 'cf-connecting-ip': network, ...(token && { authorization: `Bearer ${token}` }) };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await door(new Request(`https://f.example/functions/v1/${path}`, { method, headers, ...sent }));
    return { status: response.status, body: (await response.json()) as T };
  };
  const nonceFor = async (token?: string) =>
    (await ask<{ nonce: string }>('POST', token ? 'api/wallets/nonce' : 'session/nonce', token ? undefined : {}, token)).body
      .nonce;
  /** A wallet's signed message with a fresh nonce; with a token, to add the wallet to that account. */
  const prove = async (who: string, token?: string) => {
    const purpose: Purpose = token ? 'link' : 'sign-in';
    const message = siweMessage(purpose, walletOf(who).address, await nonceFor(token), TERMS, clock.now());
    return { message, signature: await walletOf(who).signMessage({ message }) };
  };
  const byWallet = async (who: string) => (await ask<SessionAnswer>('POST', 'session/wallet', await prove(who))).body;
  const byFarcaster = async (fid: number, walletAddress: string | null = null) => {
    profiles.set(fid, { fid, displayName: `Fid ${fid}`, username: `fid${fid}`, avatarUrl: null, bio: null, walletAddress });
    return (await ask<SessionAnswer>('POST', 'session', { token: `${fid}@${clock.now()}` })).body;
  };
  return {
    clock,
    profiles,
    ask,
    nonceFor,
    prove,
    byWallet,
    byFarcaster,
    confirmWallet: (userId: string) => confirmWallet(userId, { ...farcaster, ...stored, now: clock.now }),
  };
}

/** A wallet by name. */
export const walletOf = (who: string) => privateKeyToAccount(keccak256(toHex(`wallet of ${who}`)));
export const addressOf = (who: string) => walletOf(who).address.toLowerCase();
export type IdentityDoors = ReturnType<typeof identityDoors>;
