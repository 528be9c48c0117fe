import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { importer } from 'ipfs-unixfs-importer';
import { fixedSize } from 'ipfs-unixfs-importer/chunker';
import { balanced } from 'ipfs-unixfs-importer/layout';
import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { describe, expect, it } from 'vitest';
import { fileCid } from './file-cid.ts';
import { encodeFileNode } from './file-node.ts';
import { type AskGateway, fromGateways } from './gateways.ts';
import { readWhole } from './read-whole.ts';
import { PROFILE } from './schema.ts';
import { NotTheFile, openVerified } from './verified-file.ts';

type Blocks = Map<string, Uint8Array>;

/** IPFS's own importer: the file's CID, and its blocks. */
async function imported(bytes: Uint8Array, options: object = { profile: PROFILE }): Promise<{ cid: string; blocks: Blocks }> {
  const blocks: Blocks = new Map();
  const put = async (cid: CID, block: Uint8Array) => {
    blocks.set(cid.toString(), block);
    return cid;
  };
  let cid = '';
  for await (const entry of importer([{ content: bytes }], { put } as never, { wrapWithDirectory: false, ...options }))
    cid = entry.cid.toString();
  return { cid, blocks };
}

/** 5 MiB by a stated method: sha-256 of the place of each 32 bytes, as four bytes, lowest first. */
function fiveMebibytes(): Uint8Array {
  const bytes = new Uint8Array(5 * 1024 * 1024);
  const place = new Uint8Array(4);
  for (let at = 0; at < bytes.length; at += 32) {
    new DataView(place.buffer).setUint32(0, at / 32, true);
    bytes.set(createHash('sha256').update(place).digest(), at);
  }
  return bytes;
}

const small = { chunkBytes: 5, links: 3 };
const smallImport = {
  profile: PROFILE,
  chunker: fixedSize({ chunkSize: small.chunkBytes }),
  layout: balanced({ maxChildrenPerNode: small.links }),
};
const splits = fc.tuple(fc.uint8Array({ maxLength: 300 }), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }));

