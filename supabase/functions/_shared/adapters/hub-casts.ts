import { z } from 'zod';
import type { CastSource } from '../../../../shared/hearing/ports.ts';
import type { CastCounts, CastName, HeardReaction, HeardSignal, ReactionPage } from '../../../../shared/hearing/schema.ts';
import { cleanName, cleanUrl, cleanUsername } from '../../../../shared/identity/profile-of.ts';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import type { Cast } from '../../../../shared/performances/schema.ts';
import { askJson } from './ask-json.ts';
import { castHash, channelOf, fid } from './neynar-schema.ts';

/** Hubs count seconds from 2021-01-01. */
const EPOCH_MS = Date.UTC(2021, 0, 1);
const PAGE = 500;
const CASTS_AN_AUTHOR = 25;
/** Pages that counting one cast may take; what is beyond is not counted. */
const MOST_PAGES = 20;

const seconds = z.number().int().nonnegative().max(4_000_000_000);
const messages = z.object({
  messages: z.array(z.object({ hash: castHash, data: z.object({ fid, timestamp: seconds }) })),
  nextPageToken: z.string().nullish(),
});
const castBody = z.object({
  text: z.string(),
  embeds: z.array(z.object({ url: z.string().nullish() })).default([]),
  parentCastId: z.object({}).nullish(),
  parentUrl: z.string().nullish().catch(null),
});
const authored = z.object({
  messages: z.array(z.object({ hash: castHash, data: z.object({ timestamp: seconds, castAddBody: castBody.nullish() }) })),
});
const castById = z.object({ hash: castHash });
const userData = z.object({
  messages: z.array(z.object({ data: z.object({ userDataBody: z.object({ type: z.string(), value: z.string() }) }) })),
});
const NOBODY = { username: null, displayName: null, avatarUrl: null };

export type HubOptions = { url: string; apiKey?: string; timeoutMs?: number };

/**
 * Farcaster as a hub tells it over HTTP: `castById`, `reactionsByCast`, `castsByParent`, `castsByFid`, `userDataByFid`. A hub has no counts,
 * so they are counted; it has no scores, followers or ages, so these are unknown.
 */
export function hubCasts({ url, apiKey, timeoutMs = 5_000 }: HubOptions): CastSource {
  const ask = <T>(path: string, query: Record<string, string>, schema: z.ZodType<T>) =>
    askJson(`${url}/v1/${path}?${new URLSearchParams(query)}`, schema, { source: 'hub', apiKey, timeoutMs });

  const reactions = async (cast: CastName, signal: HeardSignal, from: string | null): Promise<ReactionPage> => {
    const page = { pageSize: String(PAGE), ...(from !== null && { pageToken: from }) };
    const author = String(cast.authorFid);
    const said =
      signal === 'reply'
        ? await ask('castsByParent', { fid: author, hash: cast.hash, ...page }, messages)
        : await ask(
            'reactionsByCast',
            { target_fid: author, target_hash: cast.hash, reaction_type: signal === 'like' ? 'Like' : 'Recast', ...page },
            messages,
          );
    return {
      reactions: (said?.messages ?? []).map(message => reactionOf(signal, message)),
      next: said?.nextPageToken || null,
    };
  };

  const countOf = async (cast: CastName, signal: HeardSignal): Promise<number> => {
    let total = 0;
    let from: string | null = null;
    for (let page = 0; page < MOST_PAGES; page++) {
      const { reactions: listed, next } = await reactions(cast, signal, from);
      total += listed.length;
      if (next === null) break;
      from = next;
    }
    return total;
  };

  return {
    name: 'hub',
    reactions,

    counts: async named => {
      const counts = new Map<string, CastCounts>();
      for (const cast of named) {
        const found = await ask('castById', { fid: String(cast.authorFid), hash: cast.hash }, castById);
        if (found === null) continue;
        const [like, recast, reply] = await Promise.all([countOf(cast, 'like'), countOf(cast, 'recast'), countOf(cast, 'reply')]);
        counts.set(cast.hash, { like, recast, reply });
      }
      return counts;
    },

    castsBy: async id => {
      const said = await ask('castsByFid', { fid: String(id), pageSize: String(CASTS_AN_AUTHOR), reverse: 'true' }, authored);
      return (said?.messages ?? []).flatMap(message => castOf(id, message) ?? []);
    },

    people: async fids => {
      const said = await Promise.all(
        fids.map(async id => [id, await ask('userDataByFid', { fid: String(id) }, userData)] as const),
      );
      return said.flatMap(([id, data]) => (data === null ? [] : (personOf(id, data) ?? [])));
    },
  };
}

function reactionOf(signal: HeardSignal, { hash, data }: z.infer<typeof messages>['messages'][number]): HeardReaction {
  const own = signal === 'reply' ? { replyHash: hash } : {};
  return { fid: data.fid, signal, ...own, at: timeOf(data.timestamp), score: null, by: NOBODY };
}

/** A cast by this person; null for what is none, or a reply. */
function castOf(id: number, { hash, data }: z.infer<typeof authored>['messages'][number]): Cast | null {
  const body = data.castAddBody;
  if (body == null || body.parentCastId != null) return null;
  const author = { fid: id, username: null, displayName: `#${id}`, avatarUrl: null, bio: null, walletAddress: null };
  const embeds = body.embeds.flatMap(({ url }) => {
    const clean = cleanUrl(url);
    return clean === null ? [] : [{ url: clean, contentType: null, durationMs: null }];
  });
  const channel = channelOf({ parent_url: body.parentUrl });
  return { hash, author, text: body.text, at: timeOf(data.timestamp), embeds, parentHash: null, channel };
}

/** What this person says of themselves; null when the hub knows nothing. */
function personOf(id: number, { messages: said }: z.infer<typeof userData>) {
  if (said.length === 0) return null;
  const of = (type: string) =>
    said.find(({ data }) => data.userDataBody.type === `USER_DATA_TYPE_${type}`)?.data.userDataBody.value;
  const names = {
    username: cleanUsername(of('USERNAME')),
    displayName: cleanName(of('DISPLAY'), 100),
    avatarUrl: cleanUrl(of('PFP')),
  };
  return { fid: id, ...names, score: null, followerCount: null, registeredAt: null };
}

function timeOf(timestamp: number): UnixMs {
  return unixMs(EPOCH_MS + timestamp * 1000);
}
