import * as z from 'zod/mini';
import type { Session } from './session.ts';

const address = z.string().check(z.regex(/^0x[0-9a-f]{40}$/));

/** What the session function answers. */
export const signInAnswer = z.object({
  access_token: z.string(),
  expires_at: z.number(),
  refresh_token: z.nullable(z.string()),
  signed_by: z.nullable(address),
  user: z.object({
    id: z.uuid(),
    fid: z.nullable(z.number()),
    display_name: z.string(),
    username: z.nullable(z.string()),
    avatar_url: z.nullable(z.string()),
    wallet_address: z.nullable(address),
  }),
});

/** An answer as the session that is kept. `expires_at` is in Unix seconds, `expiresAt` in ms. */
export function sessionOf(said: z.infer<typeof signInAnswer>): Session {
  const { user } = said;
  return {
    accessToken: said.access_token,
    expiresAt: said.expires_at * 1000,
    refreshToken: said.refresh_token,
    signedBy: said.signed_by as `0x${string}` | null,
    user: {
      id: user.id,
      fid: user.fid,
      displayName: user.display_name,
      username: user.username,
      avatarUrl: user.avatar_url,
      walletAddress: user.wallet_address as `0x${string}` | null,
    },
  };
}
