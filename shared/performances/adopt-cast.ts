import { checkOriginal, keepTake, type Posting, type Words, wordsOf } from './keep-take.ts';
import { idOfCast, performanceOfCast } from './performance-of-cast.ts';
import { castWithoutMedia, noSuchCast, notYourCast } from './post-errors.ts';
import type { PostPorts } from './post-ports.ts';
import type { Cast } from './schema.ts';
import { titleOfCast } from './title-of-cast.ts';

/** What a cast of one's own would be as a take, for its author to look at. @throws AppError 404, 403 */
export async function lookAtCast(hash: string, fid: number | null, ports: Pick<PostPorts, 'readCast'>) {
  const cast = await ownCast(hash, fid, ports);
  const said = titleOfCast(cast.text);
  const types = cast.embeds.map(embed => embed.contentType ?? '');
  const film = types.some(type => /^video\/|mpegurl/i.test(type));
  return {
    title: said.title,
    kind: said.kind ?? (film ? 'dance' : 'song'),
    has_media: film || types.some(type => type.startsWith('audio/')),
  };
}

/**
 * Makes a take of a cast that its author posted elsewhere. The id follows from the cast, so that twice is once.
 * @throws AppError 404 (also for a cast that names somebody else's take), 403 for somebody else's, 410 for what was taken down,
 * 422 for a cast without song or film
 */
export async function adoptCast(
  wish: Words & { cast_hash: string; attested: string },
  who: { userId: string; fid: number | null },
  { appUrl }: Posting,
  ports: PostPorts,
): Promise<{ id: string }> {
  const cast = await ownCast(wish.cast_hash, who.fid, ports);
  const known = performanceOfCast(cast, appUrl);
  const id = known?.id ?? idOfCast(cast.hash);
  const whole = known
    ? cast
    : { ...cast, embeds: [...cast.embeds, { url: `${appUrl}/p/${id}`, contentType: null, durationMs: null }] };
  const said = performanceOfCast(whole, appUrl);
  if (!said || (said.audioUrl ?? said.videoUrl) === null) throw castWithoutMedia();
  await checkOriginal(wish.remix_of, id, ports);
  const { audioUrl, videoUrl, posterUrl, durationMs } = said;
  const media = { mediaId: null, posterId: null, audioUrl, videoUrl, posterUrl, durationMs, castText: '' };
  // One that is a take already keeps what it is.
  await keepTake({ ...wordsOf(wish, id), ...media, id, userId: who.userId }, wish.attested, ports);
  await ports.record(whole);
  return { id };
}

async function ownCast(hash: string, fid: number | null, { readCast }: Pick<PostPorts, 'readCast'>): Promise<Cast> {
  if (fid === null) throw notYourCast();
  const cast = await readCast(hash.toLowerCase());
  if (!cast) throw noSuchCast();
  if (cast.author.fid !== fid) throw notYourCast();
  return cast;
}
