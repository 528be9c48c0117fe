import { privateKeyToAccount } from 'viem/accounts';
import { type Doors, type Session, signInAs } from '../replay/approve-as-creator.ts';
import type { Person } from './people.ts';

export type VisitorDoorsOptions = {
  doors: Doors;
  restUrl: string;
  publishableKey: string;
  /** Unix ms. */
  now: () => number;
};

const SESSION_MS = 50 * 60_000;
/** Sessions that are kept; who was here longest ago is forgotten. */
const MOST_SESSIONS = 40;

/** The app's doors as the town's people use them: they sign in and stay signed in, ask REST, and say what they watch. */
export function visitorDoors({ doors, restUrl, publishableKey, now }: VisitorDoorsOptions) {
  const sessions = new Map<number, { session: Session; until: number }>();

  const sessionOf = async (person: Person): Promise<Session> => {
    const known = sessions.get(person.fid);
    if (known && known.until > now()) return known.session;
    const session = await signInAs(doors, person.fid, privateKeyToAccount(person.account.privateKey));
    sessions.delete(person.fid);
    sessions.set(person.fid, { session, until: now() + SESSION_MS });
    const [oldest] = sessions.keys();
    if (sessions.size > MOST_SESSIONS && oldest !== undefined) sessions.delete(oldest);
    return session;
  };

  const ask = async <T>(session: Session, path: string, init: RequestInit = {}): Promise<T[]> => {
    const headers = {
      apikey: publishableKey,
      authorization: `Bearer ${session.access_token}`,
      'content-type': 'application/json',
    };
    const response = await fetch(`${restUrl}/${path}`, { ...init, headers });
    const text = await response.text();
    // 409: followed or reported already, in an earlier life.
    if (!response.ok && response.status !== 409) throw new Error(`${path.split('?')[0]} answered ${response.status}: ${text}`);
    return response.ok && text !== '' ? (JSON.parse(text) as T[]) : [];
  };

  const watch = async (take: { id: string }, headers: Record<string, string>): Promise<void> => {
    const body = JSON.stringify({ performance_id: take.id });
    const response = await fetch(`${doors.functions}/api/views`, {
      method: 'POST',
      headers: { apikey: publishableKey, 'content-type': 'application/json', ...headers },
      body,
    });
    await response.body?.cancel();
    // 429: the onlookers share one network, and its limit.
    if (!response.ok && response.status !== 429) throw new Error(`api/views answered ${response.status}`);
  };

  return { sessionOf, ask, watch };
}
