import { z } from 'zod';
import { json, preflight } from '../answers.ts';
import { type World, WorldError } from '../world.ts';
import type { State } from './state.ts';
import type { Views } from './views.ts';

const hash = z.string().regex(/^0x[0-9a-fA-F]{40}$/);
const at = z.number().int().optional();
const metadata = z.object({ content_type: z.string().optional(), content_length: z.number().optional() }).loose();
const embed = z.union([z.string(), z.object({ url: z.string(), metadata: metadata.optional() })]);
const wait = z.boolean().optional();
const cast = z.object({
  fid: z.number().int(),
  text: z.string(),
  embeds: z.array(embed).optional(),
  parent: hash.optional(),
  channel: z.string().optional(),
  at,
  hash: hash.optional(),
});
const reaction = z.object({ fid: z.number().int(), castHash: hash, kind: z.enum(['like', 'recast']), at });
const deletion = z.object({ castHash: hash, at });
const known = z.object({ castHash: hash, fid: z.number().int().optional(), kind: z.enum(['like', 'recast']).optional() });
const user = z.object({
  fid: z.number().int().positive(),
  username: z.string(),
  displayName: z.string(),
  address: z.templateLiteral(['0x', z.string()]).nullable(),
  score: z.number().min(0).max(1),
  followerCount: z.number().int(),
  followingCount: z.number().int().optional(),
  registeredAt: z.number().int(),
  bio: z.string().optional(),
});

/**
 * The control door of the local network, open to whoever is on this machine: `POST /_world/{users,casts,react,unreact,delete,knows,followed,flush}`
 * and `GET /_world/{stats,cast,user,replies}`. Bodies are the arguments of `World` plus `wait`.
 */
export function createControlDoor(world: World, state: State, views: Views) {
  const posts: Record<string, (body: unknown) => Promise<unknown>> = {
    users: body => world.addUsers(z.object({ users: z.array(user) }).parse(body).users as Parameters<World['addUsers']>[0]),
    casts: body => {
      const { wait: waits, ...input } = cast.extend({ wait }).parse(body);
      return world.publishCast(input as Parameters<World['publishCast']>[0], { wait: waits ?? false });
    },
    react: body => {
      const { wait: waits, ...input } = reaction.extend({ wait }).parse(body);
      return world.react(input, { wait: waits ?? false });
    },
    unreact: body => {
      const { wait: waits, ...input } = reaction.extend({ wait }).parse(body);
      return world.unreact(input, { wait: waits ?? false });
    },
    delete: body => {
      const { wait: waits, ...input } = deletion.extend({ wait }).parse(body);
      return world.deleteCast(input, { wait: waits ?? false });
    },
    knows: async body => ({ known: await world.knows(known.parse(body) as Parameters<World['knows']>[0]) }),
    followed: async body => ({ followed: await world.isFollowed(z.object({ fid: z.number().int() }).parse(body).fid) }),
    flush: () => world.flush(),
  };

  const gets: Record<string, (query: URLSearchParams) => unknown> = {
    stats: () => world.stats(),
    user: query => {
      const person = state.users.get(Number(query.get('fid')));
      return person ? views.user(person) : null;
    },
    cast: query => {
      const found = state.casts.get((query.get('hash') ?? '').toLowerCase());
      if (!found || found.deletedAt !== null) return null;
      const viewer = Number(query.get('viewer'));
      const gave = (kind: string) => found.reactions.get(`${kind}:${viewer}`)?.live ?? false;
      return { ...views.cast(found), viewer_context: { liked: gave('like'), recasted: gave('recast') } };
    },
    replies: query => {
      const parent = (query.get('hash') ?? '').toLowerCase();
      const replies = [...state.casts.values()].filter(reply => reply.parent === parent && reply.deletedAt === null);
      return replies
        .sort((a, b) => b.at - a.at)
        .slice(0, 20)
        .map(views.cast);
    },
  };

  return async (request: Request): Promise<Response> => {
    if (request.method === 'OPTIONS') return preflight();
    const url = new URL(request.url);
    const name = url.pathname.replace('/_world/', '');
    try {
      const post = request.method === 'POST' ? posts[name] : undefined;
      if (post) {
        const text = await request.text();
        return json((await post(text === '' ? {} : JSON.parse(text))) ?? {});
      }
      const get = request.method === 'GET' ? gets[name] : undefined;
      return get ? json(await get(url.searchParams)) : json({ message: `no such door: ${name}` }, 404);
    } catch (error) {
      if (error instanceof WorldError) return json({ code: error.code, message: error.message }, 409);
      if (error instanceof z.ZodError || error instanceof SyntaxError) return json({ message: error.message }, 400);
      throw error;
    }
  };
}
