import type { ReactNode } from 'react';
import { BIO_MOST, NAME_MOST } from '../../../shared/identity/profile-limits.ts';
import { Avatar } from '../../ui/avatar/avatar.tsx';
import { Button } from '../../ui/button/button.tsx';
import { Field } from '../../ui/field/field.tsx';
import { Sheet } from '../../ui/sheet/sheet.tsx';
import { Fault } from '../../ui/state/fault.tsx';
import styles from './identity.module.css';
import type { Person } from './person.ts';
import { useProfileDraft } from './use-profile-draft.ts';

type EditProfileSheetProps = {
  person: Person;
  onClose: () => void;
  /** Chooses a picture from the device; `onSaved` is called once it is theirs. */
  picture?: ((onSaved: () => void) => ReactNode) | undefined;
};

/** Name, bio and picture, as the person wants them here. */
export function EditProfileSheet({ person, onClose, picture }: EditProfileSheetProps) {
  const { draft, change, edit, working, fault, send, readAgain } = useProfileDraft(person, onClose);
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
