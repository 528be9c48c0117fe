import type { ReadBytes } from './schema.ts';
import { gcmOf, LABEL_BYTES, type SealedHeader, writeHeader } from './sealed-form.ts';

export type Secrets = {
  /** 32 random bytes, for this file alone. */
  key: Uint8Array<ArrayBuffer>;
  /** 7 random bytes. */
  prefix: Uint8Array;
};

/**
 * Encrypts a file in chunks (AES-256-GCM), one in memory at a time; gives the sealed file piece by piece. `fileId` is a UUID that every chunk is bound to.
 * @throws RangeError for an empty file or a type too long to note
 */
export async function* sealFile(
  read: ReadBytes,
  { size, mime, fileId, chunkBits }: { size: number; mime: string; fileId: string; chunkBits?: number },
  { key, prefix }: Secrets,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (size < 1) throw new RangeError('there is nothing to seal');
  const header = writeHeader(fileId, prefix, chunkBits);
  const sealer = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
  yield header.bytes;
  yield seal(sealer, header, { number: 0, last: false }, labelOf(mime));
  for (let at = 0, number = 1; at < size; at += header.chunkBytes, number += 1) {
    const end = Math.min(at + header.chunkBytes, size);
    yield seal(sealer, header, { number, last: end === size }, await read(at, end));
  }
}

async function seal(key: CryptoKey, header: SealedHeader, place: { number: number; last: boolean }, plain: Uint8Array) {
  return new Uint8Array(await crypto.subtle.encrypt(gcmOf(header, place), key, new Uint8Array(plain)));
}

function labelOf(mime: string): Uint8Array {
  const text = new TextEncoder().encode(mime);
  if (text.length < 1 || text.length > LABEL_BYTES) throw new RangeError('this type cannot be noted');
  const label = new Uint8Array(LABEL_BYTES);
  label.set(text);
  return label;
}
