import { privateKeyToAccount } from 'viem/accounts';
import type { LocalAccount } from '../chain/accounts.ts';
import type { WorldUser } from '../farcaster/world.ts';
import type { Cascade, CascadeEvent } from './read-cascades.ts';
import { stableHash, stableKey, stableNumber, stableUuid } from './stable-id.ts';

/** Replayed people have fids far above those of the town and of real Farcaster. */
const FIRST_FID = 1e12;
/** What a source does not tell is the same for everybody: nothing is made up. */
const NEUTRAL = { score: 0.9, followerCount: 100, registeredAt: Date.UTC(2024, 0, 1) };

function person(name: string, followers: number | null): WorldUser {
  const fid = FIRST_FID + stableNumber(name);
  const label = String(fid).slice(-6);
  const { score, followerCount, registeredAt } = NEUTRAL;
  const known = { score, followerCount: followers ?? followerCount, registeredAt };
  return { fid, username: `replayed${label}`, displayName: `Replayed ${label}`, address: null, ...known };
}

/** Who reacted: the same actor of the same source is the same person in every cascade and every replay. */
export const replayedActor = (cascade: Cascade, event: CascadeEvent): WorldUser =>
  person(`actor ${cascade.source}:${event.actor}`, event.followers);

/** A replayed cascade on our network. */
export type ReplayedPost = {
  cascadeId: string;
  performanceId: string;
  castHash: `0x${string}`;
  title: string;
  author: WorldUser;
  /** The author's wallet, to approve a coin with. */
  account: LocalAccount;
};

/** Who posted a cascade and where it lives: always the same for the same cascade. */
export function replayedPost(cascade: Cascade): ReplayedPost {
  const name = `cascade ${cascade.source}:${cascade.id}`;
  const privateKey = stableKey(name);
  const { address } = privateKeyToAccount(privateKey);
  return {
    cascadeId: cascade.id,
    performanceId: stableUuid(name),
    castHash: stableHash(name),
    title: `Take ${cascade.id.slice(-8)}`,
    author: { ...person(`author of ${name}`, cascade.rootFollowers), address },
    account: { address, privateKey },
  };
}
