import type { FarcasterProfile } from '../identity/schema.ts';
import type { UnixMs } from '../kernel/units.ts';

export const KINDS = ['song', 'dance'] as const;
export type Kind = (typeof KINDS)[number];

export const INKS = ['amber', 'teal', 'rose', 'cobalt', 'tang', 'moss', 'lilac', 'bone'] as const;
export type Ink = (typeof INKS)[number];

/** A cast as far as it concerns us. Hashes are lower case. */
export type Cast = {
  hash: string;
  author: FarcasterProfile;
  text: string;
  at: UnixMs;
  embeds: readonly CastEmbed[];
  parentHash: string | null;
  /** The Farcaster channel that it was posted to; null for none. */
  channel: string | null;
};

export type CastEmbed = { url: string; contentType: string | null; durationMs: number | null };

/** A performance as its cast tells it. */
export type CastPerformance = {
  id: string;
  castHash: string;
  castText: string;
  castAt: UnixMs;
  title: string;
  posterLines: string[];
  kind: Kind;
  ink: Ink;
  audioUrl: string | null;
  videoUrl: string | null;
  posterUrl: string | null;
  durationMs: number | null;
};
