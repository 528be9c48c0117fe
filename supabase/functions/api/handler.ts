import type { SiweTerms } from '../../../shared/identity/siwe.ts';
import type { ConsentConfig } from '../../../shared/launches/consent-ports.ts';
import type { LimitDoor } from '../../../shared/ops/door-limits.ts';
import { type HandleOptions, handle } from '../_shared/http/handle.ts';
import type { RequireSession } from '../_shared/http/require-session.ts';
import { type ChainDoorPorts, chainRoutes } from './chain-routes.ts';
import { type HealthDoorPorts, healthRoutes } from './health-routes.ts';
import { type IdentityDoorPorts, identityRoutes, livingSession } from './identity-routes.ts';
import { type LaunchDoorPorts, launchRoutes } from './launch-routes.ts';
import { type MediaDoorPorts, mediaRoutes } from './media-routes.ts';
import { type PostDoorPorts, performanceRoutes } from './performance-routes.ts';
import { type PremiumDoorPorts, premiumRoutes } from './premium-routes.ts';
import { type PrintDoorPorts, printRoutes } from './print-routes.ts';
import { type QuoteDoorPorts, quoteRoutes } from './quote-routes.ts';
import { type ViewDoorPorts, viewRoutes } from './view-routes.ts';

export type ApiPorts = {
  requireSession: RequireSession;
  launches: LaunchDoorPorts;
  identity: IdentityDoorPorts;
  health: HealthDoorPorts;
  views: ViewDoorPorts;
  limit: LimitDoor;
  chains: ChainDoorPorts;
  prints: PrintDoorPorts;
  media: MediaDoorPorts;
  posts: PostDoorPorts;
  premium: PremiumDoorPorts;
  quotes: QuoteDoorPorts;
};

/** What a signed-in person does: decide about the coin of their performance, share in those of others, ask for quotes, keep their account. */
export function makeHandler(
  { requireSession: verify, launches, identity, health, media, posts, premium, views, chains, prints, limit, quotes }: ApiPorts,
  config: ConsentConfig & Pick<SiweTerms, 'appUrl'> & { log?: HandleOptions['log'] },
): (request: Request) => Promise<Response> {
  const limited: RequireSession = async request => {
    const session = await verify(request);
    await limit('act', session.userId);
    return session;
  };
  const requireSession = livingSession(limited, identity);
  return handle({
    name: 'api',
    routes: [
      ...quoteRoutes(limited, quotes, limit),
      ...launchRoutes(requireSession, launches, config),
      ...identityRoutes(requireSession, identity, config),
      ...healthRoutes(health),
      ...viewRoutes(verify, views, limit),
      ...chainRoutes(requireSession, chains, limit),
      ...printRoutes(requireSession, prints),
      ...mediaRoutes(requireSession, media, limit),
      ...performanceRoutes(requireSession, posts, limit, config),
      ...premiumRoutes(requireSession, premium, limit),
    ],
    cors: true,
    ...(config.log && { log: config.log }),
  });
}
