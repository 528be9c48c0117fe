import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { ReadError } from '../../lib/read-error.tsx';
import { Centred, Page, TopBar } from '../../ui/layout/layout.tsx';
import { usePageTitle } from '../../ui/layout/use-page-title.ts';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { EmptyState } from '../../ui/state/empty-state.tsx';
import { OutOfRange } from '../../ui/state/out-of-range.tsx';
import { showOwnProfile } from './account-calls.ts';
import styles from './identity.module.css';
import { personQuery } from './identity-queries.ts';
import { PersonProfile, type PersonProfileProps } from './person-profile.tsx';

type PersonScreenProps = Omit<PersonProfileProps, 'person'> & { idOrName: string; toFeed: ReactNode };

/** A person's page: who they are, their takes, their coins. One's own can be edited here. */
export function PersonScreen({ idOrName, onBack, toFeed, ...rest }: PersonScreenProps) {
  const { data: person, error, refetch, isFetching, isPending, isPaused } = useQuery(personQuery(idOrName));
  const waiting = usePending(person === undefined && !error);
  usePageTitle(person?.gone ? undefined : person?.name);
  useEffect(() => {
    if (person) showOwnProfile(person);
  }, [person]);
  if (person && !person.gone) return <PersonProfile person={person} onBack={onBack} {...rest} />;
  return (
    <Page>
      <TopBar unseen="Performer" onBack={onBack} />
      {error && (
        <Centred>
          <ReadError error={error} onRetry={() => void refetch()} retrying={isFetching}>
            We could not load this person. Nothing is lost: try again in a moment.
          </ReadError>
        </Centred>
      )}
      {isPending && isPaused && (
        <Centred>
          <OutOfRange />
        </Centred>
      )}
      {isPending && !isPaused && (
        <div className={styles.head} role="status" aria-label="Loading" aria-busy="true">
          {waiting && <Waiting />}
        </div>
      )}
      {!error && person !== undefined && (
        <Centred>
          <EmptyState lines={['Left', 'the stage']} action={toFeed}>
            There is nobody of this name here. They may have left, or the link is cut short.
          </EmptyState>
        </Centred>
      )}
    </Page>
  );
}

function Waiting() {
  return (
    <>
      <Skeleton width={96} height={96} shape="round" />
      <div className={styles.name}>
        <Skeleton height={54} />
      </div>
      <Skeleton width="70%" height={18} />
      <div className={styles.waitingRest}>
        <Skeleton width="55%" height={18} />
        <Skeleton height={48} shape="control" />
        <div className={styles.waitingTakes}>
          <Skeleton height={200} shape="print" />
          <Skeleton height={200} shape="print" />
        </div>
      </div>
    </>
  );
}
