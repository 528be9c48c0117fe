import type { Hex } from 'viem';
import type { ConsentConfig, ConsentPorts } from './consent-ports.ts';
import { badSignature, inputsChanged, noWallet, offerNotFound, walletHasPart } from './errors.ts';
import { type PartOffer, type PartTypedData, partTypedData } from './part.ts';

/** An offer as its door gives it: snake_case, with what is to be signed; null without a verified wallet. */
export type OfferCard = {
  launch_id: string;
  performance_id: string;
  title: string;
  poster_url: string | null;
  creator_name: string;
  bps: number;
  answer: PartOffer['answer'];
  expires_at: string;
  typedData: PartTypedData | null;
};

/** What a person is asked to share, while it can be answered. */
export async function listOffers(
  { store }: ConsentPorts,
  config: ConsentConfig,
  userId: string,
): Promise<{ offers: OfferCard[] }> {
  const offers = await store.offers(userId);
  return {
    offers: offers.map(offer => ({
      launch_id: offer.launchId,
      performance_id: offer.performanceId,
      title: offer.title,
      poster_url: offer.posterUrl,
      creator_name: offer.creatorName,
      bps: offer.bps,
      answer: offer.answer,
      expires_at: new Date(offer.expiresAt).toISOString(),
      typedData: offer.wallet && partTypedData(config.chainId, { ...offer, account: offer.wallet }),
    })),
  };
}

/**
 * Takes a part: the signature must be the person's verified wallet's over exactly the part that the row says. Sending it again changes nothing.
 * @throws AppError 404, 409 (another part than was seen, no wallet, wallet has a part), 400 (signature)
 */
export async function acceptPart(
  ports: ConsentPorts,
  config: ConsentConfig,
  ask: { launchId: string; userId: string; bps: number; signature: Hex },
): Promise<{ status: 'accepted' }> {
  const offer = await offerOf(ports, ask);
  if (!offer.wallet) throw noWallet();
  if (offer.bps !== ask.bps) throw inputsChanged();
  // One account would get both parts as one: whoever signs must see what they get.
  if ([offer.creatorWallet, ...offer.otherWallets].includes(offer.wallet)) throw walletHasPart();
  const data = partTypedData(config.chainId, { ...offer, account: offer.wallet });
  if (!(await ports.verify(offer.wallet, data, ask.signature))) throw badSignature();
  const answer = { to: 'accepted', account: offer.wallet, signature: ask.signature, now: await ports.now() } as const;
  if (!(await ports.store.answerPart(offer, answer))) throw inputsChanged();
  return { status: 'accepted' };
}

/** Says no to a part; possible until the creator has approved. @throws AppError 404, 409 */
export async function declinePart(
  ports: ConsentPorts,
  ask: { launchId: string; userId: string },
): Promise<{ status: 'declined' }> {
  const offer = await offerOf(ports, ask);
  if (!(await ports.store.answerPart(offer, { to: 'declined', now: await ports.now() }))) throw inputsChanged();
  return { status: 'declined' };
}

async function offerOf({ store, now }: ConsentPorts, ask: { launchId: string; userId: string }): Promise<PartOffer> {
  const offer = (await store.offers(ask.userId)).find(({ launchId }) => launchId === ask.launchId);
  if (!offer || offer.expiresAt <= (await now())) throw offerNotFound();
  return offer;
}
