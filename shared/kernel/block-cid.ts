import { CID } from 'multiformats/cid';
import * as raw from 'multiformats/codecs/raw';
import { sha256 } from 'multiformats/hashes/sha2';

/** Bytes of a leaf, and so of a file of one block, by IPFS's profile unixfs-v1-2025. */
export const LEAF_BYTES = 1024 * 1024;

/**
 * CIDv1 of a file of one block as IPFS's profile unixfs-v1-2025 gives it: one raw leaf, hashed with sha2-256.
 * @throws RangeError for more than `LEAF_BYTES`, which would be split into several blocks.
 */
export async function blockCid(bytes: Uint8Array): Promise<string> {
  if (bytes.length > LEAF_BYTES) throw new RangeError(`${bytes.length} bytes are more than one block`);
  return CID.createV1(raw.code, await sha256.digest(bytes)).toString();
}
