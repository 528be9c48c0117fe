import fc from 'fast-check';
import { importer } from 'ipfs-unixfs-importer';
import { describe, expect, it } from 'vitest';
import { blockCid, LEAF_BYTES } from './block-cid.ts';

/** The CID as the reference implementation of the profile computes it. */
async function unixfsCid(bytes: Uint8Array) {
  const blocks = new Map<string, Uint8Array>();
  const store = {
    put: async (cid: unknown, block: Uint8Array) => {
      blocks.set(String(cid), block);
      return cid;
    },
  };
  let root = '';
  const parts = importer([{ content: bytes }], store as unknown as Parameters<typeof importer>[1], {
    wrapWithDirectory: false,
    profile: 'unixfs-v1-2025',
  });
  for await (const entry of parts) root = String(entry.cid);
  return root;
}

describe('CID of a file of one block', () => {
  it('equals the reference implementation’s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 4000 }), async bytes => {
        expect(await blockCid(bytes)).toBe(await unixfsCid(bytes));
      }),
      { seed: 5, numRuns: 30 },
    );
  });

  it('refuses what would be more than one block', async () => {
    await expect(blockCid(new Uint8Array(LEAF_BYTES + 1))).rejects.toThrow(RangeError);
  });
});
