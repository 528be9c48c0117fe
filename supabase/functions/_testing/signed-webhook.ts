import { createHmac } from 'node:crypto';

/** A webhook request as Neynar sends it. Without a secret it is not signed. */
export function signedWebhook(body: unknown, secret: string | null): Request {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (secret !== null) headers['x-neynar-signature'] = createHmac('sha512', secret).update(text).digest('hex');
  return new Request('http://functions/functions/v1/hooks', { method: 'POST', headers, body: text });
}

type ReactionSaid = { fid: number; castHash: string; at: number; kind?: 1 | 2; score?: number; deleted?: boolean };

/** The body of a reaction's webhook. */
export function reactionBody({ fid, castHash, at, kind = 1, score = 0.9, deleted = false }: ReactionSaid): object {
  const person = {
    object: 'user_dehydrated',
    fid,
    username: `user${fid}`,
    display_name: `User ${fid}`,
    pfp_url: `https://img.example/${fid}.png`,
    score,
  };
  const time = new Date(at).toISOString();
  return {
    created_at: Math.floor(at / 1000),
    type: deleted ? 'reaction.deleted' : 'reaction.created',
    data: {
      object: 'reaction',
      event_timestamp: time,
      timestamp: time,
      reaction_type: kind,
      user: person,
      cast: { object: 'cast_dehydrated', hash: castHash, author: person },
    },
  };
}

type CastSaid = {
  fid: number;
  hash: string;
  at: number;
  text?: string;
  urls?: string[];
  parent?: string | null;
  deletedAt?: number;
  wallet?: string;
};

/** The body of a cast's webhook, or of its deletion. */
export function castBody({
  fid,
  hash,
  at,
  text = 'Night bus home — song',
  urls = [],
  parent = null,
  deletedAt,
  wallet = `0x${'ab'.repeat(20)}`,
}: CastSaid): object {
  const author = {
    object: 'user',
    fid,
    username: `user${fid}`,
    display_name: `User ${fid}`,
    pfp_url: `https://img.example/${fid}.png`,
    score: 0.9,
    verified_addresses: { eth_addresses: [wallet], sol_addresses: [], primary: { eth_address: wallet, sol_address: null } },
  };
  return {
    created_at: Math.floor(at / 1000),
    type: deletedAt === undefined ? 'cast.created' : 'cast.deleted',
    data: {
      object: 'cast',
      hash,
      author,
      text,
      timestamp: new Date(at).toISOString(),
      embeds: urls.map(url => ({ url })),
      parent_hash: parent,
      ...(deletedAt !== undefined && { event_timestamp: new Date(deletedAt).toISOString() }),
    },
  };
}
