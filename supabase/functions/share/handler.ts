import { AppError } from '../../../shared/kernel/app-error.ts';
import { once } from '../../../shared/kernel/once.ts';
import type { LimitDoor } from '../../../shared/ops/door-limits.ts';
import { callerNetwork } from '../_shared/http/caller.ts';
import { type HandleOptions, handle } from '../_shared/http/handle.ts';
import { type Route, route } from '../_shared/http/route.ts';
import { keepPictures } from './kept-pictures.ts';
import type { Renderer } from './render.ts';
import type { FindShared } from './shared.ts';

export type ShareConfig = { supabaseUrl: string; appUrl: string; log?: HandleOptions['log'] };

/** What can be shared, by the first part of its path in the app. */
export type ShareStores = { p: FindShared; coins: FindShared; u: FindShared; chains: FindShared };

/** Casts keep the picture that they first found: a short life here, and an address that changes with what it shows. */
const CACHE = 'public, max-age=300';
/** Pictures that an isolate keeps, of some 150 KB each: to set one takes a third of a second of processor. */
const MOST_KEPT = 60;

/**
 * For performances (`/p`), coins, people (`/u`) and chains: `GET /<kind>/:id.png`, 1200 × 800, and `GET /<kind>/:id.json`, what a
 * share page says. 404 for what is not public, 429 for a network that has too many pictures drawn. `renderer` is made at the first
 * picture, once, and again if it could not be made.
 */
export function makeHandler(
  stores: ShareStores,
  renderer: () => Promise<Renderer>,
  limit: LimitDoor,
  config: ShareConfig,
): (request: Request) => Promise<Response> {
  const drawing = once(async (): Promise<Drawing> => {
    const { inkOf, png } = await renderer();
    return { inkOf, ...keepPictures(png, MOST_KEPT) };
  });
  const routes = (['p', 'coins', 'u', 'chains'] as const).flatMap(kind => routesOf(kind, stores[kind], drawing, limit, config));
  return handle({ name: 'share', routes, cors: true, ...(config.log && { log: config.log }) });
}

type Drawing = Pick<Renderer, 'inkOf'> & ReturnType<typeof keepPictures<ReturnType<Renderer['png']>>>;

function routesOf(
  kind: keyof ShareStores,
  find: FindShared,
  drawing: () => Promise<Drawing>,
  limit: LimitDoor,
  config: ShareConfig,
): Route[] {
  const existing = async (id: string) => {
    const found = await find(id);
    if (!found)
      throw new AppError('share/not-found', 'There is nothing of this name, or it is no longer public.', { status: 404 });
    return found;
  };
  const image = route('GET', `/${kind}/:id.png`, async ({ request, params }) => {
    const { draw } = await existing(params.id);
    const pictures = await drawing();
    const svg = draw(pictures.inkOf);
    let png = pictures.find(svg);
    if (!png) {
      await limit('picture', callerNetwork(request));
      png = pictures.draw(svg);
    }
    return new Response(png, { headers: { 'content-type': 'image/png', 'cache-control': CACHE } });
  });
  const words = route('GET', `/${kind}/:id.json`, async ({ params }) => {
    const { title, description, path, version } = await existing(params.id);
    const imageUrl = `${config.supabaseUrl}/functions/v1/share/${kind}/${encodeURIComponent(params.id)}.png?v=${version}`;
    return Response.json(
      { title, description, imageUrl, url: `${config.appUrl}${path}` },
      { headers: { 'cache-control': CACHE } },
    );
  });
  return [image, words];
}
