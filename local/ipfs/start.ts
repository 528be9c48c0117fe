import { type LocalConfig, urlOf } from '../config.ts';
import { type Door, openDoor } from '../door.ts';
import type { Part } from '../part.ts';
import { openFileList } from './files.ts';
import { serveIpfs } from './gateway.ts';
import { openPinningService } from './pinning-service.ts';
import { signUpload } from './signed-url.ts';
import { openStore } from './store.ts';
import { openUploads } from './upload.ts';

/** The running store: `add` is the upload door without HTTP. */
export type IpfsPart = Part & Pick<Door, 'away'> & { add: (bytes: Uint8Array) => Promise<string> };

const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, POST, PATCH, OPTIONS',
  'access-control-allow-headers': '*',
  'access-control-expose-headers': 'location, upload-offset, upload-length, upload-cid, tus-resumable',
};

type Tokens = { jwt: string; secondPinToken?: string };

/**
 * Starts the block store in `<dataDir>/ipfs` on `ports.ipfs`, with a gateway (`/ipfs/:cid`), Pinata's v3 API for uploads and files (`/v3/files…`), and a
 * service that keeps files by their CID (`/psa/pins`). `jwt` is the only token that may upload, list and remove.
 */
export async function startIpfs(config: LocalConfig, { jwt, secondPinToken = 'none' }: Tokens): Promise<IpfsPart> {
  const store = await openStore(config.dataDir);
  const files = openFileList(config.dataDir);
  const baseUrl = urlOf(config, 'ipfs');
  const uploads = openUploads({ store, files, dataDir: config.dataDir, baseUrl, jwt });
  const pins = openPinningService(store, secondPinToken);

  const owned = (request: Request, url: URL): Response | Promise<Response> => {
    if (request.headers.get('authorization') !== `Bearer ${jwt}`) return new Response('not authorized\n', { status: 401 });
    const id = /^\/v3\/files\/public\/([^/]+)$/.exec(url.pathname)?.[1];
    if (id && request.method === 'DELETE')
      return Response.json({ data: null }, { status: files.remove(decodeURIComponent(id)) ? 200 : 404 });
    if (url.pathname === '/v3/files/sign' && request.method === 'POST') return signUpload(request, { baseUrl, secret: jwt });
    if (url.pathname !== '/v3/files/public' || request.method !== 'GET') return new Response('not found\n', { status: 404 });
    const [cid, name] = [url.searchParams.get('cid'), url.searchParams.get('name')];
    const of = cid ? files.byCid(cid) : files.all();
    const found = of.filter(file => !name || file.name.includes(name)).slice(0, Number(url.searchParams.get('limit') ?? 10));
    return Response.json({ data: { files: found, next_page_token: '' } });
  };

  const answer = (request: Request, url: URL): Response | Promise<Response> => {
    const { pathname } = url;
    if (request.method === 'OPTIONS') return new Response(null, { status: 204 });
    const cid = /^\/ipfs\/([^/]+)\/?$/.exec(pathname)?.[1];
    if (cid && (request.method === 'GET' || request.method === 'HEAD')) return serveIpfs(store, cid, request);
    if (pathname === '/v3/files' && request.method === 'POST') return uploads.post(request);
    const upload = /^\/v3\/files\/tus\/([^/]+)$/.exec(pathname)?.[1];
    if (upload && request.method === 'PATCH') return uploads.tus.patch(upload, request);
    if (upload && request.method === 'HEAD') return uploads.tus.head(upload);
    if (pathname.startsWith('/psa/')) return pins(request, pathname.slice('/psa'.length));
    return pathname.startsWith('/v3/') ? owned(request, url) : new Response('not found\n', { status: 404 });
  };

  const door = await openDoor({ part: 'IPFS', host: config.host, port: config.ports.ipfs }, async request => {
    const response = await answer(request, new URL(request.url));
    for (const [name, value] of Object.entries(cors)) if (!response.headers.has(name)) response.headers.set(name, value);
    return response;
  });
  const stop = async () => {
    await door.stop();
    await store.close();
  };
  return { name: 'ipfs', add: store.add, away: door.away, stop };
}
