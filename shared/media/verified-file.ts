import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { CHUNK_BYTES } from './file-cid.ts';
import { decodeFileNode } from './file-node.ts';

const RAW = 0x55;
const DAG_PB = 0x70;
const SHA2_256 = 0x12;
/** A block is a leaf of 1 MiB or a node of 1024 links, about 100 kB: what is larger is none of ours. */
export const MAX_BLOCK_BYTES = 2 * CHUNK_BYTES;
/** A tree of 1024 links a node holds a petabyte at this depth. */
const MAX_DEPTH = 5;

/** Fetches one block by its CID from anywhere; what comes is not trusted. */
export type FetchBlock = (cid: string) => Promise<Uint8Array>;

export type Leaf = { cid: CID; start: number; size: number };
export type VerifiedFile = { cid: string; size: number; leaves: readonly Leaf[] };

/** A block that does not hash to its name, or a file whose parts do not add up. */
export class NotTheFile extends Error {
  readonly code = 'media/not-the-file';
}

/** Checks a block against its CID (sha2-256). @throws NotTheFile */
export async function checkBlock(cid: CID, bytes: Uint8Array): Promise<void> {
  if (cid.multihash.code !== SHA2_256) throw new NotTheFile(`${cid} is not hashed with sha2-256`);
  const { digest } = await sha256.digest(bytes);
  if (!digest.every((byte, i) => byte === cid.multihash.digest[i])) throw new NotTheFile(`a block is not what ${cid} names`);
}

/** Reads the inner nodes of a file, each checked against its CID. Leaves are named, not read. @throws NotTheFile, or what `fetchBlock` throws */
export async function openVerified(text: string, fetchBlock: FetchBlock): Promise<VerifiedFile> {
  const root = CID.parse(text);
  if (root.code === RAW) {
    const bytes = await fetchBlock(text);
    await checkBlock(root, bytes);
    return { cid: text, size: bytes.length, leaves: [{ cid: root, start: 0, size: bytes.length }] };
  }
  const leaves: Leaf[] = [];
  const walk = async (cid: CID, start: number, size: number | null, depth: number): Promise<number> => {
    if (cid.code === RAW) {
      leaves.push({ cid, start, size: size ?? 0 });
      return start + (size ?? 0);
    }
    if (cid.code !== DAG_PB || depth > MAX_DEPTH) throw new NotTheFile(`${cid} is no file of ours`);
    const block = await fetchBlock(cid.toString());
    await checkBlock(cid, block);
    let end = start;
    for (const part of partsOf(cid, block)) end = await walk(CID.decode(part.cid), end, part.size, depth + 1);
    if (size !== null && end - start !== size) throw new NotTheFile(`the parts of ${cid} do not add up`);
    return end;
  };
  const size = await walk(root, 0, null, 0);
  return { cid: text, size, leaves };
}

/** A leaf's bytes, checked. @throws NotTheFile, or what `fetchBlock` throws */
export async function readLeaf(leaf: Leaf, fetchBlock: FetchBlock): Promise<Uint8Array> {
  const bytes = await fetchBlock(leaf.cid.toString());
  if (bytes.length !== leaf.size) throw new NotTheFile(`${leaf.cid} is not as long as its file says`);
  await checkBlock(leaf.cid, bytes);
  return bytes;
}

function partsOf(cid: CID, block: Uint8Array) {
  try {
    return decodeFileNode(block);
  } catch (cause) {
    throw new NotTheFile(`${cid} is no file of ours: ${cause instanceof Error ? cause.message : cause}`);
  }
}
