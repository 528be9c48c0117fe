import { AppError } from '../../../shared/kernel/app-error.ts';
import { type HandleOptions, handle } from '../_shared/http/handle.ts';
import { route } from '../_shared/http/route.ts';
import { artistName, type ShareCard } from './card.ts';
import { drawCard } from './draw-card.ts';
import type { Renderer } from './render.ts';
import type { FindPerformance, SharedPerformance } from './store.ts';

export type ShareConfig = { supabaseUrl: string; appUrl: string; log?: HandleOptions['log'] };

/** Casts keep the picture that they first found: a short life here, and an address that changes with what it shows. */
const CACHE = 'public, max-age=300';

/** `GET /p/:id.png`, 1200 × 800, and `GET /p/:id.json`, what a share page says. 404 for what is not public. */
export function makeHandler(
  find: FindPerformance,
  renderer: () => Promise<Renderer>,
  config: ShareConfig,
): (request: Request) => Promise<Response> {
  const existing = async (id: string): Promise<SharedPerformance> => {
    const found = await find(id);
    if (!found)
      throw new AppError('share/not-found', 'There is no such performance, or it is no longer public.', { status: 404 });
    return found;
  };
  const image = route('GET', '/p/:id.png', async ({ params }) => {
    const { card } = await existing(params.id);
    const { png, inkOf } = await renderer();
    return new Response(png(drawCard(card, inkOf)), { headers: { 'content-type': 'image/png', 'cache-control': CACHE } });
  });
  const words = route('GET', '/p/:id.json', async ({ params }) => {
    const { id, title, version, card } = await existing(params.id);
    const said = {
      title: `${title} by ${card.artist}`,
      description: describe(card),
      imageUrl: `${config.supabaseUrl}/functions/v1/share/p/${id}.png?v=${version}`,
      url: `${config.appUrl}/p/${id}`,
    };
    return Response.json(said, { headers: { 'cache-control': CACHE } });
  });
  return handle({ name: 'share', routes: [image, words], cors: true, ...(config.log && { log: config.log }) });
}

function describe(card: ShareCard): string {
  if (card.coin) return `${artistName(card)}’s ${card.kind} became a coin, $${card.coin.ticker}. Coins can fall to zero.`;
  const verb = card.kind === 'dance' ? 'dances' : 'sings';
  if (card.threshold <= 0) return `${artistName(card)} ${verb} on GigaVibe.`;
  return `${artistName(card)} ${verb} on GigaVibe: ${Math.floor(card.score)} of ${Math.ceil(card.threshold)} points on the way to a coin.`;
}
