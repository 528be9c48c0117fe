import { type CircleMemory, circleOf, emptyMemory, enter } from '../../../../shared/engagement/detection/circle-memory.ts';
import { learnFrom } from '../../../../shared/engagement/detection/detect-cascade.ts';
import { learnWorth, type WorthMemory, worthNow } from '../../../../shared/engagement/detection/ordinary-worth.ts';
import type { Reaction } from '../../../../shared/engagement/detection/reaction.ts';
import type { Trust } from '../../../../shared/engagement/detection/trust.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

const MOST_PEOPLE = 1_000_000;

/** The circles that people are known for now, by fid; who is missing has none. */
export async function circlesNow(db: Database | Transaction, fids: readonly number[]): Promise<Map<number, number>> {
  const rows = await db<{ fid: string; circle: number }[]>`
    select fid, circle from private.circle_people where circle <> 0 and fid = any (${arrayOf([...new Set(fids)])}::bigint[])`;
  return new Map(rows.map(({ fid, circle }) => [Number(fid), circle]));
}

type Counters = WorthMemory & { takes: number; circles: number };
type PersonRow = { fid: string; takes: number[]; member_of: number | null; circle: number; closed: boolean };

/**
 * Lets the people of one cast teach who engages together and what people are worth, once a cast. One learns after the other, under the lock of the
 * counters; costs the people of this cast and those of their circles.
 */
export async function learnCircles(
  tx: Transaction,
  castHash: string,
  reactions: readonly Reaction[],
  trust: Trust,
): Promise<void> {
  const once = await tx`
    update private.engagement_casts set learned_at = now() where cast_hash = ${castHash} and learned_at is null returning cast_hash`;
  if (once.length === 0) return;
  const [counted] = await tx<Counters[]>`
    select takes, circles, worths as means, late_people as people, late_worth as worth from private.circle_counters for update`;
  if (!counted) throw new Error('the counters of circles are not there');
  const memory = {
    ...emptyMemory(),
    performances: counted.takes,
    circlesFound: counted.circles,
  };
  const known = await recall(tx, memory, [...new Set(reactions.map(({ actor }) => actor))]);
  learnFrom(memory, reactions, trust);
  const worth: WorthMemory = { means: counted.means, people: counted.people, worth: counted.worth };
  learnWorth(worth, reactions, actor => circleOf(memory, actor), trust);
  const people = [...memory.histories].map(([actor, takes]) => ({
    fid: Number(actor),
    takes: JSON.stringify(takes),
    memberOf: memory.circles.get(actor) ?? null,
    circle: circleOf(memory, actor),
    closed: memory.closed.has(memory.circles.get(actor) ?? 0),
    lastTake: takes.at(-1) ?? 0,
  }));
  await tx`
    insert into private.circle_people as p (fid, takes, member_of, circle, closed, last_take)
    select fid, translate(takes, '[]', '{}')::integer[], member_of, circle, closed, last_take from unnest(
      ${arrayOf(people.map(person => person.fid))}::bigint[],
      ${arrayOf(people.map(person => person.takes))}::text[],
      ${arrayOf(people.map(person => person.memberOf))}::integer[],
      ${arrayOf(people.map(person => person.circle))}::integer[],
      ${arrayOf(people.map(person => person.closed))}::boolean[],
      ${arrayOf(people.map(person => person.lastTake))}::integer[]) as said (fid, takes, member_of, circle, closed, last_take)
    order by fid
    on conflict (fid) do update set takes = excluded.takes, member_of = excluded.member_of, circle = excluded.circle,
      closed = excluded.closed, last_take = excluded.last_take`;
  await tx`
    update private.circle_counters set takes = ${memory.performances}, circles = ${memory.circlesFound},
      people = people + ${people.length - known}, worths = ${arrayOf(worth.means)}::double precision[],
      late_people = ${worth.people}, late_worth = ${worth.worth}`;
  await forget(tx);
}

/** What ordinary people are worth by now, as a rule with this trust weighs them; null while nothing was learned. */
export async function worthLearned(tx: Transaction, trust: Trust): Promise<number | null> {
  const [memory] = await tx<WorthMemory[]>`
    select worths as means, late_people as people, late_worth as worth from private.circle_counters`;
  return memory ? worthNow(memory, trust) : null;
}

/** Fills a memory with what is known of people and of their circles. @returns of how many something is */
async function recall(tx: Transaction, memory: CircleMemory, actors: readonly string[]): Promise<number> {
  const rows = await tx<PersonRow[]>`
    with here as (select * from private.circle_people where fid = any (${arrayOf(actors)}::bigint[]))
    select fid, takes, member_of, circle, closed from here
    union
    select fid, takes, member_of, circle, closed from private.circle_people
    where member_of in (select member_of from here where member_of is not null)`;
  for (const { fid, takes, member_of, circle, closed } of rows) {
    memory.histories.set(fid, takes);
    if (circle !== 0) memory.known.set(fid, circle);
    if (member_of === null) continue;
    enter(memory, fid, member_of);
    if (closed) memory.closed.add(member_of);
  }
  return rows.length;
}

/** Lets the longest unseen go beyond a million. */
async function forget(tx: Transaction): Promise<void> {
  await tx`
    with gone as (
      delete from private.circle_people where fid in (
        select fid from private.circle_people order by last_take, fid
        limit (select greatest(people - ${MOST_PEOPLE}, 0) from private.circle_counters))
      returning fid)
    update private.circle_counters set people = people - (select count(*) from gone) where exists (select from gone)`;
}
