import { importer } from 'ipfs-unixfs-importer';
import type { CID } from 'multiformats/cid';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PROFILE } from '../../shared/media/schema.ts';
import { cidOf } from './cid-of.ts';
import { readVerified } from './read-verified.ts';

const CID_OF_A_LEAF = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku';

/** A file of three blocks and their root, by IPFS's own importer. */
async function stored(): Promise<{ cid: string; bytes: Uint8Array; blocks: Map<string, Uint8Array> }> {
  const bytes = Uint8Array.from({ length: 2_500_000 }, (_, i) => (i * 31 + (i >> 9)) & 255);
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
function serve(blocks: Map<string, Uint8Array>, gateways: Record<string, (block: Uint8Array) => Uint8Array | null>) {
  vi.stubGlobal('fetch', async (address: string) => {
    const url = new URL(address);
    const block = blocks.get(url.pathname.split('/')[2] ?? '');
    const given = block && gateways[url.host]?.(Uint8Array.from(block));
    return given ? new Response(new Uint8Array(given)) : new Response(null, { status: given === null ? 404 : 500 });
  });
}
afterEach(() => vi.unstubAllGlobals());

const flip = (block: Uint8Array) => {
  block[block.length >> 1] = (block[block.length >> 1] ?? 0) ^ 1;
  return block;
};
const fetchFromMemory = fetch;
const read = async (url: string) => new Uint8Array(await (await fetchFromMemory(url)).arrayBuffer());

describe('what is played', () => {
  it('is exactly what was uploaded, from the first gateway that gives it', async () => {
    const { cid, bytes, blocks } = await stored();
    serve(blocks, { 'liar.example': flip, 'empty.example': () => null, 'honest.example': block => block });
    const url = await readVerified(cid, [
      'https://away.example',
      'https://liar.example',
      'https://empty.example',
      'https://honest.example',
    ]);
    expect(Buffer.from(await read(url)).equals(bytes)).toBe(true);
    URL.revokeObjectURL(url);
  });

  it('is nothing when one bit of any block is another', async () => {
    const { cid, blocks } = await stored();
    for (const changed of blocks.keys()) {
      const tampered = new Map(blocks);
      tampered.set(changed, flip(Uint8Array.from(blocks.get(changed) ?? [])));
      serve(tampered, { 'only.example': block => block });
      await expect(readVerified(cid, ['https://only.example'])).rejects.toThrow(/not what/);
    }
  });
});

describe('cidOf', () => {
  it('knows gateways’ addresses of whole files alone', () => {
    expect(cidOf(`https://gateway.example/ipfs/${CID_OF_A_LEAF}`)).toBe(CID_OF_A_LEAF);
    for (const url of [
      'https://x.example/song.mp3',
      `https://x.example/ipfs/${CID_OF_A_LEAF}/a.mp3`,
      'https://x.example/ipfs/QmOld',
    ])
      expect(cidOf(url)).toBeNull();
  });
});
