import { z } from 'zod';
import { CREDITS } from '../../../../shared/hearing/credits.ts';
import type { CastSource, Spend } from '../../../../shared/hearing/ports.ts';
import type { HeardReaction, PersonFacts } from '../../../../shared/hearing/schema.ts';
import { cleanName, cleanUrl, cleanUsername } from '../../../../shared/identity/profile-of.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import { askJson } from './ask-json.ts';
import { castHash, type NeynarProfile, neynarProfile, scoreOf, time } from './neynar-schema.ts';
import { parseCasts } from './neynar-webhook.ts';

const REACTIONS_A_PAGE = 100;
const REPLIES_A_PAGE = 50;
const CASTS_AN_AUTHOR = 25;
const count = z.number().int().nonnegative();
const cursor = z.object({ cursor: z.string().nullish() }).nullish();

const casts = z.object({
  result: z.object({
    casts: z.array(
      z.object({
        hash: castHash,
        reactions: z.object({ likes_count: count, recasts_count: count }),
        replies: z.object({ count }),
      }),
    ),
  }),
});
const reactions = z.object({
  reactions: z.array(z.object({ reaction_timestamp: time, user: neynarProfile })),
  next: cursor,
});
const conversation = z.object({
  conversation: z.object({
    cast: z.object({ direct_replies: z.array(z.object({ hash: castHash, timestamp: time, author: neynarProfile })).default([]) }),
  }),
  next: cursor,
});
const authored = z.object({ casts: z.array(z.unknown()) });
const facts = neynarProfile.extend({
  follower_count: count.nullish().catch(null),
  registered_at: time.nullish().catch(null),
});
const users = z.object({ users: z.array(facts) });

export type NeynarCastOptions = {
  url: string;
  apiKey: string;
  /** Asked before each request with what it costs. */
  spend: Spend;
  timeoutMs?: number;
};

/** Farcaster as Neynar's API tells it: `/v2/farcaster/casts`, `reactions/cast`, `cast/conversation`, `feed/user/casts` and `user/bulk`. */
export function neynarCasts({ url, apiKey, spend, timeoutMs = 5_000 }: NeynarCastOptions): CastSource {
  const ask = async <T>(path: string, query: Record<string, string>, schema: z.ZodType<T>, credits: number) => {
    await spend(credits);
    return askJson(`${url}/v2/farcaster/${path}?${new URLSearchParams(query)}`, schema, { source: 'neynar', apiKey, timeoutMs });
  };
  return {
    name: 'neynar',

    counts: async named => {
      const said = await ask('casts/', { casts: named.map(({ hash }) => hash).join(',') }, casts, named.length * CREDITS.cast);
      return new Map(
        said?.result.casts.map(({ hash, reactions: { likes_count, recasts_count }, replies }) => {
          return [hash, { like: likes_count, recast: recasts_count, reply: replies.count }];
        }),
      );
    },

    reactions: async ({ hash }, signal, from) => {
      const after: Record<string, string> = from === null ? {} : { cursor: from };
      if (signal === 'reply') {
        const query = { identifier: hash, type: 'hash', reply_depth: '1', limit: String(REPLIES_A_PAGE), ...after };
        const said = await ask('cast/conversation/', query, conversation, REPLIES_A_PAGE * CREDITS.reply);
        const replies = said?.conversation.cast.direct_replies ?? [];
        return {
          reactions: replies.map(reply => ({ ...heard(reply.author, reply.timestamp), signal, replyHash: reply.hash })),
          next: said?.next?.cursor ?? null,
        };
      }
      const types = signal === 'like' ? 'likes' : 'recasts';
      const query = { hash, types, limit: String(REACTIONS_A_PAGE), ...after };
      const said = await ask('reactions/cast/', query, reactions, REACTIONS_A_PAGE * CREDITS.reaction);
      return {
        reactions: (said?.reactions ?? []).map(reaction => ({ ...heard(reaction.user, reaction.reaction_timestamp), signal })),
        next: said?.next?.cursor ?? null,
      };
    },

    castsBy: async fid => {
      const query = { fid: String(fid), limit: String(CASTS_AN_AUTHOR), include_replies: 'false' };
      const said = await ask('feed/user/casts/', query, authored, CASTS_AN_AUTHOR * CREDITS.cast);
      return parseCasts(said?.casts ?? []);
    },

    people: async fids => {
      const said = await ask('user/bulk/', { fids: fids.join(',') }, users, fids.length * CREDITS.person);
      return (said?.users ?? []).map(
        (user): PersonFacts => ({
          fid: user.fid,
          ...namesOf(user),
          score: scoreOf(user),
          followerCount: user.follower_count ?? null,
          registeredAt: user.registered_at == null ? null : unixMs(user.registered_at),
        }),
      );
    },
  };
}

function heard(user: NeynarProfile, at: number): Omit<HeardReaction, 'signal'> {
  return { fid: user.fid, at: unixMs(at), score: scoreOf(user), by: namesOf(user) };
}

function namesOf(user: NeynarProfile): HeardReaction['by'] {
  return {
    username: cleanUsername(user.username),
    displayName: cleanName(user.display_name, 100),
    avatarUrl: cleanUrl(user.pfp_url),
  };
}
