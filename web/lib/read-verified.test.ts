import { afterEach, describe, expect, it, vi } from 'vitest';
import { cidOf } from './cid-of.ts';
import { readVerified } from './read-verified.ts';
import { flipBit, serveBlocks, storedFile } from './testing/gateway-harness.ts';

const CID_OF_A_LEAF = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku';

afterEach(() => vi.unstubAllGlobals());

const fetchFromMemory = fetch;
const read = async (url: string) => new Uint8Array(await (await fetchFromMemory(url)).arrayBuffer());

describe('what is played', () => {
  it('is exactly what was uploaded, from the first gateway that gives it', async () => {
    const { cid, bytes, blocks } = await storedFile();
    serveBlocks(blocks, { 'liar.example': flipBit, 'empty.example': () => null, 'honest.example': block => block });
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
    const { cid, blocks } = await storedFile();
    for (const changed of blocks.keys()) {
      const tampered = new Map(blocks);
      tampered.set(changed, flipBit(Uint8Array.from(blocks.get(changed) ?? [])));
      serveBlocks(tampered, { 'only.example': block => block });
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
