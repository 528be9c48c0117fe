import { keccak256, toHex } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import type { FarcasterProfile } from '../../../shared/identity/schema.ts';
import { type Purpose, type SiweTerms, siweMessage } from '../../../shared/identity/siwe.ts';
import type { UnixMs } from '../../../shared/kernel/units.ts';
import type { SessionAnswer } from '../session/answer.ts';

type Door = (request: Request) => Promise<Response>;
type Doors = {
  session: Door;
  api: Door;
  /** What Farcaster says of somebody. */
  profiles: Map<number, FarcasterProfile | null>;
  terms: SiweTerms;
  now: () => UnixMs;
};

/** People at the doors of identity: they ask, sign with wallets of their own, and sign in. */
export function callersAt({ session, api, profiles, terms, now }: Doors) {
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
    const message = siweMessage(purpose, walletOf(who).address, await nonceFor(token), terms, now());
    return { message, signature: await walletOf(who).signMessage({ message }) };
  };
  const byWallet = async (who: string) => (await ask<SessionAnswer>('POST', 'session/wallet', await prove(who))).body;
  const byFarcaster = async (fid: number, walletAddress: string | null = null) => {
    profiles.set(fid, { fid, displayName: `Fid ${fid}`, username: `fid${fid}`, avatarUrl: null, bio: null, walletAddress });
    return (await ask<SessionAnswer>('POST', 'session', { token: `${fid}@${now()}` })).body;
  };
  return { ask, nonceFor, prove, byWallet, byFarcaster };
}

/** A wallet by name. */
export const walletOf = (who: string) => privateKeyToAccount(keccak256(toHex(`wallet of ${who}`)));
/** Its address as the database has it. */
export const addressOf = (who: string) => walletOf(who).address.toLowerCase();
