import * as z from 'zod/mini';
import { unpackPeaks } from '../../../shared/media/unpack-peaks.ts';
import { INKS, type Ink, KINDS, type Kind } from '../../../shared/performances/schema.ts';
import { METRICS_COLUMNS, type Metrics, metricsRow } from '../../lib/metrics.ts';
import { timestamp } from '../../lib/timestamp.ts';

export type Person = { id: string; fid: number | null; name: string; username: string | null; avatarUrl: string | null };

/** A take as screens show it. Times are unix ms. */
export type Performance = {
  id: string;
  /** The catalogue number. */
  number: number;
  title: string;
  posterLines: string[];
  kind: Kind;
  ink: Ink;
  /** ISO 639; null where it was not said, or not asked. */
  language: string | null;
  audioUrl: string | null;
  videoUrl: string | null;
  posterUrl: string | null;
  durationMs: number | null;
  /** The stored shape of its sound, 0 to 1 each; absent for what was not uploaded here. */
  peaks?: number[];
  /** In LUFS; absent for what was not uploaded here. */
  loudness?: number;
  castHash: string | null;
  castAt: number;
  person: Person;
  /** The counters as they were when it was read; live ones come from elsewhere. Null until the take was counted. */
  standing: Metrics | null;
  /** Ticker of the coin that it became. */
  ticker: string | null;
  /** How many watched it here; null where that was not asked. */
  views: number | null;
};

/** Columns of a take with its person, its counters and its coin's ticker. */
export const PERFORMANCE_COLUMNS =
  'id, number, title, poster_lines, kind, ink, language, audio_url, video_url, poster_url, duration_ms, farcaster_cast_id, cast_at, created_at, ' +
  'users!performances_user_id_fkey(id, farcaster_fid, display_name, username, avatar_url), ' +
  `performance_metrics(${METRICS_COLUMNS}), ` +
  'performance_coins(symbol), performance_views(views), media:media_files!performances_media_id_fkey(peaks, loudness)';

export const performanceRow = z.pipe(
  z.object({
    id: z.uuid(),
    number: z.number(),
    title: z.string(),
    poster_lines: z.array(z.string()),
    kind: z.enum(KINDS),
    ink: z.enum(INKS),
    language: z.optional(z.nullable(z.string())),
    audio_url: z.nullable(z.string()),
    video_url: z.nullable(z.string()),
    poster_url: z.nullable(z.string()),
    duration_ms: z.nullable(z.number()),
    farcaster_cast_id: z.nullable(z.string()),
    cast_at: z.nullable(timestamp),
    created_at: timestamp,
    users: z.object({
      id: z.uuid(),
      farcaster_fid: z.nullable(z.number()),
      display_name: z.string(),
      username: z.nullable(z.string()),
      avatar_url: z.nullable(z.string()),
    }),
    performance_metrics: z.nullable(metricsRow),
    performance_coins: z.nullable(z.object({ symbol: z.string() })),
    performance_views: z.optional(z.nullable(z.object({ views: z.number() }))),
    media: z.optional(z.nullable(z.object({ peaks: z.nullable(z.string()), loudness: z.nullable(z.number()) }))),
  }),
  z.transform((row): Performance => {
    return {
      id: row.id,
      number: row.number,
      title: row.title,
      posterLines: row.poster_lines,
      kind: row.kind,
      ink: row.ink,
      language: row.language ?? null,
      audioUrl: row.audio_url,
      videoUrl: row.video_url,
      posterUrl: row.poster_url,
      durationMs: row.duration_ms,
      ...(row.media?.peaks && { peaks: unpackPeaks(row.media.peaks) }),
      ...(typeof row.media?.loudness === 'number' && { loudness: row.media.loudness }),
      castHash: row.farcaster_cast_id,
      castAt: row.cast_at ?? row.created_at,
      person: {
        id: row.users.id,
        fid: row.users.farcaster_fid,
        name: row.users.display_name,
        username: row.users.username,
        avatarUrl: row.users.avatar_url,
      },
      standing: row.performance_metrics,
      ticker: row.performance_coins?.symbol ?? null,
      views: row.performance_views?.views ?? null,
    };
  }),
);

/** Where the sound of a take is. */
export function soundOf(take: Pick<Performance, 'audioUrl' | 'videoUrl'>): string | null {
  return take.audioUrl ?? take.videoUrl;
}

/** What the person does in it, for the line under their name. */
export function verbOf(kind: Kind): string {
  return kind === 'dance' ? 'Dances' : 'Sings';
}
