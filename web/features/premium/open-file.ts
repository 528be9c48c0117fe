import { openSealed } from '../../../shared/media/open-sealed.ts';
import { PLAYABLE } from '../../../shared/media/schema.ts';
import { NotSealed } from '../../../shared/media/sealed-form.ts';
import { type FetchBlock, NotTheFile, openVerified } from '../../../shared/media/verified-file.ts';
import { windowOn } from '../../../shared/media/window-on.ts';
import { ApiError } from '../../lib/api-error.ts';
import { verifiedBlocks } from '../../lib/verified-blocks.ts';
import type { Released } from './premium-calls.ts';

/**
 * Reads a sealed file by its CID, block by block, and opens it chunk by chunk; `onPart` hears how much is open, 0 to 1.
 * @throws ApiError in words: `premium/changed` for bytes that are not what was sealed, `media/away` when nobody gives them
 */
export async function openFile(
  fileId: string,
  { cid, key, size }: Released,
  onPart: (part: number) => void,
  signal: AbortSignal,
  fetchBlock: FetchBlock = verifiedBlocks(),
): Promise<Blob> {
  try {
    const file = await openVerified(cid, fetchBlock);
    const secret = Uint8Array.from(atob(key), letter => letter.charCodeAt(0));
    const opened = await openSealed(windowOn(file, fetchBlock), file.size, { key: secret, fileId });
    // Sound or film, whatever its maker noted: a page never becomes one of ours.
    if (!PLAYABLE.includes(opened.mime) || opened.size !== size) throw new NotSealed('not what it was said to be');
    const parts: Blob[] = [];
    let done = 0;
    for await (const part of opened.chunks()) {
      signal.throwIfAborted();
      parts.push(new Blob([part]));
      done += part.length;
      onPart(done / opened.size);
    }
    return new Blob(parts, { type: opened.mime });
  } catch (cause) {
    if (signal.aborted) throw cause;
    const changed = cause instanceof NotSealed || cause instanceof NotTheFile;
    throw changed
      ? new ApiError('premium/changed', 'This file was changed on its way. None of it was played. Try again.', {
          status: 502,
          retryable: true,
          cause,
        })
      : new ApiError('media/away', 'The file cannot be fetched right now. Check your connection, then try again.', {
          status: 0,
          retryable: true,
          cause,
        });
  }
}
