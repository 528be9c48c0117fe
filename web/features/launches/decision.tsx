import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { haptic } from '../../lib/host-actions.ts';
import { useSession } from '../../lib/session.ts';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import { type ApproveStep, approveCoin, refuseCoin } from './approve-coin.ts';
import { ConsentCard } from './consent-card.tsx';
import { consentQuery } from './consent-query.ts';
import { type CoinPictureSlot, EditSheet } from './edit-sheet.tsx';
import type { Launch } from './launch.ts';
import styles from './launches.module.css';

/** The card of one launch that waits for its creator, with what its buttons do. */
export function Decision({ launch, uploadPicture }: { launch: Launch; uploadPicture: CoinPictureSlot }) {
  const cache = useQueryClient();
  const wallet = useSession()?.user.walletAddress ?? null;
  const { data: consent, error, refetch, isFetching } = useQuery(consentQuery(launch.id));
  const [step, setStep] = useState<ApproveStep | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);

  if (!consent) {
    return (
      <section className={styles.consent} aria-label={`${launch.title}: your decision`}>
        {error ? (
          <Notice
            icon="warning"
            tone="warn"
            role="alert"
            action={isFetching ? undefined : { label: 'Try again', onSelect: () => void refetch() }}
          >
            <strong>{launch.title} crossed the line.</strong> {wordsOf(error).body}
          </Notice>
        ) : (
          <Skeleton height={420} shape="control" />
        )}
      </section>
    );
  }

  const pictureUrl = consent.pictures.find(({ id }) => id === consent.picture)?.url ?? null;
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
      // What changed under the card is shown before it can be approved again.
      void refetch();
      haptic('error');
    } finally {
      setStep(null);
    }
  };
  const approve = () =>
    attempt(async () => {
      if (!wallet) throw new Error('no verified wallet');
      await approveCoin(consent, { ...consent, launchId: launch.id, pictureUrl, wallet }, setStep);
      haptic('success');
    });
  return (
    <>
      <ConsentCard
        title={launch.title}
        pictureUrl={pictureUrl}
        name={consent.name}
        ticker={consent.ticker}
        ownBps={consent.ownBps}
        parts={consent.parts}
        expiresAt={consent.expiresAt}
        step={step}
        error={fault ?? (wallet ? null : 'Verify a wallet on Farcaster first: the coin pays you there.')}
        onApprove={() => void approve()}
        onEdit={() => setEditing(true)}
        onRefuse={() => void attempt(() => refuseCoin(launch.id))}
      />
      {editing && (
        <EditSheet
          consent={consent}
          uploadPicture={uploadPicture}
          readAgain={refetch}
          onClose={() => setEditing(false)}
          onSaved={saved => {
            cache.setQueryData(consentQuery(launch.id).queryKey, saved);
            setEditing(false);
          }}
        />
      )}
    </>
  );
}
