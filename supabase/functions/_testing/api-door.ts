import { SignJWT } from 'jose';
import type { Address } from 'viem';
import { sessionVerifier } from '../_shared/http/require-session.ts';
import { type ApiPorts, makeHandler } from '../api/handler.ts';
import { sessionKeys } from './session-keys.ts';

const SUPABASE_URL = 'http://gateway.test';
const NO_PORTS = {
  launches: {},
  health: {},
  views: {},
  chains: {},
  prints: {},
  media: {},
  posts: {},
  premium: {},
  quotes: {},
} as unknown as ApiPorts;

/**
 * The api's door with the given ports alone: a test asks for nothing that needs others. Sessions are of whomever it names, and all
 * live. `uses` is who used which limited door.
 */
export function apiDoor(ports: Partial<ApiPorts>, factory: Address = `0x${'00'.repeat(20)}`) {
  const uses: string[] = [];
  const { privateKey, signingKey, keys } = sessionKeys();
  const tokenOf = (userId: string) =>
    new SignJWT({ fid: 1, session_id: 's', role: 'authenticated' })
      .setProtectedHeader({ alg: 'ES256', kid: signingKey.kid })
      .setSubject(userId)
      .setIssuer(`${SUPABASE_URL}/auth/v1`)
      .setAudience('authenticated')
      .setExpirationTime('1h')
      .sign(privateKey);
  const door = makeHandler(
    {
      ...NO_PORTS,
      requireSession: sessionVerifier({ supabaseUrl: SUPABASE_URL, keys }),
      identity: { sessionLives: async () => true } as unknown as ApiPorts['identity'],
      limit: async (door, who) => void uses.push(`${door} ${who}`),
      ...ports,
    },
    { appUrl: 'https://gigavibe.example', chainId: 8453, factory, consentHours: 24, log: () => {} },
  );

  /** One call of the door as somebody, or as nobody. */
  async function call<T = { error: { code: string; message: string } }>(
    method: string,
    path: string,
    userId: string | null,
    body?: unknown,
  ) {
    const headers = { 'content-type': 'application/json', ...(userId && { authorization: `Bearer ${await tokenOf(userId)}` }) };
    const payload = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await door(new Request(`http://x/functions/v1/api${path}`, { method, headers, ...payload }));
    return { status: response.status, body: (await response.json()) as T };
  }
  return { door, call, tokenOf, uses };
}
