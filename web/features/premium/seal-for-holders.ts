import { inspectMedia } from '../../../shared/media/inspect-media.ts';
import { LIMITS } from '../../../shared/media/limits.ts';
import { PLAYABLE } from '../../../shared/media/schema.ts';
import { sealFile } from '../../../shared/media/seal-file.ts';
import { PREFIX_BYTES } from '../../../shared/media/sealed-form.ts';
import { ApiError } from '../../lib/api-error.ts';

/** A file as it may be sent: nobody opens `blob` without `key`. */
export type Sealed = { fileId: string; key: Uint8Array<ArrayBuffer>; blob: Blob };

const LONGEST_MS = 10 * 60_000;
const KEY_BYTES = 32;

/**
 * Looks at a file, then seals it under a key of its own; `onPart` hears how much is done, 0 to 1.
 * @throws ApiError in words for a file that nobody could play
 */
export async function sealForHolders(file: Blob, onPart: (part: number) => void): Promise<Sealed> {
  const read = async (start: number, end: number) => new Uint8Array(await file.slice(start, end).arrayBuffer());
  if (file.size > LIMITS.sealed.maxBytes) throw refuse('too-large', 'This file is larger than 100 MB. Choose a smaller one.');
  const found = await inspectMedia(file.size, read);
  if (!found || !PLAYABLE.includes(found.facts.mime))
    throw refuse('wrong-type', 'This is no song or film that we can play. Choose an MP4, MOV, WebM, MP3, M4A, WAV or OGG file.');
  if (!found.whole && (found.facts.durationMs ?? 0) <= LONGEST_MS)
    throw refuse('corrupt', 'This file breaks off before its end. Export or record it again.');
  if ((found.facts.durationMs ?? 0) > LONGEST_MS)
    throw refuse('too-long', 'This is longer than ten minutes. Trim it, then try again.');
  const key = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  const prefix = crypto.getRandomValues(new Uint8Array(PREFIX_BYTES));
  const fileId = crypto.randomUUID();
  const parts: Blob[] = [];
  let done = 0;
  for await (const part of sealFile(read, { size: file.size, mime: found.facts.mime, fileId }, { key, prefix })) {
    parts.push(new Blob([part]));
    done += part.length;
    onPart(Math.min(1, done / file.size));
  }
  return { fileId, key, blob: new Blob(parts) };
}

function refuse(what: string, message: string): ApiError {
  return new ApiError(`premium/${what}`, message, { status: 422, retryable: false });
}
