import { type ReactNode, useState } from 'react';
import { CheckedAvatar } from '../../lib/checked-avatar.tsx';
import { useSession } from '../../lib/session.ts';
import { Button } from '../../ui/button/button.tsx';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { cx } from '../../ui/cx.ts';
import { Page, Section, TopBar } from '../../ui/layout/layout.tsx';
import { Segments } from '../../ui/tabs/tabs.tsx';
import { WoodType } from '../../ui/wood-type/wood-type.tsx';
import { EditProfileSheet } from './edit-profile-sheet.tsx';
import styles from './identity.module.css';
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

export type PersonProfileProps = {
  person: Person;
  slots: PersonSlots;
  onBack: () => void;
  onShare: (person: Person) => void;
  /** Opens the person's Farcaster profile. */
  onFarcaster: (fid: number) => void;
  onAccount: () => void;
};

const TABS = [
  { value: 'takes', label: 'Takes' },
  { value: 'coins', label: 'Coins' },
] as const;

/** Who somebody is, their takes and their coins. */
export function PersonProfile({ person, slots, onBack, onShare, onFarcaster, onAccount }: PersonProfileProps) {
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
