import { expect, it } from 'vitest';
import { batchOf } from './batch-file.ts';
import { cidOfDigest } from './digest.ts';
import type { Published } from './ports.ts';
import type { AnchorName, ProvenanceRecord } from './schema.ts';
import { standingOfAll } from './standing.ts';
import { verifyOnAnchors } from './verify-on-anchors.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const record = (at: string, fid = 7): ProvenanceRecord => ({
  format: 'gigavibe/record-1',
  kind: 'profile',
  id: ID,
  author: { id: ID, fid },
  content: [],
  pose: null,
  parents: [],
  at,
});
const [EARLY, LATE] = ['2026-11-26T12:00:00.000Z', '2026-11-26T12:30:00.000Z'] as const;

/** What anchors publish here, each a list of batches, newest first. */
async function look(anchors: Partial<Record<AnchorName, ProvenanceRecord[]>>, claimed?: unknown, away = false) {
  const files = new Map<string, Uint8Array>();
  const names = new Map<Uint8Array, string>();
  const places = Object.entries(anchors).map(([anchor, records], n) => {
    const published = records.map((each, i): Published => {
      const { bytes, root, count } = batchOf([each]);
      const digest = `0x${String(n * 10 + i).padStart(64, '0')}` as const;
      files.set(cidOfDigest(digest), bytes);
      names.set(bytes, cidOfDigest(digest));
      return { root, digest, count, txHash: digest, block: 1n, time: Date.parse('2026-11-26T13:00:00Z') / 1000 };
    });
    return { anchor: anchor as AnchorName, batches: async () => published, claimed };
  });
  const ports = {
    fetch: async (cid: string) => (away ? null : (files.get(cid) ?? null)),
    cidOf: async (bytes: Uint8Array) => names.get(bytes) ?? '',
  };
  const verdicts = await verifyOnAnchors(ID, places, ports);
  return { standings: verdicts.map(({ standing }) => standing), all: standingOfAll(verdicts), verdicts };
}

it('holds where it is, and is absent where that kind is not taken', async () => {
  expect(await look({ registry: [record(EARLY)], eas: [] })).toMatchObject({ standings: ['holds', 'absent'], all: 'holds' });
  expect(await look({ registry: [], eas: [] })).toMatchObject({ all: 'absent' });
  expect(await look({ registry: [record(EARLY)] }, undefined, true)).toMatchObject({ standings: ['unknown'], all: 'unknown' });
});

it('fails everywhere when two anchors say different things of one moment, not when one is behind', async () => {
  const behind = await look({ registry: [record(LATE), record(EARLY)], eas: [record(EARLY)] });
  expect(behind).toMatchObject({ standings: ['holds', 'holds'] });
  const torn = await look({ registry: [record(LATE)], eas: [record(LATE, 8)] });
  expect(torn).toMatchObject({ standings: ['fails', 'fails'], all: 'fails' });
  expect(torn.verdicts[0]?.findings).toContainEqual({
    what: 'anchors',
    holds: false,
    says: 'eas has another record of the same moment.',
  });
});

it('fails when a claim holds on one anchor alone', async () => {
  const both = { registry: [record(LATE)], eas: [record(EARLY, 8)] };
  expect(await look(both, record(LATE))).toMatchObject({ standings: ['holds', 'fails'], all: 'fails' });
});
