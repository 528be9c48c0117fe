import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { haptic } from '../../lib/host-actions.ts';
import { useSession } from '../../lib/session.ts';
import { type ApproveStep, approveCoin, refuseCoin } from './approve-coin.ts';
import type { ConsentAnswer } from './consent.ts';

/**
 * The creator's yes or no to what the card shows: how far it is, and what went wrong, in words.
 * @param readAgain called when something went wrong: what changed under the card is shown before it can be approved again
 */
export function useConsentAnswer(
  launchId: string,
  card: { consent: ConsentAnswer; pictureUrl: string | null },
  readAgain: () => Promise<unknown>,
) {
  const cache = useQueryClient();
  const wallet = useSession()?.user.walletAddress ?? null;
  const [step, setStep] = useState<ApproveStep | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  // The consent itself is not read again: once answered it is nobody's to give.
  const done = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ['launches', 'own'] }),
      cache.invalidateQueries({ queryKey: ['launches', 'takes'] }),
    ]);
  const attempt = async (act: () => Promise<void>) => {
    setFault(null);
    try {
      await act();
      await done();
    } catch (cause) {
      setFault(wordsOf(cause).body);
      void readAgain();
      haptic('error');
    } finally {
      setStep(null);
    }
  };
  return {
    step,
    error: fault ?? (wallet ? null : 'Verify a wallet on Farcaster first: the coin pays you there.'),
    approve: () =>
      void attempt(async () => {
        if (!wallet) throw new Error('no verified wallet');
        const { consent, pictureUrl } = card;
        await approveCoin(consent, { ...consent, launchId, pictureUrl, wallet }, setStep);
        haptic('success');
      }),
    refuse: () => void attempt(() => refuseCoin(launchId)),
  };
}
