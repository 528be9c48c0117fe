import { approveLaunch, refuseLaunch } from '../../../shared/launches/answer-consent.ts';
import { acceptPart, declinePart, listOffers } from '../../../shared/launches/answer-part.ts';
import type { ConsentConfig, ConsentPorts } from '../../../shared/launches/consent-ports.ts';
import { editConsent, openConsent } from '../../../shared/launches/open-consent.ts';
import { acceptPartSchema, approveSchema, editSchema } from '../../../shared/launches/schema.ts';
import type { RequireSession } from '../_shared/http/require-session.ts';
import { type Route, route } from '../_shared/http/route.ts';

export type LaunchDoorPorts = {
  consent: ConsentPorts;
  /** Asks Farcaster whom it verifies now, unless it was asked a moment ago: a coin pays no wallet that was taken back. */
  confirmWallet(userId: string): Promise<void>;
};

/** What a creator decides about a coin, and what those decide whom they ask to share in it. */
export function launchRoutes(
  requireSession: RequireSession,
  { consent, confirmWallet }: LaunchDoorPorts,
  config: ConsentConfig,
): Route[] {
  const user = async (request: Request) => (await requireSession(request)).userId;
  const payee = async (request: Request) => {
    const userId = await user(request);
    await confirmWallet(userId);
    return userId;
  };
  /** A splitter pays its accounts for good, and who accepted need not have been here since. */
  const confirmParts = async (launchId: string, userId: string) => {
    const file = await consent.store.file(launchId);
    if (file?.launch.userId !== userId || file.launch.status !== 'awaiting_consent') return;
    await Promise.all(file.parts.map(part => confirmWallet(part.userId)));
  };
  return [
    route('GET', '/launches/:queueId/consent', async ({ request, params }) =>
      openConsent(consent, config, { launchId: params.queueId, userId: await payee(request) }),
    ),
    route('PATCH', '/launches/:queueId', async ({ request, params, json }) => {
      const userId = await user(request);
      return editConsent(consent, config, { launchId: params.queueId, userId, ...(await json(editSchema)) });
    }),
    route('POST', '/launches/:queueId/approve', async ({ request, params, json }) => {
      const userId = await payee(request);
      await confirmParts(params.queueId, userId);
      return approveLaunch(consent, config, { launchId: params.queueId, userId, ...(await json(approveSchema)) });
    }),
    route('POST', '/launches/:queueId/refuse', async ({ request, params }) =>
      refuseLaunch(consent, { launchId: params.queueId, userId: await user(request) }),
    ),
    route('GET', '/parts', async ({ request }) => listOffers(consent, config, await payee(request))),
    route('POST', '/parts/:queueId/accept', async ({ request, params, json }) => {
      const userId = await payee(request);
      return acceptPart(consent, config, { launchId: params.queueId, userId, ...(await json(acceptPartSchema)) });
    }),
    route('POST', '/parts/:queueId/decline', async ({ request, params }) =>
      declinePart(consent, { launchId: params.queueId, userId: await user(request) }),
    ),
  ];
}
