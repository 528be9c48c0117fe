import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { type LocalConfig, urlOf } from '../../config.ts';
import { listen } from '../../listen.ts';
import type { Part } from '../../part.ts';
import { testUsers } from '../users.ts';
import type { ClientConfig } from './app/config.ts';
import { buildClient } from './build.ts';

export type ClientOptions = {
  /** Where the mini-app is served, without a slash at the end. */
  appUrl: string;
  appName?: string;
};

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const immutable = 'public, max-age=31536000, immutable';

/** Starts the Farcaster client window on `ports.client`: one page that hosts the mini-app for the test users. */
export async function startClient(config: LocalConfig, { appUrl, appName = 'GigaVibe' }: ClientOptions): Promise<Part> {
  const folder = await buildClient(config.cacheDir);
  const page: ClientConfig = {
    appUrl,
    appName,
    rpcUrl: urlOf(config, 'chain'),
    worldUrl: `${urlOf(config, 'neynar')}/_world`,
    hostUrl: `${urlOf(config, 'neynar')}/_host`,
    users: Object.values(testUsers).map(({ id, fid, username, displayName, address, privateKey }) => {
      return { id, fid, username, displayName, address, privateKey, pfpUrl: `${urlOf(config, 'neynar')}/avatars/${fid}.svg` };
    }),
  };
  const shell = await readFile(join(folder, 'index.html'), 'utf8');
  // "<" is escaped so that no name can end the script element.
  const html = shell.replace(
    '<!--config-->',
    `<script>window.__clientConfig=${JSON.stringify(page).replaceAll('<', '\\u003c')}</script>`,
  );

  const asset = async (pathname: string) => {
    try {
      const body = await readFile(join(folder, normalize(decodeURIComponent(pathname))));
      return new Response(body, {
        headers: { 'content-type': TYPES[extname(pathname)] ?? 'application/octet-stream', 'cache-control': immutable },
      });
    } catch {
      return new Response('not found\n', { status: 404 });
    }
  };
  const close = await listen({ part: 'the client window', host: config.host, port: config.ports.client }, request => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/assets/')) return asset(pathname);
    if (pathname !== '/') return new Response('not found\n', { status: 404 });
    return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } });
  });
  return { name: 'client', stop: close };
}
