import type { EngagementEvent, PersonStandings, Standing } from '../../../../shared/engagement/schema.ts';
import { slotOf } from '../../../../shared/engagement/slot-of.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { reactionTypeOf, replyOf, signalOf, subjectOf } from './engagement-events.ts';

/** Per cast, per person. */
export type Standings = Map<string, Map<number, PersonStandings>>;

type Row = {
  cast_hash: string;
  fid: string;
  reaction_type: number;
  subject: string;
  in_force: boolean;
  event_at: Date;
  score: number | null;
};

/** What the people of these events have on the casts of these events. The score is that of the event that is in force. */
export async function readStandings(tx: Transaction, events: readonly EngagementEvent[]): Promise<Standings> {
  const pairs = [...new Map(events.map(event => [`${event.castHash}:${event.fid}`, event])).values()];
  const rows = await tx<Row[]>`
    select r.cast_hash, r.fid, r.reaction_type, r.subject, r.in_force, r.event_at, e.score
    from unnest(
      ${arrayOf(pairs.map(event => event.castHash))}::text[],
      ${arrayOf(pairs.map(event => event.fid))}::bigint[]) as pair (cast_hash, fid)
    join public.engagement_reactions r on r.cast_hash = pair.cast_hash and r.fid = pair.fid
    left join public.engagement_events e on r.in_force and e.cast_hash = r.cast_hash and e.reaction_type = r.reaction_type
      and e.event_type = case r.reaction_type when 3 then 'reply.created' else 'reaction.created' end
      and e.fid = r.fid and e.subject = r.subject and e.event_at = r.event_at`;
  const standings: Standings = new Map();
  for (const row of rows) {
    const people = standings.get(row.cast_hash) ?? new Map<number, PersonStandings>();
    const standing: Standing = { inForce: row.in_force, at: unixMs(row.event_at.getTime()), score: row.score };
    people.set(Number(row.fid), {
      ...people.get(Number(row.fid)),
      [slotOf({ signal: signalOf(row.reaction_type), ...replyOf(row.subject) })]: standing,
    });
    standings.set(row.cast_hash, people);
  }
  return standings;
}

/** Stores the standings that these events left, whether or not a count changed: the latest event time is part of them. */
export async function saveStandings(tx: Transaction, events: readonly EngagementEvent[], after: Standings): Promise<void> {
  const touched = new Map(events.map(event => [`${event.castHash}:${event.fid}:${slotOf(event)}`, event]));
  const rows = [...touched.values()].flatMap(event => {
    const { castHash, fid, signal } = event;
    const standing = after.get(castHash)?.get(fid)?.[slotOf(event)];
    return standing ? [{ castHash, fid, type: reactionTypeOf(signal), subject: subjectOf(event), ...standing }] : [];
  });
  await tx`
    insert into public.engagement_reactions as r (cast_hash, fid, reaction_type, subject, in_force, event_at)
    select cast_hash, fid, reaction_type, subject, in_force, event_at from unnest(
      ${arrayOf(rows.map(row => row.castHash))}::text[],
      ${arrayOf(rows.map(row => row.fid))}::bigint[],
      ${arrayOf(rows.map(row => row.type))}::smallint[],
      ${arrayOf(rows.map(row => row.subject))}::text[],
      ${arrayOf(rows.map(row => row.inForce))}::boolean[],
      ${arrayOf(rows.map(row => new Date(row.at)))}::timestamptz[]) as said (cast_hash, fid, reaction_type, subject, in_force, event_at)
    on conflict (cast_hash, fid, reaction_type, subject) do update set in_force = excluded.in_force, event_at = excluded.event_at`;
}
