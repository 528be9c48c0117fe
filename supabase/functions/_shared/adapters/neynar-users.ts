import type { User as NeynarUser } from '@neynar/nodejs-sdk/build/api';
import { z } from 'zod';
import { profileAway } from '../../../../shared/identity/errors.ts';
import type { FarcasterPorts } from '../../../../shared/identity/ports.ts';
import { profileOf } from '../../../../shared/identity/profile-of.ts';
import { readJson } from '../read-answer.ts';
import { neynarProfile } from './neynar-schema.ts';

const answer = z.object({ users: z.array(neynarProfile) }) satisfies z.ZodType<{ users: Pick<NeynarUser, 'fid'>[] }>;

export type NeynarOptions = { url: string; apiKey: string; timeoutMs?: number };

/** Looks people up by fid at Neynar (`/v2/farcaster/user/bulk`). The answer is checked before it is believed. */
export function neynarUsers({ url, apiKey, timeoutMs = 3_000 }: NeynarOptions): FarcasterPorts['findProfile'] {
  return async fid => {
    const response = await request(`${url}/v2/farcaster/user/bulk?fids=${fid}`, apiKey, timeoutMs, fid);
    if (response.status === 404) return null;
    if (!response.ok) throw profileAway({ fid, status: response.status });
    const parsed = answer.safeParse(await readJson(response).catch(() => null));
    if (!parsed.success) throw profileAway({ fid, reason: 'unexpected answer' }, parsed.error);
    const found = parsed.data.users.find(user => user.fid === fid);
    return found ? profileOf(found) : null;
  };
}

async function request(url: string, apiKey: string, timeoutMs: number, fid: number): Promise<Response> {
  try {
    return await fetch(url, { headers: { 'x-api-key': apiKey }, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
  } catch (error) {
    throw profileAway({ fid, reason: 'no answer' }, error);
  }
}
