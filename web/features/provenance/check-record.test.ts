import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { expect, it, vi } from 'vitest';
import { encodeFileNode } from '../../../shared/media/file-node.ts';
import { batchOf } from '../../../shared/provenance/batch-file.ts';
import type { ProvenanceRecord } from '../../../shared/provenance/schema.ts';
import { standingOfAll } from '../../../shared/provenance/standing.ts';
import { checkRecord } from './check-record.ts';
import type { Recorded } from './record-query.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const MIB = 1024 * 1024;
const leaf = new Uint8Array(MIB);
const leafCid = CID.createV1(0x55, await sha256.digest(leaf));
/** One leaf again and again: 1 GiB by a block of some 50 kB. */
const node = encodeFileNode(Array.from({ length: 1_000 }, () => ({ cid: leafCid.bytes, size: MIB, blockSize: MIB })));
const huge = CID.createV1(0x70, await sha256.digest(node)).toString();
const asked: string[] = [];

vi.mock('../../lib/verified-blocks.ts', () => ({
  verifiedBlocks: () => async (cid: string) => {
    asked.push(cid);
    return cid === huge ? node : leaf;
  },
}));
vi.mock('./published-in.ts', () => ({
  publishedIn: async (_: string, txHash: string) => {
    const record: ProvenanceRecord = {
      format: 'gigavibe/record-1',
      kind: 'profile',
      id: ID,
      author: { id: ID, fid: null },
      content: [huge],
      pose: null,
      parents: [],
      at: '2026-11-26T12:00:00.000Z',
    };
    const { bytes: file, root, count } = batchOf([record]);
    const digest = `0x${Buffer.from((await sha256.digest(file)).digest).toString('hex')}` as const;
    return [{ root, count, digest, file, txHash, block: 1n, time: 1_800_000_000, publisher: '0x1' }];
  },
}));

const recorded: Recorded = {
  record: {},
  count: 1,
  anchor: 'registry',
  chainId: 8453,
  txHash: `0x${'1'.repeat(64)}`,
  publishedAt: 0,
};

it('fetches no file that is larger than any of ours', async () => {
  const [verdict] = await checkRecord(ID, [recorded]);
  expect(verdict?.findings).toContainEqual(expect.objectContaining({ what: 'content', holds: 'unknown' }));
  expect(asked).toEqual([huge]);
});

it('knows nothing of what is on another chain alone', async () => {
  expect(standingOfAll(await checkRecord(ID, [{ ...recorded, anchor: 'tableland', chainId: 84532 }]))).toBe('unknown');
});
