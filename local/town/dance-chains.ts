import { privateKeyToAccount } from 'viem/accounts';
import { DANCES } from '../../shared/chains/testing/dancer.ts';
import { type Doors, type Session, signInAs } from '../replay/approve-as-creator.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';
import { type DanceName, recordDance } from './record-dance.ts';

type Move = { id: string; parent_id: string | null; name: string; user_id: string };
type Chain = { id: string; title: string };
export type DancersOptions = { doors: Doors; restUrl: string; publishableKey: string; people: readonly Person[]; random: Random };

const TITLES = ['Kitchen floor shuffle', 'Stairwell two-step', 'Bus stop groove', 'Laundry day'];
const NAMES = Object.keys(DANCES) as DanceName[];
/** Dances for screens, not for endurance: a phrase of the town ends here. */
const LONGEST = 5;
const OUT_OF_STEP = 0.1;
const titled = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * The town's dancers: they start chains and answer them through the public doors, with pose data of generated bodies. One in ten
 * dances something else and is not taken. Others vote for what they like.
 */
export function createDancers({ doors, restUrl, publishableKey, people, random }: DancersOptions) {
  const dancers = people.filter(person => person.role !== 'farm').slice(0, 24);
  const sessions = new Map<number, Session>();

  const sessionOf = async (person: Person): Promise<Session> => {
    const known = sessions.get(person.fid) ?? (await signInAs(doors, person.fid, privateKeyToAccount(person.account.privateKey)));
    sessions.set(person.fid, known);
    return known;
  };
  const ask = async <T>(session: Session, url: string, body?: unknown): Promise<T | null> => {
    const headers = {
      apikey: publishableKey,
      authorization: `Bearer ${session.access_token}`,
      'content-type': 'application/json',
    };
    const response = await fetch(url, { headers, ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }) });
    const text = await response.text();
    if (response.status === 401) sessions.clear();
    // 422 is a dance that did not match, 409 a vote that was there.
    if ([401, 409, 422, 429].includes(response.status)) return null;
    if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status}: ${text}`);
    return text === '' ? null : (JSON.parse(text) as T);
  };
  const start = async (session: Session, title: string) => {
    const name = random.pick(NAMES);
    const recording = { frames: recordDance([name], random).frames };
    await ask(session, `${doors.functions}/api/chains`, { kind: 'dance', title, name: titled(name), recording });
  };
  const answer = async (session: Session, moves: readonly Move[]) => {
    const byId = new Map(moves.map(move => [move.id, move]));
    const phraseTo = (move: Move): Move[] => {
      // Of a move that is hidden nobody sees more than what follows it.
      const parent = byId.get(move.parent_id ?? '');
      return [...(parent ? phraseTo(parent) : []), move];
    };
    // The line goes on more often than it branches.
    const phrase = phraseTo(random.next() < 0.7 ? (moves.at(-1) ?? random.pick(moves)) : random.pick(moves));
    const names = phrase.map(({ name }) => name.toLowerCase() as DanceName);
    if (phrase.length >= LONGEST || phrase.at(-1)?.user_id === session.user.id || !names.every(name => name in DANCES)) return;
    const own = random.pick(NAMES.filter(name => name !== names.at(-1)));
    const danced = random.next() < OUT_OF_STEP ? names.map(() => random.pick(NAMES)) : names;
    const { frames, ownFromMs } = recordDance([...danced, own], random);
    const body = { name: titled(own), recording: { frames }, own_from_ms: ownFromMs };
    await ask(session, `${doors.functions}/api/moves/${phrase.at(-1)?.id}/answers`, body);
  };

  /** One person dances or votes. */
  const dance = async (): Promise<void> => {
    const session = await sessionOf(random.pick(dancers));
    const chains = (await ask<Chain[]>(session, `${restUrl}/dance_chains?kind=eq.dance&select=id,title`)) ?? [];
    const title = TITLES.find(each => !chains.some(chain => chain.title === each));
    if (title !== undefined && (chains.length === 0 || random.next() < 0.25)) return start(session, title);
    const chain = random.pick(chains);
    const query = `chain_id=eq.${chain.id}&select=id,parent_id,name,user_id&order=depth,created_at`;
    const moves = (await ask<Move[]>(session, `${restUrl}/dance_moves?${query}`)) ?? [];
    const liked = moves.filter(move => move.user_id !== session.user.id);
    if (liked.length > 0) await ask(session, `${restUrl}/move_votes`, { move_id: random.pick(liked).id });
    if (moves.length > 0) await answer(session, moves);
  };
  return { dance };
}
