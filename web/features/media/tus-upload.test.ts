import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sendBytes } from './testing/send-bytes.ts';

const STORE = 'https://store.example/files';
type Asked = { method: string; path: string; offset: number | null; size: number };
let asked: Asked[];
/** What the store says next, before anything else: a status. */
let says: number[];
/** Uploads by their place: how much of ten bytes arrived. */
let uploads: Map<string, number>;

beforeEach(() => {
  asked = [];
  says = [];
  uploads = new Map();
  vi.stubGlobal('fetch', async (url: string, { method = '', headers, body }: RequestInit) => {
    const { pathname } = new URL(url);
    const said = new Headers(headers).get('upload-offset');
    const size = body instanceof Blob ? body.size : 0;
    asked.push({ method, path: pathname, offset: said === null ? null : Number(said), size });
    const status = says.shift();
    if (status) return new Response(null, { status });
    if (method === 'POST') {
      const place = `${pathname}/${uploads.size + 1}`;
      uploads.set(place, 0);
      return new Response(null, { status: 201, headers: { location: place } });
    }
    const offset = uploads.get(pathname);
    if (offset === undefined) return new Response(null, { status: 404 });
    if (method === 'HEAD') return new Response(null, { headers: { 'upload-offset': String(offset) } });
    if (offset !== Number(said)) return new Response(null, { status: 409 });
    uploads.set(pathname, offset + size);
    return new Response(null, { status: 204, headers: offset + size === 10 ? { 'upload-cid': 'bafy' } : {} });
  });
});
afterEach(() => vi.unstubAllGlobals());

const send = (begun: { location: string; last: boolean } | null = null) =>
  sendBytes(new Uint8Array(10), 'audio/wav', STORE, { begun, chunkBytes: 4 });

it('goes on when the store still holds the connection that was lost, or another tab’s', async () => {
  says = [0, 423, 423, 0, 0, 409];
  expect(await send()).toBe('bafy');
  expect(asked.filter(({ method }) => method === 'HEAD')).toHaveLength(3);
});

it('begins again when the store gave up what was begun, unless its last chunk was sent', async () => {
  const location = `${STORE}/gone`;
  expect(await send({ location, last: false })).toBe('bafy');
  expect(asked.map(({ method }) => method)).toEqual(['HEAD', 'POST', 'PATCH', 'PATCH', 'PATCH']);
  asked = [];
  expect(await send({ location, last: true })).toBeNull();
  expect(asked.map(({ method }) => method)).toEqual(['HEAD']);
});

it('goes on when another tab has just sent the last chunk, and gives up a store that forgets whatever it takes', async () => {
  says = [0, 0, 0, 404];
  expect(await send()).toBe('bafy');
  vi.stubGlobal('fetch', async (_: string, { method }: RequestInit) =>
    method === 'POST' ? new Response(null, { status: 201, headers: { location: '/a' } }) : new Response(null, { status: 404 }),
  );
  await expect(send()).rejects.toThrow('404');
});

it('ends when the store has it all, whether it wants to hear so or not', async () => {
  uploads.set('/files/whole', 10);
  const begun = { location: `${STORE}/whole`, last: true };
  expect(await send(begun)).toBe('bafy');
  says = [0, 409];
  expect(await send(begun)).toBeNull();
  expect(asked.every(({ size }) => size === 0)).toBe(true);
});
