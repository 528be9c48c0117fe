import { CID } from 'multiformats/cid';
import * as raw from 'multiformats/codecs/raw';
import { create } from 'multiformats/hashes/digest';
import { type Hex, hexToBytes, toHex } from 'viem';

const SHA2_256 = 0x12;

/** The sha2-256 digest in a CID. @throws Error when the CID was made with another hash */
export function digestOf(cid: string): Hex {
  const { code, digest } = CID.parse(cid).multihash;
  if (code !== SHA2_256) throw new Error(`${cid} is not named by sha2-256`);
  return toHex(digest);
}

/** The CID of a file of one block from its digest. */
export function cidOfDigest(digest: Hex): string {
  return CID.createV1(raw.code, create(SHA2_256, hexToBytes(digest))).toString();
}
