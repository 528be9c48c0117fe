import { join } from 'node:path';
import { type LocalConfig, urlOf } from '../config.ts';
import { type Door, openDoor } from '../door.ts';
import type { Part } from '../part.ts';
import { createHub } from './hub/hub.ts';
import { createApi } from './neynar/api.ts';
import { avatarSvg } from './neynar/avatar.ts';
import { createControlDoor } from './neynar/control.ts';
import { createWorld } from './neynar/create-world.ts';
import { createDeliverer, type DelivererOptions } from './neynar/deliver.ts';
import { createWebhookDesk } from './neynar/webhooks.ts';
import { createHostDoor } from './notifications/host-door.ts';
import { openHostMemory } from './notifications/host-memory.ts';
import type { World, WorldUser } from './world.ts';

export type FarcasterOptions = {
  /** Where signed webhooks go: the app's `hooks` function. */
  webhookUrl: string;
  webhookSecret: string;
  /** By which Neynar's API knows the webhook. */
  webhookId?: string;
  /** The only key that Neynar's API answers to. */
  apiKey: string;
  /** People who exist from the start. */
  users: readonly WorldUser[];
  delivery?: Pick<DelivererOptions, 'concurrency' | 'backoffMs' | 'timeoutMs'>;
};

/** `away`: no answers and no webhooks for a while; what people do meanwhile is told afterwards. */
export type FarcasterPart = Part & Pick<Door, 'away'> & { world: World; findUser: (fid: number) => WorldUser | undefined };

const AVATAR = /^\/avatars\/(\d+)\.svg$/;

/**
 * Starts Neynar's API, its webhooks, avatars, the client's notification server and the control door on `ports.neynar`; the
 * network's memory is `<dataDir>/farcaster/world.ndjson`.
 */
export async function startFarcaster(config: LocalConfig, options: FarcasterOptions): Promise<FarcasterPart> {
  const { webhookUrl: url, webhookSecret: secret, apiKey, users, delivery = {} } = options;
  const deliverer = createDeliverer({ url, secret, ...delivery });
  const journalPath = join(config.dataDir, 'farcaster', 'world.ndjson');
  const desk = createWebhookDesk({ id: options.webhookId ?? 'local-webhook', url, secret });
  const world = createWorld({ journalPath, baseUrl: urlOf(config, 'neynar'), deliverer, filters: desk.filters });
  await world.addUsers(
    users.map(({ fid, username, displayName, address, score, followerCount, followingCount = 0, registeredAt, bio = '' }) => {
      // Only the public half of a test user: keys do not go into the journal.
      return { fid, username, displayName, address, score, followerCount, followingCount, registeredAt, bio };
    }),
  );
  const api = createApi(world.state, world.views, apiKey);
  const hub = createHub(world.state);
  const control = createControlDoor(world, world.state, world.views);

  const memory = openHostMemory(config.dataDir);
  const hostDoor = createHostDoor({ memory, ownUrl: urlOf(config, 'neynar'), appUrl: urlOf(config, 'web') });

  const avatar = (fid: number) => {
    const person = world.state.users.get(fid);
    if (!person) return new Response('not found\n', { status: 404 });
    const headers = {
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
    };
    return new Response(avatarSvg(fid, person.displayName), { headers });
  };

  const door = await openDoor(
    { part: 'Neynar', host: config.host, port: config.ports.neynar, keepAliveMs: 30_000 },
    async request => {
      const answered = await hostDoor(request);
      if (answered) return answered;
      const { pathname } = new URL(request.url);
      const fid = AVATAR.exec(pathname)?.[1];
      if (fid) return avatar(Number(fid));
      if (pathname.startsWith('/_world/')) return control(request);
      const ofHub = hub(new URL(request.url));
      if (ofHub) return ofHub;
      if (!pathname.startsWith('/v2/farcaster/webhook')) return api(request);
      return request.headers.get('x-api-key') === apiKey ? desk.answer(request) : api(request);
    },
  ).catch(error => {
    world.close();
    memory.close();
    throw error;
  });
  const stop = async () => {
    await door.stop();
    world.close();
    memory.close();
  };
  const away = async () => {
    const release = deliverer.hold();
    const back = await door.away();
    return async () => {
      await back();
      release();
    };
  };
  return { name: 'farcaster', away, world, findUser: fid => world.state.users.get(fid), stop };
}
