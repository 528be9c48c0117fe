import type { KeptTake } from '../features/media/draft-store.ts';
import { uploadFile } from '../features/media/upload-file.ts';
import { sendPrint } from '../features/moderation/send-print.ts';

/** Uploads a kept take and its picture; `say` gets what is happening. Gives the ids of both. */
export async function uploadTake(take: KeptTake, say: (words: string) => void, signal: AbortSignal) {
  const { file, measured, cid, poster } = take;
  const { mime } = measured.facts;
  say('Asking for a place');
  const posterId = poster ? await uploadPoster(poster, signal) : null;
  const { peaks, loudness } = measured;
  const mediaId = await uploadFile({ blob: file, purpose: 'take', mime, cid, peaks, loudness }, say, signal);
  // A print that does not arrive is no reason not to post: then the bytes alone are compared.
  if (measured.print) await sendPrint(cid, measured.print).catch(() => undefined);
  return { mediaId, posterId };
}

async function uploadPoster(poster: Blob, signal: AbortSignal): Promise<string> {
  const { cidOfBlob } = await import('../features/media/tools.ts');
  const facts = { purpose: 'poster' as const, mime: 'image/jpeg', cid: await cidOfBlob(poster), peaks: null, loudness: null };
  return uploadFile({ blob: poster, ...facts }, () => undefined, signal);
}
