import { z } from 'zod';
import type { FarcasterPorts, RenewPorts } from '../../../shared/identity/ports.ts';
import { issueNonce } from '../../../shared/identity/prove-wallet.ts';
import { refreshSession } from '../../../shared/identity/refresh-session.ts';
import { signIn } from '../../../shared/identity/sign-in.ts';
import { signInByWallet, type WalletSignInPorts } from '../../../shared/identity/sign-in-by-wallet.ts';
import type { SiweTerms } from '../../../shared/identity/siwe.ts';
import type { LimitDoor } from '../../../shared/ops/door-limits.ts';
import { proofSchema } from '../_shared/http/bodies.ts';
import { callerNetwork } from '../_shared/http/caller.ts';
import { type HandleOptions, handle } from '../_shared/http/handle.ts';
import type { RequireSession, Session } from '../_shared/http/require-session.ts';
import { route } from '../_shared/http/route.ts';
import { sessionAnswer } from './answer.ts';

const byToken = z.object({ token: z.string().min(1).max(4_096) });
const byRefresh = z.object({ refresh_token: z.string().regex(/^[\w-]{43}$/) });
const ending = z.object({ everywhere: z.boolean().default(false) });

export type SessionDoorPorts = FarcasterPorts &
  WalletSignInPorts &
  RenewPorts & {
    requireSession: RequireSession;
    limit: LimitDoor;
    endSession: (session: Pick<Session, 'sessionId' | 'userId'>, everywhere: boolean, now: number) => Promise<void>;
    log?: HandleOptions['log'];
  };

/** Opens sessions by Farcaster's word (`POST /`) or a wallet's signature (`/nonce`, `/wallet`), renews and ends them. */
export function makeHandler(ports: SessionDoorPorts, terms: SiweTerms): (request: Request) => Promise<Response> {
  const { limit } = ports;
  const verifyToken: FarcasterPorts['verifyToken'] = async token => {
    const said = await ports.verifyToken(token);
    await limit('sign-in', String(said.fid));
    return said;
  };
  const open = route('POST', '/', async ({ request, json }) => {
    await limit('session', callerNetwork(request));
    return sessionAnswer(await signIn((await json(byToken)).token, { ...ports, verifyToken }));
  });
  const nonce = route('POST', '/nonce', async ({ request }) => {
    await limit('nonce', callerNetwork(request));
    const { nonce, expiresAt } = await issueNonce(null, ports);
    return { nonce, expires_at: Math.floor(expiresAt / 1000) };
  });
  const wallet = route('POST', '/wallet', async ({ request, json }) => {
    await limit('session', callerNetwork(request));
    return sessionAnswer(await signInByWallet(await json(proofSchema), terms, ports));
  });
  const refresh = route('POST', '/refresh', async ({ request, json }) => {
    await limit('session', callerNetwork(request));
    return sessionAnswer(await refreshSession((await json(byRefresh)).refresh_token, ports));
  });
  const end = route('POST', '/end', async ({ request, json }) => {
    const session = await ports.requireSession(request);
    await ports.endSession(session, (await json(ending)).everywhere, ports.now());
    return { ended: true };
  });
  return handle({
    name: 'session',
    routes: [open, nonce, wallet, refresh, end],
    cors: true,
    ...(ports.log && { log: ports.log }),
  });
}
