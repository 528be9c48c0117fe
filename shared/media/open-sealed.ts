import type { ReadBytes } from './schema.ts';
import {
  chunksOf,
  gcmOf,
  HEADER_BYTES,
  NotSealed,
  plainSize,
  readHeader,
  type SealedChunk,
  type SealedHeader,
} from './sealed-form.ts';

/** A sealed file whose key fits. `mime` is what its maker noted inside: a word, not yet a fact. */
export type OpenedFile = { mime: string; size: number; chunks: () => AsyncGenerator<Uint8Array<ArrayBuffer>> };

/**
 * Opens a sealed file: its header, its id, and the label under `key`. `chunks` then gives the file piece by piece, in order, each of them
 * proven to be this file's and to stand where it stood; nothing is given of what is not.
 * @throws NotSealed for another file, another key, or bytes that were changed, cut, moved or repeated; what `read` throws
 */
export async function openSealed(
  read: ReadBytes,
  sealedSize: number,
  { key, fileId }: { key: Uint8Array<ArrayBuffer>; fileId: string },
): Promise<OpenedFile> {
  const header = readHeader(await read(0, Math.min(HEADER_BYTES, sealedSize)));
  if (header.fileId !== fileId.toLowerCase()) throw new NotSealed('this is another file');
  const [label, ...chunks] = chunksOf(header, sealedSize);
  const opener = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const open = async (chunk: SealedChunk) => unseal(opener, header, chunk, await read(chunk.start, chunk.end));
  if (!label) throw new NotSealed('it breaks off');
  const noted = await open(label);
  const end = noted.indexOf(0);
  return {
    mime: new TextDecoder().decode(noted.subarray(0, end < 0 ? noted.length : end)),
    size: plainSize([label, ...chunks]),
    chunks: async function* () {
      for (const chunk of chunks) yield await open(chunk);
    },
  };
}

async function unseal(key: CryptoKey, header: SealedHeader, chunk: SealedChunk, sealed: Uint8Array) {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(gcmOf(header, chunk), key, new Uint8Array(sealed)));
  } catch (cause) {
    throw new NotSealed(`chunk ${chunk.number} does not open`, { cause });
  }
}
