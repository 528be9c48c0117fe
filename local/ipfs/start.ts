import type { LocalConfig } from '../config.ts';
import { type Door, openDoor } from '../door.ts';
import type { Part } from '../part.ts';
import { serveIpfs } from './gateway.ts';
import { openStore } from './store.ts';
import { uploadFile } from './upload.ts';

/** The running store: `add` is the upload door without HTTP. */
export type IpfsPart = Part & Pick<Door, 'away'> & { add: (bytes: Uint8Array) => Promise<string> };

const preflight = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
  'access-control-allow-headers': '*',
};

/**
 * Starts the block store in `<dataDir>/ipfs` with a gateway (`/ipfs/:cid`) and a Pinata-shaped upload API (`POST /v3/files`) on `ports.ipfs`.
 * `jwt` is the only token that may upload.
 */
export async function startIpfs(config: LocalConfig, { jwt }: { jwt: string }): Promise<IpfsPart> {
  const store = await openStore(config.dataDir);
  const door = await openDoor({ part: 'IPFS', host: config.host, port: config.ports.ipfs }, request => {
    const { pathname } = new URL(request.url);
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: preflight });
    const cid = /^\/ipfs\/([^/]+)\/?$/.exec(pathname)?.[1];
    if (cid && (request.method === 'GET' || request.method === 'HEAD')) return serveIpfs(store, cid, request);
    if (pathname === '/v3/files' && request.method === 'POST') return uploadFile(store, jwt, request);
    return new Response('not found\n', { status: 404, headers: preflight });
  });
  const stop = async () => {
    await door.stop();
    await store.close();
  };
  return { name: 'ipfs', add: store.add, away: door.away, stop };
}
