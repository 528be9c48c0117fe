import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FsBlockstore } from 'blockstore-fs';
import { exporter, type UnixFSEntry } from 'ipfs-unixfs-exporter';
import { importer } from 'ipfs-unixfs-importer';
import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';

/** The one profile with an exact public definition: CIDv1, raw leaves, 1 MiB chunks, 1024 links a node. */
export const PROFILE = 'unixfs-v1-2025';

/** A block whose bytes do not hash to its name: it is never served. */
export class BlockMismatch extends Error {
  readonly code = 'ipfs/block-mismatch';
}

/** Content-addressed files in a folder. */
export type BlockStore = {
  /** Stores a file and returns its CID by the profile `unixfs-v1-2025`. */
  add: (bytes: Uint8Array) => Promise<string>;
  /** Opens a file by its CID; null when a block of its root is missing. */
  open: (cid: string) => Promise<UnixFSEntry | null>;
  /** One block's bytes, checked against its CID; null when it is not here. */
  block: (cid: string) => Promise<Uint8Array | null>;
  close: () => Promise<void>;
};

async function collect(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part);
  return parts.length === 1 && parts[0] ? parts[0] : new Uint8Array(Buffer.concat(parts));
}

/** Opens (and makes, when new) the block folder `<dataDir>/ipfs`. Throws when the folder cannot be written. */
export async function openStore(dataDir: string): Promise<BlockStore> {
  const folder = join(dataDir, 'ipfs');
  await mkdir(folder, { recursive: true });
  const blocks = new FsBlockstore(folder);
  await blocks.open();

  const verified = async (cid: CID): Promise<Uint8Array> => {
    const bytes = await collect(blocks.get(cid));
    const { digest } = await sha256.digest(bytes);
    if (!Buffer.from(digest).equals(Buffer.from(cid.multihash.digest)))
      throw new BlockMismatch(`block ${cid} does not match its name`);
    return bytes;
  };
  const reader = {
    async *get(cid: CID) {
      yield await verified(cid);
    },
  };
  const missing = (error: unknown) => (error as { name?: string }).name === 'NotFoundError';
  const orNull = async <T>(work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      if (missing(error)) return null;
      throw error;
    }
  };

  return {
    add: async bytes => {
      let root: CID | undefined;
      for await (const entry of importer([{ content: bytes }], blocks, { profile: PROFILE, wrapWithDirectory: false }))
        root = entry.cid;
      if (!root) throw new Error('the importer returned no root');
      return root.toString();
    },
    open: cid => orNull(() => exporter(cid, reader)),
    block: cid => orNull(() => verified(CID.parse(cid))),
    close: () => blocks.close(),
  };
}
