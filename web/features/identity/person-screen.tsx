import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { CheckedAvatar } from '../../lib/checked-avatar.tsx';
import { ReadError } from '../../lib/read-error.tsx';
import { useSession } from '../../lib/session.ts';
import { Button } from '../../ui/button/button.tsx';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { cx } from '../../ui/cx.ts';
import { Centred, Page, Section, TopBar } from '../../ui/layout/layout.tsx';
import { usePageTitle } from '../../ui/layout/use-page-title.ts';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { EmptyState } from '../../ui/state/empty-state.tsx';
import { OutOfRange } from '../../ui/state/out-of-range.tsx';
import { Segments } from '../../ui/tabs/tabs.tsx';
import { WoodType } from '../../ui/wood-type/wood-type.tsx';
import { showOwnProfile } from './account-calls.ts';
import { EditProfileSheet } from './edit-profile-sheet.tsx';
import styles from './identity.module.css';
import { personQuery } from './identity-queries.ts';
import { nameLines } from './name-lines.ts';
import type { Person } from './person.ts';

/** What other parts of the app put onto a profile. */
export type PersonSlots = {
  /** Beside the picture of somebody else: follow. */
  action?: (person: Person) => ReactNode;
  /** Counts under the bio: followers, takes, coins. */
  facts?: (person: Person) => ReactNode;
  /** In one's own profile sheet: chooses a picture from the device. */
  picture?: (onSaved: () => void) => ReactNode;
  takes: (person: Person) => ReactNode;
  coins: (person: Person) => ReactNode;
};

type PersonScreenProps = {
  idOrName: string;
  slots: PersonSlots;
  onBack: () => void;
  onShare: (person: Person) => void;
  /** Opens the person's Farcaster profile. */
  onFarcaster: (fid: number) => void;
  onAccount: () => void;
  toFeed: ReactNode;
};

/** A person's page: who they are, their takes, their coins. One's own can be edited here. */
export function PersonScreen({ idOrName, onBack, toFeed, ...rest }: PersonScreenProps) {
  const { data: person, error, refetch, isFetching, isPending, isPaused } = useQuery(personQuery(idOrName));
  const waiting = usePending(person === undefined && !error);
  usePageTitle(person?.gone ? undefined : person?.name);
  useEffect(() => {
    if (person) showOwnProfile(person);
  }, [person]);
  if (person && !person.gone) return <Profile person={person} onBack={onBack} {...rest} />;
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

const TABS = [
  { value: 'takes', label: 'Takes' },
  { value: 'coins', label: 'Coins' },
] as const;

function Profile({
  person,
  slots,
  onBack,
  onShare,
  onFarcaster,
  onAccount,
}: Omit<PersonScreenProps, 'idOrName' | 'toFeed'> & { person: Person }) {
  const own = useSession()?.user.id === person.id;
  const [editing, setEditing] = useState(false);
  const [tab, setTab] = useState<'takes' | 'coins'>('takes');
  const { fid } = person;
  return (
    <Page>
      <TopBar onBack={onBack}>
        <IconButton icon="share" label="Share" onClick={() => onShare(person)} />
        {fid !== null && <IconButton icon="external" label="See on Farcaster" onClick={() => onFarcaster(fid)} />}
        {own && <IconButton icon="gear" label="Your account" onClick={onAccount} />}
      </TopBar>
      <header className={styles.head}>
        <div className={styles.row}>
          <CheckedAvatar name={person.name} src={person.avatarUrl} size={96} />
          {own ? (
            <Button size="small" variant="quiet" onClick={() => setEditing(true)}>
              Edit profile
            </Button>
          ) : (
            slots.action?.(person)
          )}
        </div>
        <WoodType
          as="h1"
          lines={nameLines(person.name)}
          height={0.15 * nameLines(person.name).length}
          title={person.name}
          className={cx(styles.name)}
        />
        {(person.username || person.bio) && (
          <p className="secondary">{[person.username && `@${person.username}`, person.bio].filter(Boolean).join('. ')}</p>
        )}
        <div className={cx(styles.facts, 'tabular')}>{slots.facts?.(person)}</div>
      </header>
      <Section label={`What ${person.name} performs`}>
        <div className={styles.narrow}>
          <Segments label="Show" items={TABS} value={tab} onChange={setTab} panelId="person-tab" />
        </div>
        <div id="person-tab" className={styles.tab} role="tabpanel" aria-label={tab === 'takes' ? 'Takes' : 'Coins'}>
          {slots[tab](person)}
        </div>
      </Section>
      {editing && <EditProfileSheet person={person} onClose={() => setEditing(false)} picture={slots.picture} />}
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
