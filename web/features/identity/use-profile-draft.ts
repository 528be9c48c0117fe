import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { wordsOf } from '../../lib/errors.ts';
import { editProfile, type ProfileEdit } from './account-calls.ts';
import type { Person } from './person.ts';

type Draft = { name: string; bio: string; picture: string };

/** A profile as its person is changing it, and sending what differs. `onSaved` is called once it is read again. */
export function useProfileDraft(person: Person, onSaved: () => void) {
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
      onSaved();
    } catch (error) {
      setFault(wordsOf(error).body);
      setWorking(null);
    }
  };
  return { draft, change, edit: changesOf(person, draft), working, fault, send, readAgain };
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
