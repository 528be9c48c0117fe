import { hostStore } from './host.ts';
import { sessionStore } from './session.ts';
import { createStore } from './store.ts';

/** `turn` counts the people after one another: what is keyed by it begins anew with the next. */
export type Person = { id: string | null; turn: number };

/**
 * Whose this tab is, as far as that is known: whom the host names, or who signed in. It stays theirs when their session runs out, as they may go on
 * with another; `id` is null before anybody came and once they signed out. For keeping people's things apart in this browser, never for rights.
 */
export const personStore = createStore<Person>({ id: null, turn: 0 });

function setPerson(id: string | null): void {
  const before = personStore.get();
  if (id !== before.id) personStore.set({ id, turn: before.turn + (before.id === null ? 0 : 1) });
}

/** By Farcaster id where there is one: the host knows it before anybody signs in. */
function look(): void {
  const user = sessionStore.get()?.user;
  const fid = hostStore.get().user?.fid ?? user?.fid ?? null;
  const id = fid === null ? user?.id : `fid ${fid}`;
  if (id !== undefined) setPerson(id);
}
sessionStore.subscribe(look);
hostStore.subscribe(look);

/** Forgets who was here: they signed out, or are no more. */
export function leaveTab(): void {
  sessionStore.set(null);
  setPerson(null);
  look();
}
