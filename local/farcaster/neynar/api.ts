import type { ReactionKind } from '../world.ts';
import type { Cast, Reaction, State } from './state.ts';
import type { Views } from './views.ts';

/** Neynar's limits: how many things one request may name. */
const LIMITS = { users: 100, addresses: 350, casts: 25, reactions: 100, replies: 50, authored: 150 };

const refuse = (status: number, code: string, message: string) => Response.json({ code, message, status }, { status });
const badRequest = (message: string) => refuse(400, 'InvalidField', message);
const notFound = (message: string) => refuse(404, 'NotFound', message);
const list = (query: URLSearchParams, name: string) => (query.get(name) ?? '').split(',').filter(item => item !== '');

const order = (reaction: Reaction) => `${String(reaction.at).padStart(15, '0')}:${reaction.kind}:${reaction.fid}`;

/** Latest first, from just behind the cursor, which names the last reaction of the page before. */
function pageOf(cast: Cast, kinds: readonly ReactionKind[], limit: number, cursor: string | null) {
  const after = cursor === null || cursor === '' ? null : Buffer.from(cursor, 'base64url').toString();
  const all = [...cast.reactions.values()]
    .filter(reaction => reaction.live && kinds.includes(reaction.kind))
    .map(reaction => ({ reaction, key: order(reaction) }))
    .filter(({ key }) => after === null || key < after)
    .sort((a, b) => (a.key < b.key ? 1 : -1));
  const page = all.slice(0, limit);
  const last = all.length > limit ? page.at(-1) : undefined;
  return {
    page: page.map(({ reaction }) => reaction),
    next: { cursor: last ? Buffer.from(last.key).toString('base64url') : null },
  };
}

const KINDS: Record<string, readonly ReactionKind[]> = { likes: ['like'], recasts: ['recast'], all: ['like', 'recast'] };

/** The reading half of Neynar's v2 API that the app uses, over the world's state. */
export function createApi(state: State, views: Views, apiKey: string) {
  const live = (hash: string | null): Cast | undefined => {
    const cast = state.casts.get((hash ?? '').toLowerCase());
    return cast && cast.deletedAt === null ? cast : undefined;
  };

  const routes: Record<string, (query: URLSearchParams) => Response> = {
    '/v2/farcaster/user/bulk': query => {
      const fids = list(query, 'fids');
      if (fids.length === 0 || fids.length > LIMITS.users) return badRequest(`fids must name 1 to ${LIMITS.users} people`);
      return Response.json({ users: fids.flatMap(fid => state.users.get(Number(fid)) ?? []).map(views.user) });
    },
    '/v2/farcaster/user/bulk-by-address': query => {
      const addresses = list(query, 'addresses');
      if (addresses.length === 0 || addresses.length > LIMITS.addresses)
        return badRequest(`addresses must name 1 to ${LIMITS.addresses}`);
      const found = addresses.map(address => [address.toLowerCase(), state.usersOf(address).map(views.user)] as const);
      const known = found.filter(([, users]) => users.length > 0);
      return known.length > 0 ? Response.json(Object.fromEntries(known)) : notFound('No users found');
    },
    '/v2/farcaster/user/by_username': query => {
      const user = [...state.users.values()].find(({ username }) => username === query.get('username'));
      return user ? Response.json({ user: views.user(user) }) : notFound('User not found');
    },
    '/v2/farcaster/casts': query => {
      const hashes = list(query, 'casts');
      if (hashes.length === 0 || hashes.length > LIMITS.casts) return badRequest(`casts must name 1 to ${LIMITS.casts} hashes`);
      return Response.json({ result: { casts: hashes.flatMap(hash => live(hash) ?? []).map(views.cast) } });
    },
    '/v2/farcaster/cast': query => {
      if (query.get('type') !== 'hash') return badRequest('only type=hash is offered here');
      const cast = live(query.get('identifier'));
      return cast ? Response.json({ cast: views.cast(cast) }) : notFound('Cast not found');
    },
    '/v2/farcaster/cast/conversation': query => {
      if (query.get('type') !== 'hash') return badRequest('only type=hash is offered here');
      const limit = Number(query.get('limit') ?? 20);
      if (!Number.isInteger(limit) || limit < 1 || limit > LIMITS.replies)
        return badRequest(`limit must be 1 to ${LIMITS.replies}`);
      const cast = live(query.get('identifier'));
      if (!cast) return notFound('Cast not found');
      const replies = [...state.casts.values()].filter(reply => reply.parent === cast.hash && reply.deletedAt === null);
      replies.sort((a, b) => b.at - a.at || (a.hash < b.hash ? -1 : 1));
      const from = Number(Buffer.from(query.get('cursor') ?? '', 'base64url').toString() || 0);
      const next = from + limit < replies.length ? Buffer.from(String(from + limit)).toString('base64url') : null;
      const direct_replies = replies.slice(from, from + limit).map(reply => ({ ...views.cast(reply), direct_replies: [] }));
      return Response.json({ conversation: { cast: { ...views.cast(cast), direct_replies } }, next: { cursor: next } });
    },
    '/v2/farcaster/feed/user/casts': query => {
      const limit = Number(query.get('limit') ?? 25);
      if (!Number.isInteger(limit) || limit < 1 || limit > LIMITS.authored)
        return badRequest(`limit must be 1 to ${LIMITS.authored}`);
      const own = [...state.casts.values()].filter(cast => cast.fid === Number(query.get('fid')) && cast.deletedAt === null);
      const shown = query.get('include_replies') === 'false' ? own.filter(cast => cast.parent === null) : own;
      shown.sort((a, b) => b.at - a.at || (a.hash < b.hash ? -1 : 1));
      return Response.json({ casts: shown.slice(0, limit).map(views.cast), next: { cursor: null } });
    },
    '/v2/farcaster/reactions/cast': query => {
      const kinds = KINDS[list(query, 'types').length > 1 ? 'all' : (query.get('types') ?? '')];
      const limit = Number(query.get('limit') ?? 25);
      if (!kinds) return badRequest('types must be likes, recasts or all');
      if (!Number.isInteger(limit) || limit < 1 || limit > LIMITS.reactions)
        return badRequest(`limit must be 1 to ${LIMITS.reactions}`);
      const cast = live(query.get('hash'));
      if (!cast) return notFound('Cast not found');
      const { page, next } = pageOf(cast, kinds, limit, query.get('cursor'));
      const reactions = page.map(({ fid, kind, at }) => ({
        object: `${kind}s`,
        reaction_type: kind,
        reaction_timestamp: new Date(at).toISOString(),
        user: views.user(views.personOf(fid)),
      }));
      return Response.json({ reactions, next });
    },
  };

  /** Answers one request below /v2; 401 without the key, Neynar's error shape for everything else that is refused. */
  return (request: Request): Response => {
    if (request.headers.get('x-api-key') !== apiKey) return refuse(401, 'Unauthorized', 'Incorrect or missing API key');
    const url = new URL(request.url);
    const route = routes[url.pathname.replace(/\/$/, '')];
    return route && request.method === 'GET' ? route(url.searchParams) : notFound(`${url.pathname} is not offered here`);
  };
}
