import * as z from 'zod/mini';
import { forSigning } from '../../../shared/launches/for-signing.ts';
import { callApi } from '../../lib/api.ts';
import { ApiError } from '../../lib/api-error.ts';
import { shortAddress } from '../../lib/short-address.ts';
import { type Offer, offerData } from './offer.ts';

const said = z.object({ status: z.string() });

/** Takes a part: the viewer's verified wallet signs what the card says. @throws ApiError, WalletError */
export async function acceptOffer(offer: Offer, verified: `0x${string}`): Promise<void> {
  const { connectWallet, signTyped } = await import('../../lib/wallet.ts');
  const wallet = await connectWallet();
  if (wallet.toLowerCase() !== verified.toLowerCase()) {
    const words = `Accept with the wallet that Farcaster verified for you, ${shortAddress(verified)}. This one is ${shortAddress(wallet)}.`;
    throw new ApiError('launches/other-wallet', words, { status: 0, retryable: true });
  }
  const signature = await signTyped(wallet, forSigning(offerData(offer, verified)));
  await callApi(`api/parts/${offer.launchId}/accept`, { method: 'POST', body: { bps: offer.bps, signature }, schema: said });
}

/** Says no to a part. */
export async function declineOffer({ launchId }: Offer): Promise<void> {
  await callApi(`api/parts/${launchId}/decline`, { method: 'POST', schema: said });
}
