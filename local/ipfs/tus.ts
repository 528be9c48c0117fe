import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const TUS = { 'tus-resumable': '1.0.0' };
/** A chunk must be smaller than this. */
const MAX_CHUNK = 50 * 1024 * 1024 + 2;

/** What an upload in progress knows of itself, beside the bytes that are here. */
type Upload = { length: number; name: string; mime: string };
/** Takes a complete file in; gives its CID. */
export type TakeIn = (bytes: Uint8Array, name: string, mime: string) => Promise<string>;

const answer = (status: number, headers: Record<string, string> = {}, body: string | null = null) =>
  new Response(body, { status, headers: { ...TUS, ...headers } });

/**
 * Resumable uploads by the tus protocol 1.0.0 (core and creation), kept in `<dataDir>/ipfs-files/uploads`: what arrived before a connection broke or
 * the store ended is still there. The last PATCH answers with the header `upload-cid`, as Pinata does.
 */
export function openTus(dataDir: string, baseUrl: string, takeIn: TakeIn) {
  const folder = join(dataDir, 'ipfs-files', 'uploads');
  mkdirSync(folder, { recursive: true });
  const pathOf = (id: string) => join(folder, id);
  const find = (id: string): (Upload & { offset: number }) | null => {
    if (!/^[0-9a-f-]{36}$/.test(id) || !existsSync(`${pathOf(id)}.json`)) return null;
    return { ...(JSON.parse(readFileSync(`${pathOf(id)}.json`, 'utf8')) as Upload), offset: statSync(pathOf(id)).size };
  };

  const create = (length: number, metadata: Record<string, string>): Response => {
    const id = randomUUID();
    const upload: Upload = { length, name: metadata.filename ?? 'file', mime: metadata.filetype ?? 'application/octet-stream' };
    writeFileSync(pathOf(id), '');
    writeFileSync(`${pathOf(id)}.json`, JSON.stringify(upload));
    return answer(201, { location: `${baseUrl}/v3/files/tus/${id}` });
  };

  /** Uploads of which a chunk is under way: who sends another meanwhile is told so, as the two would be mixed. */
  const busy = new Set<string>();
  const patch = async (id: string, request: Request): Promise<Response> => {
    if (busy.has(id)) return answer(423);
    busy.add(id);
    return append(id, request).finally(() => busy.delete(id));
  };

  const append = async (id: string, request: Request): Promise<Response> => {
    const upload = find(id);
    if (!upload) return answer(404);
    if (request.headers.get('content-type') !== 'application/offset+octet-stream') return answer(415);
    if (Number(request.headers.get('upload-offset')) !== upload.offset)
      return answer(409, { 'upload-offset': String(upload.offset) });
    let offset = upload.offset;
    try {
      for await (const chunk of request.body ?? []) {
        offset += chunk.length;
        if (offset > upload.length || offset - upload.offset > MAX_CHUNK) return answer(413);
        await appendFile(pathOf(id), chunk);
      }
    } catch {
      // The connection broke: what arrived is kept.
      return answer(400);
    }
    if (offset < upload.length) return answer(204, { 'upload-offset': String(offset) });
    const cid = await takeIn(await readFile(pathOf(id)), upload.name, upload.mime);
    for (const path of [pathOf(id), `${pathOf(id)}.json`]) rmSync(path);
    return answer(204, { 'upload-offset': String(offset), 'upload-cid': cid });
  };

  return {
    create,
    patch,
    head: (id: string): Response => {
      const upload = find(id);
      if (!upload) return answer(404);
      return answer(200, {
        'upload-offset': String(upload.offset),
        'upload-length': String(upload.length),
        'cache-control': 'no-store',
      });
    },
  };
}

/** `filename dGFrZQ==,filetype dmlkZW8=` as an object. */
export function readMetadata(header: string | null): Record<string, string> {
  const pairs = (header ?? '').split(',').map(pair => pair.trim().split(' '));
  return Object.fromEntries(pairs.map(([key = '', value = '']) => [key, Buffer.from(value, 'base64').toString()]));
}
