import { useInfiniteQuery } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { useConnection } from '../../lib/connection.ts';
import { ReadError } from '../../lib/read-error.tsx';
import { MoreButton } from '../../ui/button/more-button.tsx';
import { cx } from '../../ui/cx.ts';
import { Field } from '../../ui/field/field.tsx';
import { Page, TopBar } from '../../ui/layout/layout.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { EmptyState } from '../../ui/state/empty-state.tsx';
import { Notice } from '../../ui/state/notice.tsx';
import styles from './search.module.css';
import { isEnough, searchQuery } from './search-query.ts';
import { moveFocus, SearchResults } from './search-results.tsx';
import { useDebounced } from './use-debounced.ts';

/** Somebody who still types is not asked about. */
const STILL_MS = 250;

type SearchScreenProps = {
  words: string;
  onWords: (words: string) => void;
  onPerson: (id: string) => void;
  onTake: (id: string) => void;
  onBack: () => void;
  toFeed: ReactNode;
};

/** Finds people and takes by name and title while one types. */
export function SearchScreen({ words, onWords, onPerson, onTake, onBack, toFeed }: SearchScreenProps) {
  const input = useRef<HTMLInputElement>(null);
  const asked = useDebounced(words.trim(), STILL_MS);
  const query = useInfiniteQuery(searchQuery(asked));
  const { online } = useConnection();
  const searches = isEnough(asked);
  const waiting = usePending(searches && query.isLoading);
  const found = query.data?.pages.flatMap(page => page.found) ?? [];
  return (
    <Page className={styles.page ?? ''}>
      <TopBar title="Search" onBack={onBack} />
      <div className={styles.form}>
        <Field
          ref={input}
          type="search"
          label="A name or a title"
          value={words}
          autoFocus
          autoComplete="off"
          enterKeyHint="search"
          maxLength={80}
          onChange={event => onWords(event.target.value)}
          onKeyDown={moveFocus}
        />
      </div>
      {!online && (
        <div className={styles.note}>
          <Notice icon="offline" tone="paper" role="status">
            Search needs a connection.
          </Notice>
        </div>
      )}
      <p className="visually-hidden" role="status">
        {searches && query.isSuccess && `${found.length}${query.hasNextPage ? ' or more' : ''} found`}
      </p>
      {found.length > 0 && (
        <div className={styles.results}>
          <SearchResults found={found} onPerson={onPerson} onTake={onTake} />
          {query.hasNextPage && (
            <MoreButton label="Show more" loading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
          )}
        </div>
      )}
      {!searches && (
        <p className={cx(styles.hint, 'label secondary')}>Two letters are enough, and a typing error does no harm.</p>
      )}
      {waiting && found.length === 0 && <Waiting />}
      {searches && query.isError && !waiting && online && (
        <div className={styles.middle}>
          <ReadError error={query.error} onRetry={() => void query.refetch()} retrying={query.isRefetching}>
            The search did not work. Try again in a moment.
          </ReadError>
        </div>
      )}
      {searches && query.isSuccess && !waiting && found.length === 0 && (
        <div className={styles.middle}>
          <EmptyState lines={['Empty', 'house']} action={toFeed}>
            Nobody and nothing here is called “{asked}”. Fewer letters may find more.
          </EmptyState>
        </div>
      )}
    </Page>
  );
}

function Waiting() {
  return (
    <div className={styles.waiting} aria-busy="true">
      <span className="visually-hidden">Searching</span>
      {[160, 210, 130, 190].map(width => (
        <div key={width} className={styles.waitingRow}>
          <Skeleton width={44} height={44} shape="round" />
          <Skeleton width={width} height={18} />
        </div>
      ))}
    </div>
  );
}
