import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNow } from '../../lib/clock.ts';
import { wordsOf } from '../../lib/errors.ts';
import { haptic } from '../../lib/host-actions.ts';
import { useSession } from '../../lib/session.ts';
import { Button } from '../../ui/button/button.tsx';
import { countdown } from '../../ui/format/time.ts';
import { Card } from '../../ui/layout/layout.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { acceptOffer, declineOffer } from './answer-offer.ts';
import styles from './launches.module.css';
import type { Offer } from './offer.ts';
import { percent } from './percent.ts';

const ANSWERED = { accepted: 'You accepted. The creator decides now.', declined: 'You said no.' };

/** Somebody asks the viewer to share in a coin. */
export function OfferCard({ offer }: { offer: Offer }) {
  const cache = useQueryClient();
  const wallet = useSession()?.user.walletAddress ?? null;
  const left = offer.expiresAt - useNow(1000);
  const [doing, setDoing] = useState<'accept' | 'decline' | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const act = async (what: 'accept' | 'decline', run: () => Promise<void>) => {
    setFault(null);
    setDoing(what);
    try {
      await run();
      haptic('success');
    } catch (cause) {
      setFault(wordsOf(cause).body);
      haptic('error');
    } finally {
      setDoing(null);
      await cache.invalidateQueries({ queryKey: ['launches', 'offers'] });
    }
  };
  if (left <= 0) return null;
  return (
    <section className={styles.consent} aria-label={`${offer.title}: share in it`}>
      <Card>
        <div className={styles.offerHead}>
          <div>
            <h2 className={styles.consentTitle}>{offer.creatorName} shares with you</h2>
            <p className={styles.progressSays}>
              {percent(offer.bps)} of what the coin of {offer.title} earns, paid to your wallet. Your part is fixed once the coin
              is made, but its owner, {offer.creatorName}, could later have new earnings paid elsewhere. There may be no coin, and
              nothing to earn.
            </p>
          </div>
          {offer.posterUrl && <img className={styles.consentPicture} src={offer.posterUrl} alt="" />}
        </div>
        {(fault ?? (wallet ? null : 'Verify a wallet on Farcaster first: your part is paid there.')) && (
          <Notice icon="warning" tone="warn" role="alert">
            {fault ?? 'Verify a wallet on Farcaster first: your part is paid there.'}
          </Notice>
        )}
        <p className={styles.offerLeft}>
          <span>{offer.answer === 'asked' ? 'Time to decide' : ANSWERED[offer.answer]}</span>
          <span className="figure-inline tabular">{countdown(left)}</span>
        </p>
        <div className={styles.buttons}>
          <Button
            variant="outline"
            disabledReason={offer.answer === 'declined' ? 'You said no.' : undefined}
            working={doing === 'decline' ? 'Sending' : undefined}
            onClick={() => void act('decline', () => declineOffer(offer))}
          >
            {offer.answer === 'accepted' ? 'Take it back' : 'No'}
          </Button>
          {offer.answer !== 'accepted' && (
            <Button
              variant="quiet"
              disabledReason={wallet ? undefined : 'No verified wallet.'}
              working={doing === 'accept' ? 'In your wallet' : undefined}
              onClick={() => wallet && void act('accept', () => acceptOffer(offer, wallet))}
            >
              Accept {percent(offer.bps)}
            </Button>
          )}
        </div>
      </Card>
    </section>
  );
}
