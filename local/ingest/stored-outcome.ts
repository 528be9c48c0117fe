import { withDatabase } from '../supabase/with-database.ts';
import type { Outcome } from './canonical.ts';

const EVENTS = `
  select cast_hash || ':' || fid || ':' || reaction_type || ':' || subject || ':' || split_part(event_type, '.', 2) || ':'
    || (extract(epoch from event_at) * 1000)::bigint as key from public.engagement_events`;
const IN_FORCE = `
  select cast_hash || ':' || fid || ':' || reaction_type || ':' || subject as key from (
    select distinct on (cast_hash, fid, reaction_type, subject) * from public.engagement_events
    order by cast_hash, fid, reaction_type, subject, event_at desc, event_type desc) as last
  where event_type like '%.created'`;
const PERFORMANCES = `
  select p.id, concat_ws(' ', p.status, m.likes_count, m.shares_count, m.replies_count) as said
  from public.performances p join public.performance_metrics m on m.performance_id = p.id`;

/** What the database says in the end. */
export function storedOutcome(url: string): Promise<Outcome> {
  return withDatabase(url, async client => {
    const keys = async (sql: string) => new Set((await client.query<{ key: string }>(sql)).rows.map(row => row.key));
    const { rows } = await client.query<{ id: string; said: string }>(PERFORMANCES);
    return {
      events: await keys(EVENTS),
      inForce: await keys(IN_FORCE),
      performances: new Map(rows.map(row => [row.id, row.said])),
    };
  });
}

/** Where two outcomes differ, in words; nothing when they are equal. */
export function differences(expected: Outcome, found: Outcome): string[] {
  const said: string[] = [];
  for (const part of ['events', 'inForce'] as const) {
    const missing = [...expected[part]].filter(key => !found[part].has(key));
    const extra = [...found[part]].filter(key => !expected[part].has(key));
    if (missing.length > 0) said.push(`${missing.length} of ${part} are missing, such as ${missing[0]}`);
    if (extra.length > 0) said.push(`${extra.length} of ${part} are not in the file, such as ${extra[0]}`);
  }
  for (const [id, want] of expected.performances) {
    const have = found.performances.get(id);
    if (have !== want) said.push(`performance ${id} is "${have}" instead of "${want}"`);
  }
  return said;
}
