import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { LEAF_BYTES } from '../kernel/block-cid.ts';
import { decodeFileNode } from './file-node.ts';

const RAW = 0x55;
const DAG_PB = 0x70;
const SHA2_256 = 0x12;
/** A block is a leaf of 1 MiB or a node of 1024 links, about 100 kB: what is larger is none of ours. */
export const MAX_BLOCK_BYTES = 2 * LEAF_BYTES;
/**
 * Inner nodes and leaves that a file may have. 100 MB in leaves of 256 KiB, as others cut them, has 4 and 400. A node may name another a thousand times, so
 * that a few blocks could stand for more than anybody can walk.
 */
const MOST_NODES = 128;
const MOST_LEAVES = 4_096;

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
  const root = parse(text);
  if (root.code === RAW) {
    const bytes = await fetchBlock(text);
    await checkBlock(root, bytes);
    return { cid: text, size: bytes.length, leaves: [{ cid: root, start: 0, size: bytes.length }] };
  }
  const leaves: Leaf[] = [];
  let nodes = 0;
  const walk = async (cid: CID, start: number, size: number | null): Promise<number> => {
    if (cid.code === RAW) {
      if (leaves.length >= MOST_LEAVES) throw new NotTheFile(`${text} has more leaves than a file of ours`);
      leaves.push({ cid, start, size: size ?? 0 });
      return start + (size ?? 0);
    }
    if (cid.code !== DAG_PB || ++nodes > MOST_NODES) throw new NotTheFile(`${cid} is no file of ours`);
    const block = await fetchBlock(cid.toString());
    await checkBlock(cid, block);
    let end = start;
    for (const part of partsOf(cid, block)) end = await walk(part.cid, end, part.size);
    if (size !== null && end - start !== size) throw new NotTheFile(`the parts of ${cid} do not add up`);
    return end;
  };
  const size = await walk(root, 0, null);
  return { cid: text, size, leaves };
}

/** A leaf's bytes, checked. @throws NotTheFile, or what `fetchBlock` throws */
export async function readLeaf(leaf: Leaf, fetchBlock: FetchBlock): Promise<Uint8Array> {
  const bytes = await fetchBlock(leaf.cid.toString());
  if (bytes.length !== leaf.size) throw new NotTheFile(`${leaf.cid} is not as long as its file says`);
  await checkBlock(leaf.cid, bytes);
  return bytes;
}

function parse(text: string): CID {
  try {
    return CID.parse(text);
  } catch {
    throw new NotTheFile(`${text} is no CID`);
  }
}

function partsOf(cid: CID, block: Uint8Array): { cid: CID; size: number }[] {
  try {
    return decodeFileNode(block).map(part => ({ cid: CID.decode(part.cid), size: part.size }));
  } catch (cause) {
    throw new NotTheFile(`${cid} is no file of ours: ${cause instanceof Error ? cause.message : cause}`);
  }
}
