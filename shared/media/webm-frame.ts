import type { ReadBytes } from './schema.ts';

const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const IN_ANY = [0xec, 0xbf];
const IN_SEGMENT = new Set([
  0x114d9b74,
  0x1549a966,
  0x1654ae6b,
  0x1c53bb6b,
  0x1043a770,
  0x1254c367,
  0x1941a469,
  CLUSTER,
  ...IN_ANY,
]);
const IN_CLUSTER = new Set([0xe7, 0xa3, 0xa0, 0xab, 0xa7, ...IN_ANY]);
const HEAD_BYTES = 12;
/** A minute of film has a few thousand blocks. */
const MOST_ELEMENTS = 50_000;
/** Readers take a cluster whole, and each other part of a file: seconds of film, and lists. */
const MOST_CLUSTER_BYTES = 48 * 1024 * 1024;
const MOST_PART_BYTES = 4 * 1024 * 1024;

/** Whether a file begins as WebM and Matroska do. */
export const isWebm = (head: Uint8Array): boolean => [0x1a, 0x45, 0xdf, 0xa3].every((byte, at) => head[at] === byte);

type Head = { id: number; dataAt: number; end: number | null };

/**
 * Whether a Matroska or WebM file is framed as it should be to its last byte: known elements only, each inside of the file. Recorders leave the
 * length of the segment and of clusters open; then what is inside says where they end. Readers look for the next good place when a
 * frame is broken, and may look for ever.
 */
export async function isWebmFramed(size: number, read: ReadBytes): Promise<boolean> {
  const first = await headAt(0, size, read);
  if (first?.id !== EBML || first.end === null) return false;
  const segment = await headAt(first.end, size, read);
  if (segment?.id !== SEGMENT) return false;
  const end = segment.end ?? size;
  let at = segment.dataAt;
  let inOpenCluster = false;
  let clusterAt = at;
  for (let count = 0; at < end; count++) {
    const head = count < MOST_ELEMENTS ? await headAt(at, end, read) : null;
    if (!head) return false;
    const known = IN_SEGMENT.has(head.id) || (inOpenCluster && IN_CLUSTER.has(head.id));
    if (!known || (head.end === null && head.id !== CLUSTER)) return false;
    if (head.id === CLUSTER) [inOpenCluster, clusterAt] = [head.end === null, at];
    else if (!IN_CLUSTER.has(head.id)) inOpenCluster = false;
    if (head.id !== CLUSTER && !inOpenCluster) clusterAt = head.dataAt;
    const most = head.id === CLUSTER || inOpenCluster ? MOST_CLUSTER_BYTES : MOST_PART_BYTES;
    if ((head.end ?? head.dataAt) - clusterAt > most) return false;
    at = head.end ?? head.dataAt;
  }
  return at === end;
}

/** An element's id and where it ends; `end` is null when its length is left open. Null for what is no element, or ends outside. */
async function headAt(at: number, limit: number, read: ReadBytes): Promise<Head | null> {
  if (at >= limit) return null;
  const bytes = await read(at, Math.min(at + HEAD_BYTES, limit));
  const idLength = lengthOf(bytes[0], 4);
  const sizeLength = idLength && lengthOf(bytes[idLength], 8);
  if (!idLength || !sizeLength || bytes.length < idLength + sizeLength) return null;
  const id = bytes.subarray(0, idLength).reduce((sum, byte) => sum * 256 + byte, 0);
  const dataAt = at + idLength + sizeLength;
  const digits = [...bytes.subarray(idLength, idLength + sizeLength)];
  digits[0] = (digits[0] ?? 0) & (0xff >> sizeLength);
  if (digits.every((byte, i) => byte === (i === 0 ? 0xff >> sizeLength : 0xff))) return { id, dataAt, end: null };
  const end = dataAt + digits.reduce((sum, byte) => sum * 256 + byte, 0);
  return end <= limit ? { id, dataAt, end } : null;
}

/** How many bytes a number takes by the zeros it begins with; 0 when more than `most`. */
function lengthOf(byte: number | undefined, most: number): number {
  const length = byte === undefined ? 0 : Math.clz32(byte) - 23;
  return length <= most && byte !== 0 ? length : 0;
}
