import { readUpTo } from '../../shared/kernel/read-up-to.ts';
import { type AccountAssociation, APP, farcasterManifest } from './manifest.ts';
import { renderSharePage } from './share-page.ts';

/** Where Farcaster's clients show mini-apps from. */
export const FARCASTER_CLIENTS = [
  'https://farcaster.xyz',
  'https://*.farcaster.xyz',
  'https://warpcast.com',
  'https://*.warpcast.com',
  'https://base.app',
  'https://*.base.app',
];

export type EdgeOptions = {
  /** Public address of the mini-app, without a slash at the end. */
  appUrl: string;
  supabaseUrl: string;
  /** The built index.html. */
  loadShell: () => Promise<string>;
  accountAssociation?: AccountAssociation;
  /** Who may show our pages in a frame; Farcaster's clients by default. */
  frameAncestors?: readonly string[];
  fetch?: typeof fetch;
};

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Pages that are shared, and what their embed offers (32 characters at most). The share function knows them by the same path. */
const PAGES = [
  { pattern: new RegExp(`^/p/${ID}$`), button: 'Watch on GigaVibe' },
  { pattern: /^\/coins\/0x[0-9a-f]{40}$/, button: 'See the coin' },
  { pattern: new RegExp(`^/chains/${ID}$`), button: 'Carry the chain' },
  { pattern: new RegExp(`^/u/(?:${ID}|[a-z0-9][a-z0-9.-]{0,63})$`), button: 'See their stage' },
];
const TIMEOUT_MS = 3_000;
const MOST_BYTES = 64 * 1024;
/** A share page is read once per cast; a short life keeps it near what it says. */
const CACHE = 'public, max-age=60';

/** Where the built files lie. Every other path is a page of the app, the shell's own name included, so none gets out without our headers. */
const FILES = /^\/(?:(?:assets|brand|fonts)\/|media-worker\.js)/;

type Words = { title: string; description: string; imageUrl: string };

/**
 * What the web host answers before its static files: every page, with who may frame it; the first one and those of performances, coins, people and
 * chains with their embeds; and `/.well-known/farcaster.json`. Gives undefined for built files. Speaks Request and Response alone, so Vercel, Cloudflare or
 * a plain server can mount it.
 */
export function makeEdgeHandler(options: EdgeOptions): (request: Request) => Promise<Response | undefined> {
  const { appUrl, supabaseUrl, loadShell, accountAssociation, frameAncestors = FARCASTER_CLIENTS, fetch: get = fetch } = options;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `frame-ancestors 'self' ${frameAncestors.join(' ')}; base-uri 'none'; object-src 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
  };
  return async request => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const { pathname } = new URL(request.url);
    if (pathname === '/.well-known/farcaster.json') {
      const manifest = farcasterManifest({ appUrl, supabaseUrl, ...(accountAssociation && { accountAssociation }) });
      return Response.json(manifest, { headers: { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' } });
    }
    if (pathname === '/') {
      const home = { ...APP, path: '', button: 'Open GigaVibe', imageUrl: `${appUrl}/brand/embed.png` };
      return new Response(renderSharePage(await loadShell(), home, { appUrl }), { headers });
    }
    const path = pathname.replace(/\/$/, '').toLowerCase();
    const known = PAGES.find(({ pattern }) => pattern.test(path));
    if (!known) return FILES.test(pathname) ? undefined : new Response(await loadShell(), { headers });
    const [shell, words] = await Promise.all([loadShell(), readWords(get, supabaseUrl, path)]);
    if (words === 'unknown') return new Response(shell, { status: 404, headers });
    // Without its words the page still works in the app; only its embed is missing, so nobody may keep it.
    if (words === 'away') return new Response(shell, { headers: { ...headers, 'cache-control': 'no-store' } });
    const page = renderSharePage(shell, { path, button: known.button, ...words }, { appUrl });
    return new Response(page, { headers: { ...headers, 'cache-control': CACHE } });
  };
}

async function readWords(get: typeof fetch, supabaseUrl: string, path: string): Promise<Words | 'unknown' | 'away'> {
  try {
    const response = await get(`${supabaseUrl}/functions/v1/share${path}.json`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.status === 404) return 'unknown';
    const bytes = await readUpTo(response, MOST_BYTES);
    const words = JSON.parse(new TextDecoder().decode(bytes ?? undefined)) as Partial<Words>;
    if (!response.ok || !words.title || !words.imageUrl) return 'away';
    return { title: words.title, description: words.description ?? '', imageUrl: words.imageUrl };
  } catch {
    return 'away';
  }
}
