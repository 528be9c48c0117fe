import { hostStore } from './host.ts';
import { type Session, type SessionUser, sessionStore } from './session.ts';
import { browserStorage } from './storage.ts';
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
function idOf(user: SessionUser | undefined): string | null {
  const fid = hostStore.get().user?.fid ?? user?.fid ?? null;
  return fid === null ? (user?.id ?? null) : `fid ${fid}`;
}

function look(): void {
  const id = idOf(sessionStore.get()?.user);
  if (id !== null) setPerson(id);
}
sessionStore.subscribe(look);
hostStore.subscribe(look);

/** Forgets who was here: they signed out, or are no more. */
export function leaveTab(): void {
  sessionStore.set(null);
  setPerson(null);
  look();
}

const JOINED = 'gigavibe.joined';
/** For where the browser refuses storage: what goes on in this tab stays theirs all the same. */
let joinedHere: Record<string, string> = {};

/** Goes on with another session of the same person. Where it is of another account, theirs were joined: what was theirs in this browser stays so. */
export function goOnAs(session: Session): void {
  const { id, turn } = personStore.get();
  const next = idOf(session.user);
  if (id !== null && next !== null && next !== id) {
    joinedHere = { ...joined(), [id]: next };
    browserStorage.setItem(JOINED, JSON.stringify(joinedHere));
    personStore.set({ id: next, turn });
  }
  sessionStore.set(session);
}

/** Who somebody of this browser is by now. */
function joinedTo(id: string): string {
  const all = joined();
  const passed = new Set<string>();
  let now = id;
  for (let next = all[now]; next !== undefined && !passed.has(next); next = all[now]) {
    passed.add(next);
    now = next;
  }
  return now;
}

/** Whether what was made in this browser while it was `id`'s is that of whoever is here now: their own, or that of an account that joined theirs. */
export function belongsHere(id: string | null): boolean {
  return (id === null ? null : joinedTo(id)) === personStore.get().id;
}

function joined(): Record<string, string> {
  try {
    return { ...joinedHere, ...JSON.parse(browserStorage.getItem(JOINED) ?? '{}') };
  } catch {
    return joinedHere;
  }
}
