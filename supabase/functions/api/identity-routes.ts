import { z } from 'zod';
import { addWallet } from '../../../shared/identity/add-wallet.ts';
import { checkProfile } from '../../../shared/identity/edit-profile.ts';
import { lastWallet, noSuchWallet, sessionOver } from '../../../shared/identity/errors.ts';
import type { AccountPorts, WalletPorts } from '../../../shared/identity/ports.ts';
import { issueNonce } from '../../../shared/identity/prove-wallet.ts';
import type { SiweTerms } from '../../../shared/identity/siwe.ts';
import { proofSchema } from '../_shared/http/bodies.ts';
import type { RequireSession, VerifySession } from '../_shared/http/require-session.ts';
import { type Route, route } from '../_shared/http/route.ts';
import type { ProfileStore } from '../_shared/stores/identity-profiles.ts';

export type IdentityDoorPorts = AccountPorts &
  WalletPorts &
  ProfileStore & {
    verifySession: VerifySession;
    /** Brings a user up to date with Farcaster. */
    lookUp: (fid: number) => Promise<unknown>;
  };

const joining = proofSchema.extend({ other_token: z.string().max(4_096).optional() });
const profile = z.object({
  display_name: z.string().max(400).optional(),
  bio: z.string().max(2_000).nullable().optional(),
  avatar_url: z.string().max(2_000).nullable().optional(),
  as_on_farcaster: z.literal(true).optional(),
});

/** Asks whether the session was ended meanwhile, or its account joined another: its token is good for an hour. What only trades or looks does not ask. */
export function livingSession(
  requireSession: RequireSession,
  { sessionLives }: Pick<IdentityDoorPorts, 'sessionLives'>,
): RequireSession {
  return async request => {
    const session = await requireSession(request);
    if (!(await sessionLives(session.sessionId, session.userId))) throw sessionOver();
    return session;
  };
}

/** What people do with their own account: wallets, joining two accounts, profile, leaving. */
export function identityRoutes(requireSession: RequireSession, ports: IdentityDoorPorts, terms: SiweTerms): Route[] {
  return [
    route('POST', '/wallets/nonce', async ({ request }) => {
      const { nonce, expiresAt } = await issueNonce((await requireSession(request)).userId, ports);
      return { nonce, expires_at: Math.floor(expiresAt / 1000) };
    }),
    route('POST', '/wallets', async ({ request, json }) => {
      const here = await requireSession(request);
      const { other_token, ...proof } = await json(joining);
      const other = other_token === undefined ? null : await ports.verifySession(other_token);
      const { userId, address } = await addWallet(proof, here, other, terms, ports);
      return { user_id: userId, address };
    }),
    route('DELETE', '/wallets/:address', async ({ request, params }) => {
      const { userId } = await requireSession(request);
      const done = await ports.removeWallet(params.address.toLowerCase(), userId, ports.now());
      if (done === 'unknown') throw noSuchWallet();
      if (done === 'last') throw lastWallet();
      return { removed: params.address.toLowerCase() };
    }),
    route('PATCH', '/profile', async ({ request, json }) => {
      const { userId } = await requireSession(request);
      const { display_name: displayName, avatar_url: avatarUrl, bio, as_on_farcaster } = await json(profile);
      if (as_on_farcaster) {
        const fid = await ports.forgetEdits(userId);
        if (fid !== null) await ports.lookUp(fid);
        return { saved: true };
      }
      if (!(await ports.editProfile(userId, checkProfile({ displayName, avatarUrl, bio }), ports.now()))) throw sessionOver();
      return { saved: true };
    }),
    route('DELETE', '/account', async ({ request }) => {
      const { userId } = await requireSession(request);
      await ports.eraseUser(userId);
      return { erased: true };
    }),
  ];
}
