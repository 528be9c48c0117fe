import type { CastDehydrated, Cast as NeynarCast, User, UserDehydrated } from '@neynar/nodejs-sdk/build/api';
import { keccak256, toHex } from 'viem';
import { channelUrl } from '../channel-url.ts';
import type { WorldUser } from '../world.ts';
import type { Cast, State } from './state.ts';

/** The client that casts are published with; 9152 is the number that Farcaster's own client once had. */
const APP: UserDehydrated = { object: 'user_dehydrated', fid: 9152, username: 'localclient', display_name: 'Local client' };

const iso = (at: number) => new Date(at).toISOString();

/** An address for people who have none: nobody holds its key. */
const deadAddress = (fid: number) => `0x${keccak256(toHex(`custody of fid ${fid}`)).slice(-40)}`;
const custodyOf = ({ fid, address }: WorldUser) => (address ?? deadAddress(fid)).toLowerCase();

/** The first cast of a thread, as far up as the world knows it. */
function threadOf(state: State, cast: Cast): string {
  let root = cast;
  for (let parent = root.parent; parent !== null; parent = root.parent) {
    const next = state.casts.get(parent);
    if (!next) return parent;
    root = next;
  }
  return root.hash;
}

/** Shapes the world's facts as Neynar's API does. `baseUrl` is where avatars are served. */
export function createViews(state: State, baseUrl: string) {
  const pfp = (fid: number) => `${baseUrl}/avatars/${fid}.svg`;

  const user = (person: WorldUser): User => {
    const verified = person.address ? [person.address.toLowerCase()] : [];
    return {
      object: 'user',
      fid: person.fid,
      username: person.username,
      display_name: person.displayName,
      custody_address: custodyOf(person),
      pfp_url: pfp(person.fid),
      profile: { bio: { text: person.bio ?? '' } },
      follower_count: person.followerCount,
      following_count: person.followingCount ?? 0,
      verifications: verified,
      verified_addresses: {
        eth_addresses: verified,
        sol_addresses: [],
        primary: { eth_address: verified[0] ?? null, sol_address: null },
      },
      auth_addresses: verified.map(address => ({ address, app: APP })),
      verified_accounts: [],
      registered_at: iso(person.registeredAt),
      score: person.score,
      experimental: { neynar_user_score: person.score },
    };
  };

  const dehydrated = (person: WorldUser): UserDehydrated => ({
    object: 'user_dehydrated',
    fid: person.fid,
    username: person.username,
    display_name: person.displayName,
    pfp_url: pfp(person.fid),
    custody_address: custodyOf(person),
    score: person.score,
  });

  const personOf = (fid: number): WorldUser => {
    const person = state.users.get(fid);
    if (!person) throw new Error(`the journal has no user ${fid}`);
    return person;
  };

  const cast = (record: Cast): NeynarCast => {
    const parent = record.parent === null ? undefined : state.casts.get(record.parent);
    const embeds = record.embeds.map(({ url, metadata }) => ({
      url,
      metadata: { _status: metadata ? 'RESOLVED' : 'PENDING', ...metadata },
    }));
    return {
      object: 'cast',
      hash: record.hash,
      author: user(personOf(record.fid)),
      app: APP,
      thread_hash: threadOf(state, record),
      parent_hash: record.parent,
      parent_url: channelUrl(record.channel),
      root_parent_url: channelUrl(record.channel),
      parent_author: { fid: parent?.fid ?? null },
      text: record.text,
      timestamp: iso(record.at),
      // Neynar types an embed as having both a url and a cast; on the wire it has one of them.
      embeds: embeds as unknown as NeynarCast['embeds'],
      channel: record.channel ? { id: record.channel, name: record.channel, object: 'channel_dehydrated' } : null,
      reactions: { likes_count: record.counts.like, recasts_count: record.counts.recast, likes: [], recasts: [] },
      replies: { count: record.replies },
      mentioned_profiles: [],
      mentioned_profiles_ranges: [],
      mentioned_channels: [],
      mentioned_channels_ranges: [],
    };
  };

  const castDehydrated = (record: Cast): CastDehydrated => ({
    object: 'cast_dehydrated',
    hash: record.hash,
    author: dehydrated(personOf(record.fid)),
    app: APP,
  });

  return { user, dehydrated, cast, castDehydrated, personOf };
}

export type Views = ReturnType<typeof createViews>;
