import * as z from 'zod/mini';
import { consentForSigning } from '../../../shared/launches/consent.ts';
import { callApi } from '../../lib/api.ts';
import { ApiError } from '../../lib/api-error.ts';
import { shortAddress } from '../../lib/short-address.ts';
import type { ConsentAnswer } from './consent.ts';
import type { CardSays } from './difference-from-card.ts';

export type ApproveStep = 'checking' | 'confirming' | 'sending';

/**
 * Takes the creator's yes from the card to the server: checks that what will be signed is what the card says, asks the wallet, sends the signature.
 * @throws ApiError, WalletError
 */
export async function approveCoin(consent: ConsentAnswer, card: CardSays, tell: (step: ApproveStep) => void): Promise<void> {
  tell('checking');
  const [{ connectWallet, signTyped }, { differenceFromCard }] = await Promise.all([
    import('../../lib/wallet.ts'),
    import('./difference-from-card.ts'),
  ]);
  const { typedData } = consent;
  const difference = typedData ? await differenceFromCard(typedData, card) : 'somebody who did not accept';
  if (!typedData || difference) {
    throw new ApiError(
      'launches/not-as-shown',
      `What came back to sign is not what this card says: ${difference}. We did not ask your wallet.`,
      { status: 0, retryable: false },
    );
  }
  const wallet = await connectWallet();
  if (wallet.toLowerCase() !== card.wallet.toLowerCase()) {
    throw new ApiError(
      'launches/other-wallet',
      `Approve with the wallet that Farcaster verified for you, ${shortAddress(card.wallet)}. This one is ${shortAddress(wallet)}.`,
      {
        status: 0,
        retryable: true,
      },
    );
  }
  tell('confirming');
  const signature = await signTyped(wallet, consentForSigning(typedData));
  tell('sending');
  await callApi(`api/launches/${consent.launchId}/approve`, {
    method: 'POST',
    body: { signature, message: typedData.message },
    schema: z.object({ status: z.string() }),
  });
}

/** No coin for this take, for good. */
export async function refuseCoin(launchId: string): Promise<void> {
  await callApi(`api/launches/${launchId}/refuse`, { method: 'POST', schema: z.object({ status: z.string() }) });
}
