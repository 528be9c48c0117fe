import { CID } from 'multiformats/cid';
import * as raw from 'multiformats/codecs/raw';
import { sha256 } from 'multiformats/hashes/sha2';

const MAX_LEAF_BYTES = 1024 * 1024;

/**
 * CIDv1 of up to 1 MiB as IPFS's profile unixfs-v1-2025 gives it: one raw leaf, hashed with sha2-256.
 * @throws RangeError for more, which would be split into several blocks.
 */
export async function metadataCid(bytes: Uint8Array): Promise<string> {
  if (bytes.length > MAX_LEAF_BYTES) throw new RangeError(`metadata of ${bytes.length} bytes is more than one leaf`);
  return CID.createV1(raw.code, await sha256.digest(bytes)).toString();
}
