import { inkOf } from './ink-of.ts';
import { posterLines } from './poster-lines.ts';
import type { Cast, CastEmbed, CastPerformance } from './schema.ts';
import { TITLE_MOST } from './title-most.ts';
import { titleOfCast } from './title-of-cast.ts';

const MAX_TEXT = 10_000;

/** The performance that a cast makes or meets by embedding our `/p/:id`; null for any other cast. */
export function performanceOfCast(cast: Cast, appUrl: string): CastPerformance | null {
  const ids = cast.embeds.map(embed => performanceIdOf(embed.url, appUrl));
  // An id that follows from a cast is that cast's own: nobody takes it before its author makes a take of it.
  const id = ids.find(found => found !== null && (found[14] !== '8' || found === idOfCast(cast.hash)));
  if (!id) return null;
  const video = cast.embeds.find(isVideo);
  const audio = cast.embeds.find(embed => embed.contentType?.startsWith('audio/') && !isVideo(embed));
  const image = cast.embeds.find(embed => embed.contentType?.startsWith('image/'));
  const said = titleOfCast(cast.text);
  const title = said.title ?? [...`Untitled by ${cast.author.displayName}`].slice(0, TITLE_MOST).join('');
  return {
    id,
    castHash: cast.hash,
    castText: [...cast.text.toWellFormed().replaceAll('\u0000', '')].slice(0, MAX_TEXT).join(''),
    castAt: cast.at,
    title,
    posterLines: posterLines(said.title ?? 'Untitled'),
    kind: said.kind ?? (video ? 'dance' : 'song'),
    ink: inkOf(id),
    audioUrl: audio?.url ?? null,
    videoUrl: video?.url ?? null,
    posterUrl: image?.url ?? null,
    // What is heard: a film may be shorter, and go round.
    durationMs: (audio ?? video)?.durationMs ?? null,
  };
}

/** The id in `<app>/p/<uuid>`; null for any other address, and for what has the shape of a UUID alone: schemas of records and jobs would not take it later. */
export function performanceIdOf(url: string, appUrl: string): string | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname } = new URL(url);
  if (origin !== new URL(appUrl).origin) return null;
  return (
    /^\/p\/([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\/?$/i.exec(pathname)?.[1]?.toLowerCase() ??
    null
  );
}

/** A UUID (version 8) that follows from a cast's hash. */
export function idOfCast(hash: string): string {
  const hex = hash.slice(2, 34).toLowerCase();
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Recorded video, or a playlist of it (HLS). */
function isVideo({ contentType }: CastEmbed): boolean {
  return contentType !== null && /^(video\/|application\/(vnd\.apple\.mpegurl|x-mpegurl)|audio\/mpegurl)/i.test(contentType);
}
