import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localConfig, urlOf } from '../config.ts';
import { type IpfsPart, startIpfs } from './start.ts';

let dataDir = '';
let ipfs: IpfsPart;
let config: ReturnType<typeof localConfig>;

const restart = async () => {
  await ipfs.stop();
  ipfs = await startIpfs(config, { jwt: 'test-jwt' });
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ipfs-test-'));
  config = localConfig({ firstPort: 28000, dataDir });
  ipfs = await startIpfs(config, { jwt: 'test-jwt' });
});

afterAll(async () => {
  await ipfs.stop();
  await rm(dataDir, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${urlOf(config, 'ipfs')}${path}`, { headers });

function upload(bytes: Uint8Array<ArrayBuffer>, { jwt = 'test-jwt', ...fields }: Record<string, string> = {}) {
  const form = new FormData();
  form.set('file', new File([bytes], 'take.bin'));
  for (const [name, value] of Object.entries({ network: 'public', cid_version: 'unixfs-v1-2025', ...fields }))
    form.set(name, value);
  return fetch(`${urlOf(config, 'ipfs')}/v3/files`, { method: 'POST', headers: { authorization: `Bearer ${jwt}` }, body: form });
}

/** Bytes that differ everywhere, so that no two chunks are one block. */
function noise(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = 0x12345678;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

test('a small file is one raw leaf whose CID is the hash of its bytes', async () => {
  const bytes = new TextEncoder().encode('{"name":"Night bus home"}');
  const response = await upload(bytes, { name: 'night-bus-home.json' });
  expect(response.status).toBe(200);
  const { data } = (await response.json()) as { data: { cid: string; size: number; name: string } };
  expect(data).toMatchObject({
    cid: CID.createV1(0x55, await sha256.digest(bytes)).toString(),
    size: bytes.length,
    name: 'night-bus-home.json',
  });
  const served = await get(`/ipfs/${data.cid}`);
  expect(served.headers.get('content-type')).toBe('application/json');
  expect(served.headers.get('access-control-allow-origin')).toBe('*');
  expect(await served.json()).toEqual({ name: 'Night bus home' });
  expect((await get(`/ipfs/${data.cid}`, { 'if-none-match': `"${data.cid}"` })).status).toBe(304);
});

test('a file of several chunks comes back whole, in ranges, as verified blocks, and after a restart', async () => {
  const bytes = noise(2_500_000);
  const cid = await ipfs.add(bytes);
  expect(CID.parse(cid).code).toBe(0x70);
  await restart();
  expect(Buffer.from(await (await get(`/ipfs/${cid}`)).arrayBuffer()).equals(bytes)).toBe(true);
  const part = await get(`/ipfs/${cid}`, { range: 'bytes=1048570-1048590' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1048570-1048590/2500000']);
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(1048570, 1048591));
  expect((await get(`/ipfs/${cid}`, { range: 'bytes=2500000-' })).status).toBe(416);
  const raw = await get(`/ipfs/${cid}?format=raw`);
  expect(raw.headers.get('content-type')).toBe('application/vnd.ipld.raw');
  const { digest } = await sha256.digest(new Uint8Array(await raw.arrayBuffer()));
  expect(digest).toEqual(CID.parse(cid).multihash.digest);
});

test('an empty file is a file', async () => {
  const cid = await ipfs.add(new Uint8Array());
  const served = await get(`/ipfs/${cid}`);
  expect([served.status, await served.text()]).toEqual([200, '']);
});

test('refuses without the token, other profiles, and forms without a file', async () => {
  expect((await upload(new Uint8Array([1]), { jwt: 'other' })).status).toBe(401);
  expect((await upload(new Uint8Array([1]), { cid_version: 'v1' })).status).toBe(400);
  const headers = { authorization: 'Bearer test-jwt' };
  expect((await fetch(`${urlOf(config, 'ipfs')}/v3/files`, { method: 'POST', headers, body: new FormData() })).status).toBe(400);
  expect((await fetch(`${urlOf(config, 'ipfs')}/v3/files`, { method: 'POST', headers, body: 'no form' })).status).toBe(400);
});

test('unknown and malformed names are 404 and 400', async () => {
  const cid = CID.createV1(0x55, await sha256.digest(new TextEncoder().encode('never stored'))).toString();
  expect((await get(`/ipfs/${cid}`)).status).toBe(404);
  expect((await get('/ipfs/not-a-cid')).status).toBe(400);
});

test('a block that was changed on disk is not served', async () => {
  const cid = await ipfs.add(noise(1000));
  const folder = join(dataDir, 'ipfs');
  const blocks = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.data'));
  for (const block of blocks) await writeFile(join(folder, block), 'changed');
  const served = await get(`/ipfs/${cid}`);
  expect(served.status).toBe(502);
});
