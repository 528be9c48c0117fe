import { isAwake } from './habits.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';
import { type VisitorDoorsOptions, visitorDoors } from './visitor-doors.ts';

export type InAppOptions = VisitorDoorsOptions & {
  people: readonly Person[];
  random: Random;
  /** The town's time, for who is awake. */
  townMs: () => number;
};

/** What people report, if they report: mostly what looks bought. */
const REASONS = ['spam', 'spam', 'not_theirs', 'other'] as const;

type Seen = { id: string; user_id: string };

const FOLLOWS = 0.3;
const UNFOLLOWS = 0.06;
const REPORTS = 0.01;
/** Takes that one visit watches, and onlookers without an account beside it. */
const WATCHED = 4;
const ONLOOKERS = 2;

/**
 * The town's people in the app: they sign in, watch takes of the feed, follow a performer whom they liked, now and then stop following
 * one, and rarely report a take. Others pass by and watch without an account.
 */
export function createVisitors({ doors, restUrl, publishableKey, people, random, now, townMs }: InAppOptions) {
  const visitors = people.filter(person => person.role !== 'farm');
  const { sessionOf, ask, watch } = visitorDoors({ doors, restUrl, publishableKey, now });

  /** One visit by one person who is awake; resolves with what they did. */
  const visit = async (): Promise<'looked' | 'followed' | 'unfollowed' | 'reported'> => {
    const awake = visitors.filter(person => isAwake(person, townMs()));
    const person = random.pick(awake.length > 0 ? awake : visitors);
    const session = await sessionOf(person);
    const takes = await ask<Seen>(session, 'takes?select=id,user_id:users->>id&order=number.desc&limit=12');
    const others = takes.filter(take => take.user_id !== session.user.id);
    if (takes.length > 0) {
      for (let watched = 0; watched < WATCHED; watched++)
        await watch(random.pick(takes), { authorization: `Bearer ${session.access_token}` });
      for (let passing = 0; passing < ONLOOKERS; passing++)
        await watch(random.pick(takes), { 'user-agent': `onlooker ${Math.floor(random.next() * 500)}` });
    }
    const draw = random.next();
    if (others.length > 0 && draw < FOLLOWS) {
      const { user_id: creator } = random.pick(others);
      await ask(session, 'follows', { method: 'POST', body: JSON.stringify({ creator_id: creator }) });
      return 'followed';
    }
    if (others.length > 0 && draw < FOLLOWS + REPORTS) {
      const report = { performance_id: random.pick(others).id, reason: random.pick(REASONS) };
      await ask(session, 'reports', { method: 'POST', body: JSON.stringify(report) });
      return 'reported';
    }
    if (draw > 1 - UNFOLLOWS) {
      const [followed] = await ask<{ creator_id: string }>(session, 'follows?select=creator_id&limit=1');
      if (followed) {
        await ask(session, `follows?creator_id=eq.${followed.creator_id}`, { method: 'DELETE' });
        return 'unfollowed';
      }
    }
    return 'looked';
  };
  return { visit };
}
