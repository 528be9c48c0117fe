import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { expect, it } from 'vitest';
import { sealFile } from '../../../shared/media/seal-file.ts';
import { openFile } from './open-file.ts';

const ID = '6b1f0a52-9f9e-4c1a-8a6e-0d1c2b3a4f5e';
const PLAIN = Uint8Array.from({ length: 700 }, (_, i) => i & 255);
const KEY = new Uint8Array(32).fill(7);
const signal = new AbortController().signal;

/** A sealed file of one block, as the door and the gateway give it. */
async function make(mime = 'audio/wav', bend = (bytes: Uint8Array) => bytes) {
  const parts = [];
  const read = async (start: number, end: number) => PLAIN.subarray(start, end);
  const of = { size: PLAIN.length, mime, fileId: ID, chunkBits: 8 };
  for await (const part of sealFile(read, of, { key: KEY, prefix: new Uint8Array(7) })) parts.push(part);
  const bytes = bend(new Uint8Array(await new Blob(parts).arrayBuffer()));
  const cid = CID.createV1(0x55, await sha256.digest(bytes)).toString();
  return { bytes, released: { cid, mime, size: PLAIN.length, key: Buffer.from(KEY).toString('base64') } };
}

it('gives the file with its type, and says how far it is', async () => {
  const { bytes, released } = await make();
  const parts: number[] = [];
  const blob = await openFile(
    ID,
    released,
    part => parts.push(part),
    signal,
    async () => bytes,
  );
  expect(blob.type).toBe('audio/wav');
  expect(new Uint8Array(await blob.arrayBuffer())).toEqual(PLAIN);
  expect(parts).toEqual([256 / 700, 512 / 700, 1]);
});

it.each([
  ['bytes that do not hash to their name', make(), (bytes: Uint8Array) => bytes.with(300, 1), 'premium/changed'],
  ['what hashes right but does not open', make('audio/wav', bytes => bytes.with(300, 1)), null, 'premium/changed'],
  ['a page', make('text/html'), null, 'premium/changed'],
])('refuses %s', async (_, made, bend, code) => {
  const { bytes, released } = await made;
  const opening = openFile(
    ID,
    released,
    () => {},
    signal,
    async () => bend?.(bytes) ?? bytes,
  );
  await expect(opening).rejects.toMatchObject({ code, retryable: true });
});

it('refuses another length than was said, and says when nobody has it', async () => {
  const { bytes, released } = await make();
  const opening = openFile(
    ID,
    { ...released, size: 701 },
    () => {},
    signal,
    async () => bytes,
  );
  await expect(opening).rejects.toMatchObject({ code: 'premium/changed' });
  const away = openFile(
    ID,
    released,
    () => {},
    signal,
    () => Promise.reject(new TypeError('no network')),
  );
  await expect(away).rejects.toMatchObject({ code: 'media/away', retryable: true });
});
