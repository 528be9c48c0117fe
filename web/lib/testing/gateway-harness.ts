import { importer } from 'ipfs-unixfs-importer';
import type { CID } from 'multiformats/cid';
import { vi } from 'vitest';
import { PROFILE } from '../../../shared/media/schema.ts';

/** A file of three different leaves and their root, by IPFS's own importer; with these words first. */
export async function storedFile(first = ''): Promise<{ cid: string; bytes: Uint8Array; blocks: Map<string, Uint8Array> }> {
  const bytes = Uint8Array.from({ length: 2_500_000 }, (_, i) => (i * 31 + (i >> 9) + (i >> 20)) & 255);
  bytes.set(new TextEncoder().encode(first));
  const blocks = new Map<string, Uint8Array>();
  const put = async (cid: CID, block: Uint8Array) => {
    blocks.set(cid.toString(), Uint8Array.from(block));
    return cid;
  };
  let cid = '';
  for await (const entry of importer([{ content: bytes }], { put } as never, { profile: PROFILE, wrapWithDirectory: false }))
    cid = entry.cid.toString();
  return { cid, bytes, blocks };
}

/** Gateways by host; what one does to a block before it gives it. */
export function serveBlocks(
  blocks: Map<string, Uint8Array>,
  gateways: Record<string, (block: Uint8Array, cid: string) => Uint8Array | null>,
): void {
  vi.stubGlobal('fetch', async (address: string) => {
    const url = new URL(address);
    const cid = url.pathname.split('/')[2] ?? '';
    const block = blocks.get(cid);
    const given = block && gateways[url.host]?.(Uint8Array.from(block), cid);
    return given ? new Response(new Uint8Array(given)) : new Response(null, { status: given === null ? 404 : 500 });
  });
}

/** One bit of it is another. */
export const flipBit = (block: Uint8Array): Uint8Array => {
  block[block.length >> 1] = (block[block.length >> 1] ?? 0) ^ 1;
  return block;
};
