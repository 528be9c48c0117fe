import { readdirSync, readFileSync } from 'node:fs';
import { domainManifestSchema, miniAppEmbedNextSchema } from '@farcaster/miniapp-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeEdgeHandler } from './handler.ts';
import { farcasterManifest } from './manifest.ts';
import { renderSharePage } from './share-page.ts';

const appUrl = 'https://app.example';
const shell = readFileSync('web/index.html', 'utf8');
const id = '6f0e0a58-3f4e-4b0e-9b35-6c1e9d7b2a11';
const words = {
  path: `/p/${'6f0e0a58-3f4e-4b0e-9b35-6c1e9d7b2a11'}`,
  button: 'Watch on GigaVibe',
  title: 'Night bus home',
  description: 'Nia sings.',
  imageUrl: 'https://db.example/functions/v1/share/p/x.png?v=3',
};
const decode = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
const contentOf = (html: string, name: string) =>
  decode(new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)">`).exec(html)?.[1] ?? '');
const pngOf = (file: string) => {
  const bytes = readFileSync(`web/public/brand/${file}`);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), colourType: bytes[25] };
};

describe('share pages', () => {
  it('carry embeds that Farcaster’s own schema takes', () => {
    const html = renderSharePage(shell, words, { appUrl });
    for (const [name, type] of [
      ['fc:miniapp', 'launch_miniapp'],
      ['fc:frame', 'launch_frame'],
    ] as const) {
      const embed = miniAppEmbedNextSchema.parse(JSON.parse(contentOf(html, name)));
      expect(embed).toMatchObject({ imageUrl: words.imageUrl, button: { action: { type, url: `${appUrl}/p/${id}` } } });
    }
    expect(contentOf(html, 'og:title')).toBe('Night bus home');
    expect(html).toContain('<script type="module"');
  });

  it('keep whatever people wrote as text', () => {
    const rest = (html: string) =>
      html.replace(
        /<title>[^<]*<\/title>|<meta (name|property)="[^"<>]*" content="[^"<>]*">|<link rel="canonical" href="[^"<>]*">/g,
        '',
      );
    const plain = rest(renderSharePage(shell, words, { appUrl }));
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('</title><script>', '"><img src=x>', '$&', "$'", '&quot;'),
        (any, nasty) => {
          const title = `${any}${nasty}`;
          const html = renderSharePage(shell, { ...words, title, description: title }, { appUrl });
          expect(rest(html)).toBe(plain);
          expect(contentOf(html, 'og:title')).toBe(title);
        },
      ),
      { seed: 19 },
    );
  });
});

describe('the manifest', () => {
  it('passes Farcaster’s own schema', () => {
    const accountAssociation = { header: btoa('{}'), payload: btoa('{"domain":"app.example"}'), signature: btoa('signed') };
    const manifest = farcasterManifest({ appUrl, supabaseUrl: 'https://db.example', accountAssociation });
    expect(domainManifestSchema.parse(manifest).miniapp).toMatchObject({
      name: 'GigaVibe',
      homeUrl: appUrl,
      castShareUrl: `${appUrl}/from-cast`,
    });
    expect(manifest.miniapp.name.length).toBeLessThanOrEqual(32);
  });

  it('speaks of pictures that are there, in the sizes that clients want and without alpha', () => {
    expect(pngOf('icon.png')).toEqual({ width: 1024, height: 1024, colourType: 2 });
    expect(pngOf('splash.png')).toEqual({ width: 200, height: 200, colourType: 2 });
    expect(pngOf('embed.png')).toEqual({ width: 1200, height: 800, colourType: 2 });
    expect(pngOf('og.png')).toEqual({ width: 1200, height: 630, colourType: 2 });
  });
});

