import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { LEAF_BYTES } from '../kernel/block-cid.ts';
import { encodeFileNode, type Part } from './file-node.ts';

const RAW = 0x55;
const DAG_PB = 0x70;
const LINKS = 1024;

type Shape = { chunkBytes?: number; links?: number };

/**
 * The CID of a file by IPFS's profile unixfs-v1-2025: CIDv1, sha2-256, raw leaves of 1 MiB, up to 1024 links a node, balanced.
 * `chunks` gives the file in order, in pieces of any size; one leaf is in memory at a time. `shape` is for tests.
 */
export async function fileCid(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { chunkBytes = LEAF_BYTES, links = LINKS }: Shape = {},
): Promise<{ cid: string; size: number }> {
  let level: Part[] = [];
  for await (const leaf of leavesOf(chunks, chunkBytes)) {
    const cid = await cidOf(RAW, leaf);
    level.push({ cid: cid.bytes, size: leaf.length, blockSize: leaf.length });
  }
  while (level.length > 1) {
    const above: Part[] = [];
    for (let at = 0; at < level.length; at += links) above.push(await nodeOver(level.slice(at, at + links)));
    level = above;
  }
  const [root] = level;
  if (!root) return { cid: (await cidOf(RAW, new Uint8Array(0))).toString(), size: 0 };
  return { cid: CID.decode(root.cid).toString(), size: root.size };
}

async function nodeOver(parts: readonly Part[]): Promise<Part> {
  const block = encodeFileNode(parts);
  return {
    cid: (await cidOf(DAG_PB, block)).bytes,
    size: parts.reduce((sum, part) => sum + part.size, 0),
    blockSize: parts.reduce((sum, part) => sum + part.blockSize, block.length),
  };
}

const cidOf = async (codec: number, block: Uint8Array): Promise<CID> => CID.createV1(codec, await sha256.digest(block));

/** The same bytes in leaves of exactly `size`, but for the last. */
async function* leavesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let leaf = new Uint8Array(size);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const taken = Math.min(size - filled, chunk.length - at);
      leaf.set(chunk.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled < size) continue;
      yield leaf;
      leaf = new Uint8Array(size);
      filled = 0;
    }
  }
  if (filled > 0) yield leaf.subarray(0, filled);
}
