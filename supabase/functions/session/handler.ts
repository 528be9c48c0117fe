import { z } from 'zod';
import type { IdentityPorts } from '../../../shared/identity/ports.ts';
import { signIn } from '../../../shared/identity/sign-in.ts';
import { type HandleOptions, handle } from '../_shared/http/handle.ts';
import { route } from '../_shared/http/route.ts';

const body = z.object({ token: z.string().min(1).max(4_096) });

/** What the web gets for a Quick Auth token. `expires_at` is in Unix seconds. */
export type SessionAnswer = {
  access_token: string;
  expires_at: number;
  user: {
    id: string;
    fid: number;
    display_name: string;
    username: string | null;
    avatar_url: string | null;
    wallet_address: string | null;
  };
};

/** `POST {token}` → our session and who it is for. */
export function makeHandler(ports: IdentityPorts & { log?: HandleOptions['log'] }): (request: Request) => Promise<Response> {
  const open = route('POST', '/', async ({ json }): Promise<SessionAnswer> => {
    const { user, session } = await signIn((await json(body)).token, ports);
    return {
      access_token: session.accessToken,
      expires_at: session.expiresAt,
      user: {
        id: user.id,
        fid: user.fid,
        display_name: user.displayName,
        username: user.username,
        avatar_url: user.avatarUrl,
        wallet_address: user.walletAddress,
      },
    };
  });
  return handle({ name: 'session', routes: [open], cors: true, ...(ports.log && { log: ports.log }) });
}
