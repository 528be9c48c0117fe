import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import type { ConsentAnswer } from './consent.ts';
import { ConsentCard } from './consent-card.tsx';
import { consentQuery } from './consent-query.ts';
import { type CoinPictureSlot, EditSheet } from './edit-sheet.tsx';
import type { Launch } from './launch.ts';
import styles from './launches.module.css';
import { useConsentAnswer } from './use-consent-answer.ts';

type DecisionProps = { launch: Launch; uploadPicture: CoinPictureSlot };

/** The card of one launch that waits for its creator, with what its buttons do. */
export function Decision({ launch, uploadPicture }: DecisionProps) {
  const { data: consent, error, refetch, isFetching } = useQuery(consentQuery(launch.id));
  if (consent) return <Answerable launch={launch} consent={consent} readAgain={refetch} uploadPicture={uploadPicture} />;
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

type AnswerableProps = DecisionProps & { consent: ConsentAnswer; readAgain: () => Promise<unknown> };

function Answerable({ launch, consent, readAgain, uploadPicture }: AnswerableProps) {
  const cache = useQueryClient();
  const [editing, setEditing] = useState(false);
  const pictureUrl = consent.pictures.find(({ id }) => id === consent.picture)?.url ?? null;
  const { step, error, approve, refuse } = useConsentAnswer(launch.id, { consent, pictureUrl }, readAgain);
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
        error={error}
        onApprove={approve}
        onEdit={() => setEditing(true)}
        onRefuse={refuse}
      />
      {editing && (
        <EditSheet
          consent={consent}
          uploadPicture={uploadPicture}
          readAgain={readAgain}
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
