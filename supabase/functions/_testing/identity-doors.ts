import { type Hex, verifyMessage } from 'viem';
import { expect } from 'vitest';
import { confirmWallet } from '../../../shared/identity/confirm-wallet.ts';
import { profileAway } from '../../../shared/identity/errors.ts';
import type { FarcasterProfile } from '../../../shared/identity/schema.ts';
import { currentUser } from '../../../shared/identity/sign-in.ts';
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
import { makeHandler as makeSession } from '../session/handler.ts';
import { callersAt } from './identity-callers.ts';
import { sessionKeys } from './session-keys.ts';
import { testClock } from './test-clock.ts';

export const TERMS = { appUrl: 'https://gigavibe.example', chainId: 8453 };
const SUPABASE_URL = 'https://project.example';
const answers = async () => {};
const NO_PROBES = { chain: answers, farcaster: answers, ipfs: answers, quotes: answers };

/** Doors of other domains that a test may open beside; those that it leaves out answer nobody. */
type OtherDoors = Pick<ApiPorts, 'chains' | 'media' | 'posts' | 'premium'>;
const NO_OTHERS = { chains: {}, media: {}, posts: {}, premium: {} } as OtherDoors;

/** The doors of identity over a real database and people at them, with a clock that jumps and a Farcaster that says what `profiles` holds (null: it is away). */
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
  const confirm = (userId: string) => confirmWallet(userId, { ...farcaster, ...stored, now: clock.now });
  const api = makeApi(
    {
      requireSession: sessionVerifier(verifier),
      launches: { consent: undefined as never, confirmWallet: confirm },
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
  return {
    clock,
    profiles,
    ...callersAt({ session, api, profiles, terms: TERMS, now: clock.now }),
    confirmWallet: confirm,
  };
}

export type IdentityDoors = ReturnType<typeof identityDoors>;
