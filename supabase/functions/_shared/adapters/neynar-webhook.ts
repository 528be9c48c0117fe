import { z } from 'zod';
import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import { cleanName, cleanUrl, cleanUsername, profileOf } from '../../../../shared/identity/profile-of.ts';
import { type UnixMs, unixMs } from '../../../../shared/kernel/units.ts';
import type { Cast, CastEmbed } from '../../../../shared/performances/schema.ts';
import { castHash, channelOf, channelRef, type NeynarProfile, neynarProfile, scoreOf, time } from './neynar-schema.ts';
import { jsonOf, readWebhook } from './webhook-body.ts';

/** What one webhook says. */
export type Said =
  | { type: 'cast'; action: 'created' | 'deleted'; cast: Cast; reply: ReceivedEvent | null }
  | { type: 'reaction'; event: ReceivedEvent }
  | { type: 'other' };

const envelope = z.object({ type: z.string().max(100), data: z.unknown() });

const reaction = z.object({
  event_timestamp: time,
  reaction_type: z.union([z.literal(1), z.literal(2)]),
  user: neynarProfile,
  cast: z.object({ hash: castHash }),
});

const embed = z.object({
  url: z.string().max(2_000),
  metadata: z
    .object({
      content_type: z.string().max(200).nullish().catch(null),
      video: z
        .object({ duration_s: z.number().nullish().catch(null) })
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

const cast = z.object({
  hash: castHash,
  author: neynarProfile,
  text: z.string(),
  timestamp: time,
  event_timestamp: time.optional(),
  // Embedded casts have no url; they are not ours to play.
  embeds: z
    .array(z.union([embed, z.unknown().transform(() => null)]))
    .max(20)
    .default([]),
  parent_hash: castHash.nullish(),
  channel: channelRef,
  parent_url: z.string().max(2_000).nullish().catch(null),
});

/** Understands the body of a Neynar webhook whose signature was found good. @throws AppError `hooks/malformed` (400). */
export function parseWebhook(body: Uint8Array): Said {
  const { type, data } = readWebhook(envelope, jsonOf(body), 'Neynar');
  if (type === 'cast.created' || type === 'cast.deleted')
    return saidCast(type === 'cast.created' ? 'created' : 'deleted', readWebhook(cast, data, 'Neynar'));
  if (type === 'reaction.created' || type === 'reaction.deleted') {
    const said = readWebhook(reaction, data, 'Neynar');
    const action = type === 'reaction.created' ? 'created' : 'deleted';
    const signal = said.reaction_type === 1 ? 'like' : 'recast';
    return {
      type: 'reaction',
      event: { action, signal, castHash: said.cast.hash, at: unixMs(said.event_timestamp), ...reactor(said.user) },
    };
  }
  return { type: 'other' };
}

function saidCast(action: 'created' | 'deleted', said: z.infer<typeof cast>): Said {
  const at = unixMs(said.timestamp);
  const parentHash = said.parent_hash ?? null;
  // A deletion happens after its cast, whether or not the webhook says when.
  const eventAt = action === 'created' ? at : (Math.max(at, said.event_timestamp ?? at) as UnixMs);
  return {
    type: 'cast',
    action,
    cast: castOf(said),
    reply:
      parentHash === null
        ? null
        : { action, signal: 'reply', castHash: parentHash, replyHash: said.hash, at: eventAt, ...reactor(said.author) },
  };
}

/** A cast as Neynar's API words it, the same as in webhooks. @throws AppError `hooks/malformed` (400) */
export function parseCast(data: unknown): Cast {
  return castOf(readWebhook(cast, data, 'Neynar'));
}

/** Those casts of a list that can be understood: an odd one is no reason to lose the others. */
export function parseCasts(list: readonly unknown[]): Cast[] {
  return list.flatMap(data => {
    const said = cast.safeParse(data);
    return said.success ? [castOf(said.data)] : [];
  });
}

function castOf(said: z.infer<typeof cast>): Cast {
  return {
    hash: said.hash,
    author: profileOf(said.author),
    text: said.text,
    at: unixMs(said.timestamp),
    embeds: said.embeds.flatMap(toEmbed),
    parentHash: said.parent_hash ?? null,
    channel: channelOf(said),
  };
}

function toEmbed(said: z.infer<typeof embed> | null): CastEmbed[] {
  const url = cleanUrl(said?.url);
  if (url === null) return [];
  const seconds = said?.metadata?.video?.duration_s ?? null;
  const known = seconds !== null && seconds > 0 && seconds < 86_400;
  return [
    {
      url,
      contentType: said?.metadata?.content_type?.toLowerCase() ?? null,
      durationMs: known ? Math.ceil(seconds * 1000) : null,
    },
  ];
}

function reactor(user: NeynarProfile): Pick<ReceivedEvent, 'fid' | 'score' | 'by'> {
  const by = {
    username: cleanUsername(user.username),
    displayName: cleanName(user.display_name, 100),
    avatarUrl: cleanUrl(user.pfp_url),
  };
  return { fid: user.fid, score: scoreOf(user), by };
}