describe('the edge handler', () => {
  const asked: string[] = [];
  const answering = (answer: () => Response | Promise<Response>) =>
    makeEdgeHandler({
      appUrl,
      supabaseUrl: 'https://db.example',
      loadShell: async () => shell,
      fetch: async input => {
        asked.push(String(input));
        return answer();
      },
    });
  const get = (handler: ReturnType<typeof makeEdgeHandler>, path: string, method = 'GET') =>
    handler(new Request(`${appUrl}${path}`, { method }));

  it('answers share pages and the manifest, and leaves everything else to the files', async () => {
    const handler = answering(() => Response.json(words));
    const page = await get(handler, `/p/${id}`);
    expect(await page?.text()).toContain('fc:miniapp');
    expect(page?.headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://farcaster.xyz");
    expect(asked).toEqual([`https://db.example/functions/v1/share/p/${id}.json`]);
    expect(await (await get(handler, '/.well-known/farcaster.json'))?.json()).toMatchObject({ miniapp: { version: '1' } });
    for (const folder of ['assets', ...readdirSync('web/public')]) expect(await get(handler, `/${folder}/a.b`)).toBeUndefined();
    expect(await get(handler, '/media-worker.js')).toBeUndefined();
    expect(await get(handler, `/p/${id}`, 'POST')).toBeUndefined();
  });

  it('lets nobody else frame any page, so that no site can put its own buttons over a wallet’s', async () => {
    const handler = answering(() => Response.json(words));
    for (const path of ['/index.html', '/coins', '/account', '/p/', '/p/x', `/p/${id}/more`, '/x.js']) {
      const page = await get(handler, path);
      expect(page?.headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://farcaster.xyz");
      expect([page?.status, await page?.text()]).toEqual([200, shell]);
    }
  });

  it('shares coins and people by the same path, in one spelling, with embeds that clients take', async () => {
    const handler = answering(() => Response.json(words));
    const coin = `/coins/0x${'c0'.repeat(20)}`;
    const pages = [
      [coin, coin, 'See the coin'],
      [`/coins/0x${'C0'.repeat(20)}/`, coin, 'See the coin'],
      ['/u/niasings', '/u/niasings', 'See their stage'],
      [`/chains/${id}`, `/chains/${id}`, 'Carry the chain'],
      ['/u/nia.eth', '/u/nia.eth', 'See their stage'],
      [`/u/${id.toUpperCase()}`, `/u/${id}`, 'See their stage'],
    ] as const;
    for (const [asking, path, button] of pages) {
      const html = (await (await get(handler, asking))?.text()) ?? '';
      expect(asked.at(-1)).toBe(`https://db.example/functions/v1/share${path}.json`);
      const embed = miniAppEmbedNextSchema.parse(JSON.parse(contentOf(html, 'fc:miniapp')));
      expect(embed).toMatchObject({ button: { title: button, action: { url: `${appUrl}${path}` } } });
    }
    for (const path of ['/coins/0x1', '/u/', '/u/a/b', '/u/%3Cscript%3E', '/u/..%2f', '/account'])
      expect(await (await get(handler, path))?.text()).toBe(shell);
  });

  it('shares the app itself by its first page', async () => {
    const page = await get(answering(Response.error), '/');
    const html = (await page?.text()) ?? '';
    for (const name of ['fc:miniapp', 'fc:frame'])
      expect(miniAppEmbedNextSchema.parse(JSON.parse(contentOf(html, name)))).toMatchObject({
        imageUrl: `${appUrl}/brand/embed.png`,
        button: { title: 'Open GigaVibe', action: { url: appUrl } },
      });
    expect(html).toContain('<title>GigaVibe</title>');
    expect(page?.headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://farcaster.xyz");
  });

  it('says 404 for what is not public, and still opens the app when words are away', async () => {
    expect(
      (
        await get(
          answering(() => new Response('{}', { status: 404 })),
          `/p/${id}`,
        )
      )?.status,
    ).toBe(404);
    for (const broken of [
      () => Promise.reject(new Error('down')),
      () => new Response('oops', { status: 500 }),
      () => Response.json({}),
    ]) {
      const page = await get(answering(broken), `/p/${id}`);
      expect([page?.status, page?.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(await page?.text()).toBe(shell);
    }
  });
});
