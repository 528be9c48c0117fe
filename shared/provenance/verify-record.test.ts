import fc from 'fast-check';
import { CID } from 'multiformats/cid';
import * as raw from 'multiformats/codecs/raw';
import { sha256 } from 'multiformats/hashes/sha2';
import { beforeEach, describe, expect, it } from 'vitest';
import { batchOf, readBatch } from './batch-file.ts';
import { cidOfDigest, digestOf } from './digest.ts';
import { leafOf, merkleProof, merkleRoot, rootFrom } from './merkle.ts';
import type { Published } from './ports.ts';
import { type ProvenanceRecord, RECORD_KINDS, recordSchema } from './schema.ts';
import { isVerified, verifyRecord } from './verify-record.ts';

const cidOf = async (bytes: Uint8Array) => CID.createV1(raw.code, await sha256.digest(bytes)).toString();
const idOf = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const text = (words: string) => new TextEncoder().encode(words);
const media = await cidOf(text('a take'));
const pose = await cidOf(text('a pose'));
const move = (n: number): ProvenanceRecord => ({
  format: 'gigavibe/record-1',
  kind: 'move',
  id: idOf(n),
  author: { id: idOf(900), fid: 7 },
  content: [media],
  pose: digestOf(pose),
  parents: n > 1 ? [idOf(n - 1)] : [],
  at: '2026-11-26T12:00:00.000Z',
});

/** A record of each kind with something in each field, and for each place in it a copy that differs there alone. */
function forgeries() {
  return RECORD_KINDS.flatMap((kind, n) => {
    const record: ProvenanceRecord = { ...move(50 + n), kind, content: [media, pose], parents: [idOf(1), idOf(2)] };
    return placesOf(record).map(path => {
      const forged = structuredClone(record) as unknown as Record<keyof ProvenanceRecord, unknown>;
      const [field] = path as [keyof ProvenanceRecord];
      const holder = path.slice(0, -1).reduce((at: unknown, key) => (at as Record<string, unknown>)[key], forged);
      const last = path.at(-1) ?? '';
      (holder as Record<string, unknown>)[last] = another((holder as Record<string, unknown>)[last], String(last));
      return { kind, path: path.join('.'), field, record, forged };
    });
  });
}

/** Every value of a record, whole lists too. */
function placesOf(value: unknown, path: string[] = []): string[][] {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const below = inside.flatMap(([key, each]) => placesOf(each, [...path, key]));
  return inside.length === 0 || Array.isArray(value) ? [path, ...below] : below;
}

/** Another value that a record could have there. */
function another(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.toReversed();
  if (typeof value === 'number') return value + 1;
  const others: Record<string, string> = { format: 'gigavibe/record-2', at: '2026-11-26T12:00:00.001Z' };
  if (key === 'kind') return RECORD_KINDS.find(kind => kind !== value);
  const text = String(value);
  return others[key] ?? `${text.slice(0, -1)}${text.endsWith('a') ? 'b' : 'a'}`;
}

let files: Map<string, Uint8Array>;
let chain: Published[];
const TIME = Date.UTC(2026, 10, 26, 13) / 1000;

async function publish(records: ProvenanceRecord[], change: (published: Published) => Published = same => same) {
  const { bytes, root, count } = batchOf(records);
  const cid = await cidOf(bytes);
  files.set(cid, bytes);
  chain.unshift(change({ root, digest: digestOf(cid), count, txHash: `0x${'1'.repeat(64)}`, block: 5n, time: TIME }));
  return cid;
}
const verify = (id: string, claimed?: unknown) =>
  verifyRecord(id, { batches: async () => chain, fetch: async cid => files.get(cid) ?? null, cidOf }, claimed);
const refusal = async (id: string, claimed?: unknown) => {
  const verdict = await verify(id, claimed);
  expect(isVerified(verdict)).toBe(false);
  return verdict.findings.filter(({ holds }) => holds === false).map(({ what, says }) => `${what}: ${says}`);
};

