import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectSealed } from './inspect-sealed.ts';
import { openSealed } from './open-sealed.ts';
import type { ReadBytes } from './schema.ts';
import { sealFile } from './seal-file.ts';
import { chunksOf, HEADER_BYTES, NotSealed, readHeader, SEALED_MIME } from './sealed-form.ts';

const ID = '6b1f0a52-9f9e-4c1a-8a6e-0d1c2b3a4f5e';
const OTHER = '6b1f0a52-9f9e-4c1a-8a6e-0d1c2b3a4f5f';
const SEED = 20261126;
const BITS = 6;

const windowOf =
  (bytes: Uint8Array): ReadBytes =>
  async (start, end) =>
    bytes.subarray(start, end);

async function whole(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: number[] = [];
  for await (const chunk of chunks) parts.push(...chunk);
  return new Uint8Array(parts);
}

const bytesOf = (length: number, from: number) => Uint8Array.from({ length }, (_, i) => (from * 31 + i * 7) & 255);
type Made = { plain: Uint8Array; key: Uint8Array<ArrayBuffer>; sealed: Uint8Array<ArrayBuffer> };
async function make(plain: Uint8Array, from: number, fileId = ID, mime = 'audio/webm', chunkBits = BITS): Promise<Made> {
  const key = new Uint8Array(bytesOf(32, from));
  const secrets = { key, prefix: bytesOf(7, from + 1) };
  const sealed = await whole(sealFile(windowOf(plain), { size: plain.length, mime, fileId, chunkBits }, secrets));
  return { plain, key, sealed };
}
const open = async (sealed: Uint8Array, key: Uint8Array<ArrayBuffer>, fileId = ID) => {
  const opened = await openSealed(windowOf(sealed), sealed.length, { key, fileId });
  return { ...opened, plain: await whole(opened.chunks()) };
};
const chunksIn = (sealed: Uint8Array) =>
  chunksOf(readHeader(sealed), sealed.length).map(({ start, end }) => sealed.subarray(start, end));
const joined = (sealed: Uint8Array, chunks: readonly Uint8Array[]) =>
  Uint8Array.from([...sealed.subarray(0, HEADER_BYTES), ...chunks.flatMap(chunk => [...chunk])]);

/** Files of one to six chunks, whole and broken ends alike. */
const files = fc
  .uint8Array({ minLength: 1, maxLength: 6 * 64, size: 'max' })
  .chain(plain => fc.tuple(fc.constant(plain), fc.nat(255)));

