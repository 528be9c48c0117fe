import type { Cast, User } from '@neynar/nodejs-sdk/build/api';
import { config, currentUser } from './config.ts';
import type { Draft, PostedCast } from './store.ts';

async function call<T>(door: string, body?: object): Promise<T> {
  const init = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
  const response = await fetch(`${config.worldUrl}/${door}`, init);
  const answer = (await response.json()) as T & { message?: string };
  if (!response.ok) throw new Error(answer.message ?? `The network answered ${response.status}.`);
  return answer;
}

export const fetchCast = (hash: string): Promise<Cast | null> =>
  call(`cast?hash=${encodeURIComponent(hash)}&viewer=${currentUser.fid}`);
export const fetchReplies = (hash: string): Promise<Cast[]> => call(`replies?hash=${encodeURIComponent(hash)}`);
export const fetchUser = (fid: number): Promise<User | null> => call(`user?fid=${fid}`);

/** Publishes a cast as the current user. */
export async function publish({ text, embeds, parent }: Draft): Promise<PostedCast> {
  const { hash } = await call<{ hash: string }>('casts', { fid: currentUser.fid, text, embeds, ...(parent ? { parent } : {}) });
  return { hash, text, embeds, ...(parent ? { parent } : {}) };
}

/** Gives or takes back a like or recast as the current user. */
export const setReaction = (castHash: string, kind: 'like' | 'recast', given: boolean): Promise<unknown> =>
  call(given ? 'react' : 'unreact', { fid: currentUser.fid, castHash, kind });
