import type { SiweTerms } from '../../../shared/identity/siwe.ts';
import { approveLaunch, refuseLaunch } from '../../../shared/launches/answer-consent.ts';
import type { ConsentConfig, ConsentPorts } from '../../../shared/launches/consent-ports.ts';
import { editConsent, openConsent } from '../../../shared/launches/open-consent.ts';
import { approveSchema, editSchema } from '../../../shared/launches/schema.ts';
import type { LimitDoor } from '../../../shared/ops/door-limits.ts';
import { type QuoteRequest, quoteRequest } from '../_shared/adapters/zora.ts';
import { type HandleOptions, handle } from '../_shared/http/handle.ts';
import type { RequireSession } from '../_shared/http/require-session.ts';
import { json as answer } from '../_shared/http/respond.ts';
import { route } from '../_shared/http/route.ts';
import { type ChainDoorPorts, chainRoutes } from './chain-routes.ts';
import { type HealthDoorPorts, healthRoutes } from './health-routes.ts';
import { type IdentityDoorPorts, identityRoutes } from './identity-routes.ts';
import { type MediaDoorPorts, mediaRoutes } from './media-routes.ts';
import { type ViewDoorPorts, viewRoutes } from './view-routes.ts';

export type ApiPorts = {
  requireSession: RequireSession;
  consent: ConsentPorts;
  identity: IdentityDoorPorts;
  health: HealthDoorPorts;
  views: ViewDoorPorts;
  limit: LimitDoor;
  chains: ChainDoorPorts;
  media: MediaDoorPorts;
  /** Asks Farcaster whom it verifies now, unless it was asked a moment ago: a coin pays no wallet that was taken back. */
  confirmWallet(userId: string): Promise<void>;
  askQuote(request: QuoteRequest): Promise<{ status: number; body: unknown }>;
};

/** What a signed-in person does: look at, change, approve or refuse the coin of their performance, and ask for quotes. */
export function makeHandler(
  { requireSession: verify, consent, identity, health, media, views, chains, limit, confirmWallet, askQuote }: ApiPorts,
  config: ConsentConfig & Pick<SiweTerms, 'appUrl'> & { log?: HandleOptions['log'] },
): (request: Request) => Promise<Response> {
  const requireSession: RequireSession = async request => {
    const session = await verify(request);
    await limit('act', session.userId);
    return session;
  };
  const look = route('GET', '/launches/:queueId/consent', async ({ request, params }) => {
    const { userId } = await requireSession(request);
    await confirmWallet(userId);
    return openConsent(consent, config, { launchId: params.queueId, userId });
  });
  const edit = route('PATCH', '/launches/:queueId', async ({ request, params, json }) => {
    const { userId } = await requireSession(request);
    return editConsent(consent, config, { launchId: params.queueId, userId, ...(await json(editSchema)) });
  });
  const approve = route('POST', '/launches/:queueId/approve', async ({ request, params, json }) => {
    const { userId } = await requireSession(request);
    await confirmWallet(userId);
    return approveLaunch(consent, config, { launchId: params.queueId, userId, ...(await json(approveSchema)) });
  });
  const refuse = route('POST', '/launches/:queueId/refuse', async ({ request, params }) => {
    const { userId } = await requireSession(request);
    return refuseLaunch(consent, { launchId: params.queueId, userId });
  });
  const quote = route('POST', '/zora/quote', async ({ request, json }) => {
    await limit('quote', (await verify(request)).userId);
    const { status, body } = await askQuote(await json(quoteRequest));
    return answer(body, { status });
  });
  return handle({
    name: 'api',
    routes: [
      look,
      edit,
      approve,
      refuse,
      quote,
      ...identityRoutes(requireSession, identity, config),
      ...healthRoutes(health),
      ...viewRoutes(verify, views, limit),
      ...chainRoutes(requireSession, chains),
      ...mediaRoutes(requireSession, media),
    ],
    cors: true,
    ...(config.log && { log: config.log }),
  });
}