describe('a sealed file', () => {
  it('opens to the same bytes and type, and says how long it is', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.constantFrom('audio/webm', 'video/mp4', SEALED_MIME), async ([plain, from], mime) => {
        const { sealed, key } = await make(plain, from, ID, mime);
        expect(await open(sealed, key)).toMatchObject({ plain, mime, size: plain.length });
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('opens with chunks of the usual size, at their edge and beside it', async () => {
    for (const size of [1, 2 ** 18 - 1, 2 ** 18, 2 ** 18 + 1]) {
      const key = new Uint8Array(bytesOf(32, size));
      const plain = bytesOf(size, 3);
      const of = { size, mime: 'video/mp4', fileId: ID };
      const parts = [];
      for await (const part of sealFile(windowOf(plain), of, { key, prefix: bytesOf(7, 1) })) parts.push(part);
      const sealed = new Uint8Array(await new Blob(parts).arrayBuffer());
      const opened = await openSealed(windowOf(sealed), sealed.length, { key, fileId: ID });
      const got = [];
      for await (const part of opened.chunks()) got.push(part);
      expect(Buffer.from(await new Blob(got).arrayBuffer()).equals(plain)).toBe(true);
    }
  });

  it('is refused when any byte of it was changed', async () => {
    const { sealed, key } = await make(bytesOf(150, 5), 5);
    for (let at = 0; at < sealed.length; at += 1) {
      const bent = Uint8Array.from(sealed);
      bent[at] = (bent[at] ?? 0) ^ (1 << (at % 8));
      await expect(open(bent, key), `byte ${at}`).rejects.toThrow(NotSealed);
    }
  });

  it('is refused when chunks are dropped, swapped, repeated or taken from elsewhere, and when it is cut anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.nat(), fc.nat(), async ([plain, from], one, two) => {
        const { sealed, key } = await make(plain, from);
        const chunks = chunksIn(sealed);
        const [a, b] = [one % chunks.length, two % chunks.length];
        const [first, second] = [chunks[a] as Uint8Array, chunks[b] as Uint8Array];
        await expect(open(joined(sealed, chunks.toSpliced(a, 1)), key)).rejects.toThrow(NotSealed);
        await expect(open(joined(sealed, chunks.toSpliced(b, 0, first)), key)).rejects.toThrow(NotSealed);
        await expect(open(sealed.subarray(0, one % sealed.length), key)).rejects.toThrow(NotSealed);
        if (a !== b) await expect(open(joined(sealed, chunks.with(a, second).with(b, first)), key)).rejects.toThrow(NotSealed);
        // The same key and place in another file: by its id, and by its nonces where even the id is the same.
        for (const other of [await make(plain, from, OTHER), { ...(await make(plain, from + 2)), key }]) {
          const taken = chunks.with(a, chunksIn(other.sealed)[a] as Uint8Array);
          await expect(open(joined(sealed, taken), key)).rejects.toThrow(NotSealed);
        }
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('is refused when it is cut between two chunks, or goes on behind its last', async () => {
    const [one, two] = [await make(bytesOf(192, 1), 1), await make(bytesOf(256, 1), 1)];
    const [short, long] = [chunksIn(one.sealed), chunksIn(two.sealed)];
    for (let kept = 1; kept < short.length; kept += 1)
      await expect(open(joined(one.sealed, short.slice(0, kept)), one.key)).rejects.toThrow(NotSealed);
    // Two files of one key and one prefix, which nobody makes, differ in what is last.
    await expect(open(joined(one.sealed, [...short, long[4] as Uint8Array]), one.key)).rejects.toThrow(NotSealed);
    await expect(open(joined(two.sealed, long.with(3, short[3] as Uint8Array)), one.key)).rejects.toThrow(NotSealed);
  });

  it('gives nothing of a chunk that does not open, and all before it', async () => {
    const { sealed, key, plain } = await make(bytesOf(200, 9), 9);
    const bent = Uint8Array.from(sealed);
    bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
    const got: number[] = [];
    const { chunks } = await openSealed(windowOf(bent), bent.length, { key, fileId: ID });
    await expect(async () => {
      for await (const chunk of chunks()) got.push(...chunk);
    }).rejects.toThrow(NotSealed);
    expect(got).toEqual([...plain.subarray(0, 192)]);
  });

  it('opens for its own key and under its own id alone', async () => {
    const { sealed, key } = await make(bytesOf(100, 1), 1);
    await expect(open(sealed, new Uint8Array(bytesOf(32, 2)))).rejects.toThrow(NotSealed);
    await expect(open(sealed, key, OTHER)).rejects.toThrow('another file');
    await expect(open(bytesOf(500, 1), key)).rejects.toThrow('no sealed file');
    await expect(open(Uint8Array.from(sealed).with(4, 2), key)).rejects.toThrow('version 2');
  });

  it('has no more chunks than its readers can walk, however small they are', async () => {
    const { sealed } = await make(bytesOf(1, 1), 1);
    const header = readHeader(sealed);
    // The label is as long as a chunk here.
    const sized = (chunks: number) => HEADER_BYTES + (1 + chunks) * 80;
    expect(chunksOf(header, sized(4_096))).toHaveLength(1 + 4_096);
    expect(() => chunksOf(header, sized(4_097))).toThrow(NotSealed);
    expect(await inspectSealed(100 * 1024 * 1024, windowOf(sealed))).toBeNull();
  });

  it('never uses a nonce twice, and is none without a byte in it', async () => {
    const { sealed, key } = await make(new Uint8Array(3 * 64), 1);
    const [, ...chunks] = chunksIn(sealed).map(chunk => Buffer.from(chunk).toString('hex'));
    expect(new Set(chunks).size).toBe(3);
    await expect(make(new Uint8Array(0), 1)).rejects.toThrow(RangeError);
    await expect(make(new Uint8Array(1), 1, 'no id')).rejects.toThrow(RangeError);
    await expect(make(new Uint8Array(1), 1, ID, 'x'.repeat(65))).rejects.toThrow(RangeError);
    expect(key).toHaveLength(32);
  });
});
