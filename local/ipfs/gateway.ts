import { ReadableStream as NodeReadableStream } from 'node:stream/web';
import type { RawNode, UnixFSFile } from 'ipfs-unixfs-exporter';
import { CID } from 'multiformats/cid';
import { parseRange } from '../../shared/media/range.ts';

import { sniffContentType, sniffLength } from './sniff.ts';
import { BlockMismatch, type BlockStore } from './store.ts';

const COMMON = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'content-length, content-range, etag, x-ipfs-path',
  'accept-ranges': 'bytes',
  'cache-control': 'public, max-age=29030400, immutable',
  'x-content-type-options': 'nosniff',
};

async function head(entry: UnixFSFile | RawNode, size: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of entry.content({ offset: 0, length: sniffLength(size) })) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

const plain = (status: number, message: string) =>
  new Response(`${message}\n`, { status, headers: { ...COMMON, 'cache-control': 'no-store' } });

async function rawBlock(store: BlockStore, cid: string): Promise<Response> {
  const bytes = await store.block(cid);
  if (!bytes) return plain(404, `block ${cid} is not here`);
  const headers = { ...COMMON, 'content-type': 'application/vnd.ipld.raw', etag: `"${cid}.raw"`, 'x-ipfs-path': `/ipfs/${cid}` };
  return new Response(new Uint8Array(bytes), { headers });
}

async function file(store: BlockStore, cid: string, request: Request): Promise<Response> {
  const entry = await store.open(cid);
  if (!entry) return plain(404, `${cid} is not here`);
  if (entry.type !== 'file' && entry.type !== 'raw') return plain(501, 'folders are not served by this gateway');
  const size = Number(entry.size);
  const range = parseRange(request.headers.get('range'), size);
  if (range === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { ...COMMON, 'content-range': `bytes */${size}` } });
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const headers = new Headers({
    ...COMMON,
    'content-type': sniffContentType(await head(entry, size), size),
    'content-length': String(end - start + 1),
    etag: `"${cid}"`,
    'x-ipfs-path': `/ipfs/${cid}`,
  });
  if (range) headers.set('content-range', `bytes ${start}-${end}/${size}`);
  const body =
    request.method === 'HEAD' ? null : NodeReadableStream.from(entry.content({ offset: start, length: end - start + 1 }));
  return new Response(body as ReadableStream | null, { status: range ? 206 : 200, headers });
}

/**
 * Answers `GET|HEAD /ipfs/:cid` as a public path gateway does: ranges, ETag, CORS, and `?format=raw` for one verified block.
 * 400 for a malformed CID, 404 for one that is not stored, 502 when a stored block no longer matches its name.
 */
export async function serveIpfs(store: BlockStore, cid: string, request: Request): Promise<Response> {
  try {
    CID.parse(cid);
  } catch {
    return plain(400, `${cid} is not a CID`);
  }
  const raw =
    new URL(request.url).searchParams.get('format') === 'raw' || request.headers.get('accept') === 'application/vnd.ipld.raw';
  const etag = raw ? `"${cid}.raw"` : `"${cid}"`;
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers: { ...COMMON, etag } });
  try {
    return raw ? await rawBlock(store, cid) : await file(store, cid, request);
  } catch (error) {
    if (error instanceof BlockMismatch) return plain(502, error.message);
    throw error;
  }
}
