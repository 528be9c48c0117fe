import { checkOriginal, keepTake, type Posting, type Words, wordsOf } from './keep-take.ts';
import { mediaWaits, noMedia } from './post-errors.ts';
import type { Draft, PostedFile, PostPorts } from './post-ports.ts';

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
  return { id: wish.id, on_stage: (await keepTake(draft, wish.attested, ports)) === 'live' };
}

async function goodFile(id: string, purpose: PostedFile['purpose'], userId: string, ports: PostPorts): Promise<PostedFile> {
  const file = await ports.findFile(id, userId);
  if (file === 'waiting') throw mediaWaits();
  if (file === null || file === 'failed' || file.purpose !== purpose) throw noMedia();
  return file;
}