function* pieces(bytes: Uint8Array, lengths: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const length = lengths[i % lengths.length] ?? 1;
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

describe('the CID of a file', () => {
  it('is the importer’s, for trees of any depth and however the bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(splits, async ([bytes, lengths]) => {
        const own = await fileCid(pieces(bytes, lengths), small);
        expect(own).toEqual({ cid: (await imported(bytes, smallImport)).cid, size: bytes.length });
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('is the profile’s at its true sizes', async () => {
    const bytes = fiveMebibytes();
    for (const size of [0, 1, 1024 ** 2 - 1, 1024 ** 2, 1024 ** 2 + 1, bytes.length])
      expect((await fileCid([bytes.subarray(0, size)])).cid).toBe((await imported(bytes.subarray(0, size))).cid);
    expect((await fileCid([bytes])).cid).toBe('bafybeidnp77ll44fkb43gufmq4t2dx56wqf72jmpqhmno372fxl3cuav2y');
  });
});

describe('a verified read', () => {
  const read = (cid: string, blocks: Blocks, most = 200) =>
    readWhole(cid, most, async name => blocks.get(name) ?? Promise.reject(new Error(`no block ${name}`)));

  it('gives the file, and nothing when one bit of any block is another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat(), fc.nat(), async (bytes, which, at) => {
        const { cid, blocks } = await imported(bytes, smallImport);
        expect(await read(cid, blocks)).toEqual(bytes);
        expect(await read(cid, blocks, bytes.length - 1)).toBeNull();
        const name = [...blocks.keys()][which % blocks.size] ?? '';
        const block = Uint8Array.from(blocks.get(name) ?? []);
        const bit = at % (block.length * 8);
        block[bit >> 3] = (block[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        blocks.set(name, block);
        await expect(read(cid, blocks)).rejects.toThrow(NotTheFile);
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('is given up for a few blocks that name each other more often than anybody can walk', async () => {
    const blocks: Blocks = new Map();
    let asked = 0;
    const keep = async (code: number, block: Uint8Array) => {
      const cid = CID.createV1(code, await sha256.digest(block));
      blocks.set(cid.toString(), block);
      return cid;
    };
    const fetchBlock = async (name: string) => {
      asked += 1;
      return blocks.get(name) ?? new Uint8Array();
    };
    const over = (cid: CID, times: number) =>
      keep(0x70, encodeFileNode(Array.from({ length: times }, () => ({ cid: cid.bytes, size: 0, blockSize: 0 }))));
    const empty = await keep(0x55, new Uint8Array());
    for (const below of [empty, await over(empty, 1)]) {
      const bomb = await over(await over(await over(below, 1024), 1024), 1024);
      await expect(openVerified(bomb.toString(), fetchBlock)).rejects.toThrow(NotTheFile);
    }
    expect(asked).toBeLessThan(400);
    await expect(openVerified('bafybeiaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', fetchBlock)).rejects.toThrow(NotTheFile);
  });

  it('passes over gateways that are away, have it not, or lie', async () => {
    const { cid, blocks } = await imported(new Uint8Array([1, 2, 3]));
    const asked: string[] = [];
    const ask = (answers: Record<string, Uint8Array | null>) => async (url: string) => {
      const gateway = url.slice(0, url.indexOf('/ipfs/'));
      asked.push(gateway);
      const answer = answers[gateway];
      if (answer === undefined) throw new Error(`${gateway} is away`);
      return answer;
    };
    const missing = () => new Error('nobody has it');
    const right = blocks.get(cid) ?? new Uint8Array();
    const gateways = ['https://away', 'https://without', 'https://liar', 'https://honest'];
    const lies = { 'https://without': null, 'https://liar': new Uint8Array([9, 2, 3]) };
    const all = fromGateways(gateways, ask({ ...lies, 'https://honest': right }), missing);
    expect(await all(cid)).toEqual(right);
    expect(asked).toEqual(gateways);
    await expect(fromGateways(gateways.slice(0, 3), ask(lies), missing)(cid)).rejects.toThrow(NotTheFile);
    await expect(fromGateways(['https://without'], ask(lies), missing)(cid)).rejects.toThrow('nobody has it');
  });

  it('are not waited for: beside a slow gateway the next is asked, and from then on first', async () => {
    const { cid, blocks } = await imported(new Uint8Array([1, 2, 3]));
    const right = blocks.get(cid) ?? null;
    const asked: string[] = [];
    const ended: string[] = [];
    const slow: Record<string, PromiseWithResolvers<Uint8Array | null>> = { slow: Promise.withResolvers() };
    let given = right;
    const ask: AskGateway = async (url, _, { signal, onSlow }) => {
      const gateway = new URL(url).host;
      asked.push(gateway);
      signal.addEventListener('abort', () => ended.push(gateway));
      if (slow[gateway]) onSlow();
      return slow[gateway]?.promise ?? given;
    };
    const fetchBlock = fromGateways(['https://slow', 'https://swift'], ask, () => new Error('nobody has it'));
    expect(await fetchBlock(cid)).toEqual(right);
    expect(await fetchBlock(cid)).toEqual(right);
    expect(asked).toEqual(['slow', 'swift', 'swift']);
    expect(ended).toContain('slow');
    // The slow one may be the only one that has it.
    given = null;
    const waited = fetchBlock(cid);
    slow.slow?.resolve(right);
    expect(await waited).toEqual(right);
    // And it may not have it either, whoever says so last.
    slow.swift = Promise.withResolvers();
    slow.slow = Promise.withResolvers();
    const lost = fetchBlock(cid);
    lost.catch(() => undefined);
    slow.swift.resolve(null);
    slow.slow.reject(new Error('cut off'));
    await expect(lost).rejects.toThrow('cut off');
  });

  it('are asked of nobody else once one has given the block', async () => {
    const { cid, blocks } = await imported(new Uint8Array([1, 2, 3]));
    const asked: string[] = [];
    const second = Promise.withResolvers<Uint8Array | null>();
    const ask: AskGateway = async (url, _, { signal, onSlow }) => {
      const gateway = new URL(url).host;
      asked.push(gateway);
      if (gateway !== 'first') {
        signal.addEventListener('abort', () => second.reject(signal.reason));
        return second.promise;
      }
      onSlow();
      return blocks.get(cid) ?? null;
    };
    await fromGateways(['https://first', 'https://second', 'https://third'], ask, () => new Error('nobody has it'))(cid);
    await second.promise.catch(() => undefined);
    await new Promise(setImmediate);
    expect(asked).toEqual(['first', 'second']);
  });
});
