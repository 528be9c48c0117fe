/** What a sealed file is called where types are asked for: its bytes say nothing of what is inside. */
export const SEALED_MIME = 'application/octet-stream';
/** Random bytes at the head of every nonce of a file. */
export const PREFIX_BYTES = 7;
/** What AES-GCM adds to each chunk. */
const TAG_BYTES = 16;
/** The first chunk holds the type of what is inside, filled up with zeros. */
export const LABEL_BYTES = 64;
/** 256 KiB of the file in a chunk. */
const CHUNK_BITS = 18;
const LEAST_BITS = 6;
const MOST_BITS = 20;
/** 100 MB have 400 of ours. A forger's could be so small that nobody who opens the file could walk them. */
const MOST_CHUNKS = 4_096;
const MAGIC = [0x47, 0x56, 0x53, 0x46];
const VERSION = 1;
const ID_AT = 6;
const PREFIX_AT = 22;
export const HEADER_BYTES = 29;

/** The clear beginning of a sealed file. Every chunk is bound to it, so none opens under another. */
export type SealedHeader = { fileId: string; chunkBytes: number; prefix: Uint8Array; bytes: Uint8Array<ArrayBuffer> };
/** Where a chunk stands: its number (0 is the label), whether it is the last, and its bytes in the sealed file. */
export type SealedChunk = { number: number; last: boolean; start: number; end: number };

/** Not sealed in this form, cut off, changed, put together of other files', or not for this key. */
export class NotSealed extends Error {
  readonly code = 'media/not-sealed';
}

/** `GVSF` ‖ version ‖ log2 of the chunk's bytes ‖ the file's id (16) ‖ nonce prefix (7). @throws RangeError for what cannot be written so */
export function writeHeader(fileId: string, prefix: Uint8Array, chunkBits = CHUNK_BITS): SealedHeader {
  const id = fileId.replaceAll('-', '').toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(id)) throw new RangeError('the file has no id');
  if (prefix.length !== PREFIX_BYTES) throw new RangeError(`a nonce begins with ${PREFIX_BYTES} bytes`);
  if (chunkBits < LEAST_BITS || chunkBits > MOST_BITS) throw new RangeError('chunks have 64 bytes to 1 MiB');
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes.set([...MAGIC, VERSION, chunkBits]);
  bytes.set(
    (id.match(/../g) ?? []).map(pair => Number.parseInt(pair, 16)),
    ID_AT,
  );
  bytes.set(prefix, PREFIX_AT);
  return readHeader(bytes);
}

/** @throws NotSealed */
export function readHeader(from: Uint8Array): SealedHeader {
  const bytes = new Uint8Array(from.subarray(0, HEADER_BYTES));
  if (bytes.length < HEADER_BYTES || MAGIC.some((byte, i) => bytes[i] !== byte)) throw new NotSealed('this is no sealed file');
  if (bytes[4] !== VERSION) throw new NotSealed(`version ${bytes[4]} is not known here`);
  const bits = bytes[5] ?? 0;
  if (bits < LEAST_BITS || bits > MOST_BITS) throw new NotSealed('no chunk is so long');
  const id = Array.from(bytes.subarray(ID_AT, PREFIX_AT), byte => byte.toString(16).padStart(2, '0')).join('');
  const fileId = id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { fileId, chunkBytes: 2 ** bits, prefix: bytes.subarray(PREFIX_AT), bytes };
}

/**
 * The chunks of a sealed file of so many bytes, the label first.
 * @throws NotSealed for too many, or a length that none has: nothing inside, or an end without a byte of the file
 */
export function chunksOf(header: SealedHeader, sealedSize: number): SealedChunk[] {
  const body = HEADER_BYTES + LABEL_BYTES + TAG_BYTES;
  const whole = header.chunkBytes + TAG_BYTES;
  const count = Math.ceil((sealedSize - body) / whole);
  if (count > MOST_CHUNKS) throw new NotSealed('it has more chunks than a file of ours');
  const left = sealedSize - body - (count - 1) * whole;
  if (count < 1 || left <= TAG_BYTES) throw new NotSealed('it breaks off');
  const label = { number: 0, last: false, start: HEADER_BYTES, end: body };
  const rest = Array.from({ length: count }, (_, i) => {
    const start = body + i * whole;
    return { number: i + 1, last: i === count - 1, start, end: Math.min(start + whole, sealedSize) };
  });
  return [label, ...rest];
}

/** Bytes of the file inside. */
export const plainSize = (chunks: readonly SealedChunk[]): number =>
  chunks.slice(1).reduce((sum, { start, end }) => sum + end - start - TAG_BYTES, 0);

/** What AES-GCM is told for a chunk (STREAM: Hoang, Reyhanitabar, Rogaway, Vizár 2015): prefix ‖ number ‖ 1 for the last, and the header beside it. */
export function gcmOf({ prefix, bytes }: SealedHeader, { number, last }: Pick<SealedChunk, 'number' | 'last'>): AesGcmParams {
  const iv = new Uint8Array(12);
  iv.set(prefix);
  new DataView(iv.buffer).setUint32(PREFIX_BYTES, number);
  iv[11] = last ? 1 : 0;
  return { name: 'AES-GCM', iv, additionalData: bytes, tagLength: TAG_BYTES * 8 };
}