beforeEach(async () => {
  files = new Map([
    [media, text('a take')],
    [pose, text('a pose')],
  ]);
  chain = [];
  await publish([move(1), move(2), move(3)]);
});

describe('a record', () => {
  it('holds by what is on the chain and on IPFS', async () => {
    const verdict = await verify(idOf(2));
    expect(isVerified(verdict)).toBe(true);
    expect(verdict.findings.map(({ what }) => what)).toEqual(['file', 'proof', 'time', 'content', 'content', 'parent']);
    expect(isVerified(await verify(idOf(2), move(2)))).toBe(true);
  });

  it.each(forgeries())('of a $kind, claimed with another $path, is refused, and says so', async ({ record, forged, field }) => {
    await publish([record]);
    expect(isVerified(await verify(record.id, record))).toBe(true);
    const said = await refusal(record.id, forged);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(
      `${field}: Claimed is ${JSON.stringify(forged[field])}, published was ${JSON.stringify(record[field])}`,
    );
  });

  it.each(forgeries())(
    'of a $kind, changed in $path in its file, is refused, whatever it was renamed to',
    async ({ record, forged }) => {
      await publish([move(7), record]);
      const file = batchOf([move(7), forged as ProvenanceRecord]);
      const [published] = chain as [Published];
      files.set(cidOfDigest(published.digest), file.bytes);
      expect(await refusal(record.id)).toContainEqual(expect.stringContaining('other bytes'));
      // A publisher whose digest and root are of two different lists.
      const cid = await cidOf(file.bytes);
      files.set(cid, file.bytes);
      chain = [{ ...published, digest: digestOf(cid) }];
      expect(await refusal(record.id)).toContainEqual(
        expect.stringMatching(/do not lead to the published root|is no list of records/),
      );
    },
  );

  it('is forged above in each field of each kind', () => {
    const tried = new Set(forgeries().map(({ kind, field }) => `${kind} ${field}`));
    expect(tried.size).toBe(RECORD_KINDS.length * Object.keys(recordSchema.shape).length);
  });

  it('with a field too many, of nobody, of the future, or of a file that is no list is refused', async () => {
    expect(await refusal(idOf(2), { ...move(2), owner: 'me' })).toEqual(['owner: Claimed is a field that records do not have.']);
    expect(await refusal(idOf(44))).toEqual([expect.stringContaining('No batch that could be read holds a record')]);
    await publish([{ ...move(9), at: '2026-11-27T12:00:00.000Z' }]);
    expect(await refusal(idOf(9))).toEqual([expect.stringContaining('time: It happened 2026-11-27')]);
    await publish([move(12)], published => ({ ...published, count: 2 }));
    expect(await refusal(idOf(12))).toContainEqual(expect.stringContaining('has 1 records, and 2 were published'));
    expect(() => readBatch(text('{}'))).toThrow('no list of records');
  });

  it('is neither true nor false while what proves it is away', async () => {
    files.delete(media);
    const some = await verify(idOf(2));
    expect(isVerified(some)).toBe(true);
    expect(some.findings.filter(({ holds }) => holds === 'unknown').map(({ what }) => what)).toEqual(['content']);
    files.clear();
    const none = await verify(idOf(2));
    expect(isVerified(none)).toBe(false);
    expect(none.findings.every(({ holds }) => holds === 'unknown')).toBe(true);
  });

  it('that was recorded again counts as it is now', async () => {
    await publish([{ ...move(2), kind: 'profile', content: [] }]);
    expect((await verify(idOf(2))).record?.kind).toBe('profile');
  });
});

describe('a tree of records', () => {
  it('proves each leaf and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(39), fc.nat(39), (count, one, other) => {
        const leaves = Array.from({ length: count }, (_, n) => leafOf(move(n)));
        const [i, j] = [one % count, other % count];
        const proof = merkleProof(leaves, i);
        expect(rootFrom(leaves[i] ?? '0x', proof)).toBe(merkleRoot(leaves));
        if (i !== j) expect(rootFrom(leaves[j] ?? '0x', proof)).not.toBe(merkleRoot(leaves));
      }),
      { seed: 4 },
    );
  });
});
