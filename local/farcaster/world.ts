import type { Address } from 'viem';

/** A person on the local Farcaster network. */
export type WorldUser = {
  fid: number;
  username: string;
  displayName: string;
  /** Custody, auth and primary verified address in one; null for people without a wallet. */
  address: Address | null;
  /** Neynar's user score, 0 to 1. */
  score: number;
  followerCount: number;
  followingCount?: number;
  /** When the account was registered, in Unix milliseconds. */
  registeredAt: number;
  bio?: string;
};

/** What Neynar knows about an embedded address without opening it. */
export type EmbedMetadata = {
  content_type?: string;
  content_length?: number;
  image?: { width_px: number; height_px: number };
  video?: { duration_s: number; stream: { codec_name: string; height_px?: number; width_px?: number }[] };
};

export type CastEmbed = { url: string; metadata?: EmbedMetadata };

export type CastInput = {
  fid: number;
  text: string;
  embeds?: readonly (CastEmbed | string)[];
  /** Hash of the cast that this one answers. */
  parent?: string | undefined;
  /** Id of the channel that it is posted to. */
  channel?: string | undefined;
  /** Unix milliseconds; now when absent. */
  at?: number | undefined;
  /** A 20-byte hash; derived from author, text, parent and time when absent. */
  hash?: string | undefined;
};

export type ReactionKind = 'like' | 'recast';
export type ReactionInput = { fid: number; castHash: string; kind: ReactionKind; at?: number | undefined };
export type DeletionInput = { castHash: string; at?: number | undefined };

/** How a webhook ended: accepted with a 2xx, or given up with the last status (null: no answer at all). */
export type Delivery = {
  accepted: boolean;
  status: number | null;
  attempts: number;
  /** From the first attempt to the answer. */
  ackMs: number;
};

/** `delivery` is null unless the caller asked to wait for it, and for what the webhook's filters leave out. */
export type Sent = { hash: string; delivery: Delivery | null };
export type SendOptions = { /** Resolve only when the webhook was accepted or given up. */ wait?: boolean };

export type WorldStats = {
  users: number;
  casts: number;
  reactions: number;
  /** Events that the webhook's filters left out since the start. */
  leftOut: number;
  /** Webhooks queued since the start, duplicates included. */
  sent: number;
  accepted: number;
  failed: number;
  retries: number;
  pending: number;
};

/**
 * The people's side of the local Farcaster network: what the client window, the audience and replays do. Every action is durable
 * before it resolves and is told to the app by a signed webhook. The same event again (same author, cast, kind and time) changes
 * nothing but is sent again, unless the webhook's filters leave it out. Rejects with `WorldError` for people and casts that do
 * not exist.
 */
export type World = {
  addUsers: (users: readonly WorldUser[]) => Promise<void>;
  publishCast: (input: CastInput, options?: SendOptions) => Promise<Sent>;
  react: (input: ReactionInput, options?: SendOptions) => Promise<Sent>;
  unreact: (input: ReactionInput, options?: SendOptions) => Promise<Sent>;
  deleteCast: (input: DeletionInput, options?: SendOptions) => Promise<Sent>;
  /** Whether a cast was ever published, or, with a person and kind, whether their reaction is in force. */
  knows: (what: { castHash: string; fid?: number; kind?: ReactionKind }) => Promise<boolean>;
  /** Whether the app's webhook is told what others do to this person's casts. */
  isFollowed: (fid: number) => Promise<boolean>;
  /** Resolves when no webhook is on its way any more. */
  flush: () => Promise<void>;
  stats: () => Promise<WorldStats>;
};

/** An action that makes no sense: an unknown fid or cast, someone else's hash. */
export class WorldError extends Error {
  readonly code = 'farcaster/impossible-action';
}
