import { config, currentUser } from './config.ts';
import type { Person } from './person.ts';
import { update } from './store.ts';

type NotificationDetails = { url: string; token: string };

const POLL_MS = 1_000;
let known: number | null = null;

/** Reads the person anew; a notification that was not there the last time becomes the banner. */
export async function readPerson(): Promise<void> {
  const response = await fetch(`${config.hostUrl}/person?fid=${currentUser.fid}`).catch(() => null);
  if (!response?.ok) return;
  const person = (await response.json()) as Person;
  const newest = person.shown.at(-1);
  const isNew = known !== null && person.shown.length > known;
  known = person.shown.length;
  update({ person, ...(isNew && newest && { banner: newest }) });
}

/** Follows the person while the page is there. */
export function watchPerson(): () => void {
  const timer = setInterval(() => void readPerson(), POLL_MS);
  return () => clearInterval(timer);
}

/** The person adds or removes the app, or turns its notifications on or off. The app is told by a signed webhook. */
export async function changePerson(what: 'add' | 'remove' | 'enable' | 'disable'): Promise<NotificationDetails | undefined> {
  const body = JSON.stringify({ fid: currentUser.fid, what });
  const response = await fetch(`${config.hostUrl}/change`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  if (!response.ok) throw new Error(`The client's server answered ${response.status}.`);
  const said = (await response.json()) as { notificationDetails?: NotificationDetails };
  await readPerson();
  return said.notificationDetails;
}
