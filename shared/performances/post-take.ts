import { inkOf } from './ink-of.ts';
import { idOfCast, performanceIdOf, performanceOfCast } from './performance-of-cast.ts';
import {
  castWithoutMedia,
  mediaWaits,
  noMedia,
  noOriginal,
  noSuchCast,
  noSuchTake,
  notYourCast,
  takenDown,
} from './post-errors.ts';
import type { Draft, PostedFile, PostPorts } from './post-ports.ts';
import { posterLines } from './poster-lines.ts';
import type { Ink, Kind } from './schema.ts';
import { titleOfCast } from './title-of-cast.ts';

/** What the performer says of a take. */
type Words = {
  title: string;
  kind: Kind;
  ink?: Ink | null | undefined;
  language?: string | null | undefined;
  remix_of?: string | null | undefined;
};
type Posting = { appUrl: string; gatewayUrl: string };

/**
 * Keeps a take as a draft until its cast arrives; whichever of the two comes first, they meet in one row. Says whether it is on
 * stage already, so that nobody is asked to cast it again.
 * @throws AppError 409 (retryable) while the file is checked, 422 without a good file or an original on stage, 404 for an id that
 * is taken, 410 for what was taken down
 */
export async function saveDraft(
  wish: Words & { id: string; media_id: string; poster_id?: string | null | undefined; cast_text: string; attested: string },
  userId: string,
  { gatewayUrl }: Posting,
  ports: PostPorts,
): Promise<{ id: string; on_stage: boolean }> {
  const media = await goodFile(wish.media_id, 'take', userId, ports);
  const poster = wish.poster_id ? await goodFile(wish.poster_id, 'poster', userId, ports) : null;
  await checkOriginal(wish.remix_of, wish.id, ports);
  const url = (file: PostedFile) => `${gatewayUrl}/ipfs/${file.cid}`;
  const film = media.mime.startsWith('video/');
  const draft: Draft = {
    ...wordsOf(wish, wish.id),
    id: wish.id,
    userId,
    mediaId: wish.media_id,
    posterId: wish.poster_id ?? null,
    audioUrl: film ? null : url(media),
    videoUrl: film ? url(media) : null,
    posterUrl: poster && url(poster),
    durationMs: media.durationMs,
    castText: wish.cast_text,
  };
  return { id: wish.id, on_stage: (await kept(draft, wish.attested, ports)) === 'live' };
}

/**
 * The device says which cast it is. It is read from Farcaster and recorded, so that a late webhook keeps nobody waiting. Nothing is asked for somebody
 * without a Farcaster account, who casts nothing.
 */
export async function noteCast(
  { id, hash, fid }: { id: string; hash: string; fid: number | null },
  { appUrl }: Posting,
  ports: PostPorts,
): Promise<{ found: boolean }> {
  if (fid === null) return { found: false };
  const cast = await ports.readCast(hash.toLowerCase());
  const about = cast?.embeds.some(embed => performanceIdOf(embed.url, appUrl) === id);
  if (cast && about) await ports.record(cast);
  return { found: Boolean(about) };
}

/** What a cast of one's own would be as a take, for its author to look at. @throws AppError 404, 403 */
export async function lookAtCast(hash: string, fid: number | null, ports: Pick<PostPorts, 'readCast'>) {
  if (fid === null) throw notYourCast();
  const cast = await ports.readCast(hash.toLowerCase());
  if (!cast) throw noSuchCast();
  if (cast.author.fid !== fid) throw notYourCast();
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
  if (who.fid === null) throw notYourCast();
  const cast = await ports.readCast(wish.cast_hash.toLowerCase());
  if (!cast) throw noSuchCast();
  if (cast.author.fid !== who.fid) throw notYourCast();
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
  await kept({ ...wordsOf(wish, id), ...media, id, userId: who.userId }, wish.attested, ports);
  await ports.record(whole);
  return { id };
}

/** Changes the words of a take. What was cast and what a coin says of it stay as they were. @throws AppError 404 */
export async function changeTake(
  id: string,
  userId: string,
  change: { [K in keyof Words]?: Words[K] | undefined },
  ports: PostPorts,
): Promise<{ id: string }> {
  await checkOriginal(change.remix_of, id, ports);
  const changed = await ports.change(id, userId, {
    ...(change.title !== undefined && { title: change.title, posterLines: posterLines(change.title) }),
    ...(change.kind !== undefined && { kind: change.kind }),
    ...(change.ink && { ink: change.ink }),
    ...(change.language !== undefined && { language: change.language }),
    ...(change.remix_of !== undefined && { remixOf: change.remix_of }),
  });
  if (!changed) throw noSuchTake();
  return { id };
}

/** Takes a take down for good. @throws AppError 404 */
export async function removeTake(id: string, userId: string, ports: Pick<PostPorts, 'remove'>): Promise<{ removed: string }> {
  if (!(await ports.remove(id, userId))) throw noSuchTake();
  return { removed: id };
}

function wordsOf({ title, kind, ink, language, remix_of }: Words, id: string) {
  return {
    title,
    posterLines: posterLines(title),
    kind,
    ink: ink ?? inkOf(id),
    language: language ?? null,
    remixOf: remix_of ?? null,
  };
}

async function kept(draft: Draft, attested: string, { saveDraft }: PostPorts): Promise<'draft' | 'live'> {
  const stands = await saveDraft(draft, attested);
  if (stands === null) throw noSuchTake();
  if (stands === 'hidden') throw takenDown();
  return stands;
}

async function goodFile(id: string, purpose: PostedFile['purpose'], userId: string, ports: PostPorts): Promise<PostedFile> {
  const file = await ports.findFile(id, userId);
  if (file === 'waiting') throw mediaWaits();
  if (file === null || file === 'failed' || file.purpose !== purpose) throw noMedia();
  return file;
}

async function checkOriginal(remixOf: string | null | undefined, takeId: string, { mayRemix }: PostPorts): Promise<void> {
  if (remixOf && !(await mayRemix(remixOf, takeId))) throw noOriginal();
}
