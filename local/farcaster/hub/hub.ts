import { channelUrl } from '../channel-url.ts';
import type { Reaction, State } from '../neynar/state.ts';

/** Hubs count seconds from 2021-01-01. */
const EPOCH_MS = Date.UTC(2021, 0, 1);
const MOST_A_PAGE = 1_000;

const refuse = (status: number, errCode: string, details: string) =>
  Response.json(
    { errCode, presentable: false, name: 'HubError', code: 3, details, metadata: { errcode: [errCode] } },
    { status },
  );
const secondsOf = (at: number) => Math.floor((at - EPOCH_MS) / 1000);
const common = (hash: string) => ({
  hash,
  hashScheme: 'HASH_SCHEME_BLAKE3',
  signature: 'AA==',
  signatureScheme: 'SIGNATURE_SCHEME_ED25519',
  signer: `0x${'00'.repeat(32)}`,
});
const NETWORK = 'FARCASTER_NETWORK_MAINNET';
const hashOfReaction = ({ fid, kind, at }: Reaction) =>
  `0x${Buffer.from(`${kind}:${fid}:${at}`).toString('hex').padEnd(40, '0').slice(0, 40)}`;

/** Oldest first, as a hub lists by time; the token says where to go on. */
function pageOf<T>(items: readonly T[], query: URLSearchParams, message: (item: T) => object): Response {
  const size = Math.min(Number(query.get('pageSize') ?? MOST_A_PAGE), MOST_A_PAGE);
  const from = Number(Buffer.from(query.get('pageToken') ?? '', 'base64').toString() || 0);
  const next = from + size;
  const nextPageToken = next < items.length ? Buffer.from(String(next)).toString('base64') : '';
  return Response.json({ messages: items.slice(from, next).map(message), nextPageToken });
}

/** A hub's HTTP API over the world's state: `/v1/castById`, `reactionsByCast`, `castsByParent`, `castsByFid`, `userDataByFid`. Null for other paths. */
export function createHub(state: State): (url: URL) => Response | null {
  const live = (hash: string | null, fid: string | null) => {
    const cast = state.casts.get((hash ?? '').toLowerCase());
    return cast && cast.deletedAt === null && cast.fid === Number(fid) ? cast : undefined;
  };
  type Stored = NonNullable<ReturnType<typeof live>>;
  const castMessage = (cast: Stored) => ({
    ...common(cast.hash),
    data: {
      type: 'MESSAGE_TYPE_CAST_ADD',
      fid: cast.fid,
      timestamp: secondsOf(cast.at),
      network: NETWORK,
      castAddBody: {
        embedsDeprecated: [],
        mentions: [],
        ...(cast.parent && { parentCastId: { fid: state.casts.get(cast.parent)?.fid ?? 0, hash: cast.parent } }),
        ...(cast.channel && { parentUrl: channelUrl(cast.channel) }),
        text: cast.text,
        mentionsPositions: [],
        embeds: cast.embeds.map(({ url }) => ({ url })),
      },
    },
  });
  const routes: Record<string, (query: URLSearchParams) => Response> = {
    '/v1/castById': query => {
      const cast = live(query.get('hash'), query.get('fid'));
      return cast ? Response.json(castMessage(cast)) : refuse(404, 'not_found', 'cast not found');
    },
    '/v1/reactionsByCast': query => {
      const kind = { Like: 'like', Recast: 'recast', '1': 'like', '2': 'recast' }[query.get('reaction_type') ?? ''];
      if (!kind) return refuse(400, 'bad_request.invalid_param', 'reaction_type must be Like or Recast');
      const cast = state.casts.get((query.get('target_hash') ?? '').toLowerCase());
      const given = [...(cast?.reactions.values() ?? [])].filter(reaction => reaction.live && reaction.kind === kind);
      return pageOf(
        given.sort((a, b) => a.at - b.at || a.fid - b.fid),
        query,
        reaction => ({
          ...common(hashOfReaction(reaction)),
          data: {
            type: 'MESSAGE_TYPE_REACTION_ADD',
            fid: reaction.fid,
            timestamp: secondsOf(reaction.at),
            network: NETWORK,
            reactionBody: { type: query.get('reaction_type'), targetCastId: { fid: cast?.fid ?? 0, hash: cast?.hash ?? '' } },
          },
        }),
      );
    },
    '/v1/castsByParent': query => {
      const parent = (query.get('hash') ?? '').toLowerCase();
      const replies = [...state.casts.values()].filter(reply => reply.parent === parent && reply.deletedAt === null);
      return pageOf(
        replies.sort((a, b) => a.at - b.at || (a.hash < b.hash ? -1 : 1)),
        query,
        castMessage,
      );
    },
    '/v1/castsByFid': query => {
      const own = [...state.casts.values()].filter(cast => cast.fid === Number(query.get('fid')) && cast.deletedAt === null);
      own.sort((a, b) => a.at - b.at || (a.hash < b.hash ? -1 : 1));
      return pageOf(query.get('reverse') === 'true' ? own.reverse() : own, query, castMessage);
    },
    '/v1/userDataByFid': query => {
      const person = state.users.get(Number(query.get('fid')));
      if (!person) return refuse(404, 'not_found', 'no user data');
      const said = { USERNAME: person.username, DISPLAY: person.displayName, BIO: person.bio ?? '' };
      return pageOf(Object.entries(said), query, ([type, value]) => ({
        ...common(`0x${'00'.repeat(20)}`),
        data: {
          type: 'MESSAGE_TYPE_USER_DATA_ADD',
          fid: person.fid,
          timestamp: secondsOf(person.registeredAt),
          network: NETWORK,
          userDataBody: { type: `USER_DATA_TYPE_${type}`, value },
        },
      }));
    },
  };
  return url => routes[url.pathname]?.(url.searchParams) ?? null;
}
