import { type Sent, type World, WorldError, type WorldStats } from './world.ts';

/**
 * The world of a network that runs in another process, through its control door at `<neynarUrl>/_world`.
 * Rejects with `WorldError` for impossible actions and with a plain error when the network cannot be reached.
 */
export function connectWorld(neynarUrl: string): World {
  const call = async <T>(door: string, body?: object): Promise<T> => {
    const init = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
    const response = await fetch(`${neynarUrl}/_world/${door}`, init);
    const answer = (await response.json()) as T & { message?: string };
    if (response.status === 409) throw new WorldError(answer.message);
    if (!response.ok) throw new Error(`the local Farcaster network answered ${response.status} to ${door}: ${answer.message}`);
    return answer;
  };
  return {
    addUsers: async users => {
      await call('users', { users });
    },
    publishCast: (input, options = {}) => call<Sent>('casts', { ...input, ...options }),
    react: (input, options = {}) => call<Sent>('react', { ...input, ...options }),
    unreact: (input, options = {}) => call<Sent>('unreact', { ...input, ...options }),
    deleteCast: (input, options = {}) => call<Sent>('delete', { ...input, ...options }),
    knows: async what => (await call<{ known: boolean }>('knows', what)).known,
    isFollowed: async fid => (await call<{ followed: boolean }>('followed', { fid })).followed,
    flush: async () => {
      await call('flush', {});
    },
    stats: () => call<WorldStats>('stats'),
  };
}
