import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { BIO_MOST, NAME_MOST } from '../../../shared/identity/profile-limits.ts';
import { wordsOf } from '../../lib/errors.ts';
import { Avatar } from '../../ui/avatar/avatar.tsx';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import { editProfile, type ProfileEdit } from './account-calls.ts';
import styles from './identity.module.css';
import type { Person } from './person.ts';

type Draft = { name: string; bio: string; picture: string };

type EditProfileSheetProps = {
  person: Person;
  onClose: () => void;
  /** Chooses a picture from the device; `onSaved` is called once it is theirs. */
  picture?: ((onSaved: () => void) => ReactNode) | undefined;
};

/** Name, bio and picture, as the person wants them here. */
export function EditProfileSheet({ person, onClose, picture }: EditProfileSheetProps) {
  const cache = useQueryClient();
  const [draft, setDraft] = useState<Draft>({ name: person.name, bio: person.bio ?? '', picture: person.avatarUrl ?? '' });
  const [working, setWorking] = useState<'saving' | 'resetting' | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    setFault(null);
  };
  const readAgain = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ['identity', 'person'] }),
      cache.invalidateQueries({ queryKey: ['performances'] }),
    ]);
  const send = async (what: 'saving' | 'resetting', edit: ProfileEdit) => {
    setWorking(what);
    try {
      await editProfile(edit);
      await readAgain();
      onClose();
    } catch (error) {
      setFault(wordsOf(error).body);
      setWorking(null);
    }
  };
  const edit = changesOf(person, draft);
  return (
    <Sheet open onOpenChange={open => !open && onClose()} title="Edit profile">
      <form
        className={styles.form}
        onSubmit={event => {
          event.preventDefault();
          if (edit && !working) void send('saving', edit);
        }}
      >
        <Avatar name={draft.name || person.name} src={/^https:\/\//.test(draft.picture) ? draft.picture : null} size={64} />
        {picture?.(() => void readAgain().then(onClose))}
        <Field
          label="Name"
          value={draft.name}
          onChange={event => change({ name: event.target.value })}
          count={`${[...draft.name].length}/${NAME_MOST}`}
          autoComplete="nickname"
        />
        <Field
          label="Bio"
          value={draft.bio}
          onChange={event => change({ bio: event.target.value })}
          count={`${[...draft.bio].length}/${BIO_MOST}`}
        />
        <Field
          label="Picture link"
          type="url"
          inputMode="url"
          placeholder="https://"
          value={draft.picture}
          onChange={event => change({ picture: event.target.value })}
          hint="Or a link to a picture on the web. Without one, your initials stand there."
        />
        <Fault>{fault}</Fault>
        <Button
          type="submit"
          full
          size="big"
          working={working === 'saving' ? 'Saving' : undefined}
          disabledReason={edit ? undefined : 'Nothing has changed.'}
        >
          Save profile
        </Button>
        {person.fid !== null && (
          <Button
            full
            variant="text"
            working={working === 'resetting' ? 'Asking Farcaster' : undefined}
            onClick={() => void send('resetting', { as_on_farcaster: true })}
          >
            Use my Farcaster profile
          </Button>
        )}
      </form>
    </Sheet>
  );
}

/** What differs from the profile; null when nothing does. */
function changesOf(person: Person, { name, bio, picture }: Draft): ProfileEdit | null {
  const edit = {
    ...(name !== person.name && { display_name: name }),
    ...(bio !== (person.bio ?? '') && { bio: bio || null }),
    ...(picture !== (person.avatarUrl ?? '') && { avatar_url: picture || null }),
  };
  return Object.keys(edit).length > 0 ? edit : null;
}
