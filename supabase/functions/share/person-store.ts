import { isUuid } from '../../../shared/kernel/is-uuid.ts';
import { inkOf as inkOfId } from '../../../shared/performances/ink-of.ts';
import type { Database } from '../_shared/adapters/database.ts';
import { drawPerson, standingOf } from './draw-person.ts';
import { type FindShared, sharedOf } from './shared.ts';

type Row = {
  id: string;
  display_name: string;
  username: string | null;
  takes: string;
  coins: string;
  scores: number[];
};

/** A Farcaster name, an ENS name among them. */
const NAME = /^[a-z0-9][a-z0-9.-]{0,63}$/;

/** What is shared of a person, by id or Farcaster name: what their page shows to everybody. */
export function sharedPeople(db: Database): FindShared {
  return async idOrName => {
    const byId = isUuid(idOrName);
    if (!byId && !NAME.test(idOrName)) return null;
    const [row] = await db<Row[]>`
      with person as (
        select id, display_name, username from public.users
        where deleted_at is null and (id = ${byId ? idOrName : null}::uuid or username = ${byId ? null : idOrName}))
      select person.id, person.display_name, person.username,
        count(p.id) as takes, count(c.performance_id) as coins,
        coalesce(to_jsonb(array_agg(coalesce(m.viral_score, 0) order by p.number) filter (where p.id is not null)), '[]') as scores
      from person
        left join public.performances p on p.user_id = person.id and p.status = 'live'
        left join public.performance_metrics m on m.performance_id = p.id
        left join public.performance_coins c on c.performance_id = p.id
      group by person.id, person.display_name, person.username`;
    if (!row) return null;
    const counts = { takes: Number(row.takes), coins: Number(row.coins) };
    const card = { artist: row.display_name, handle: row.username, ink: inkOfId(row.id), ...counts, scores: row.scores };
    return sharedOf({
      title: row.display_name,
      description: `${row.display_name} on GigaVibe: ${standingOf(counts)}.`,
      path: `/u/${row.username ?? row.id}`,
      card,
      draw: drawPerson,
    });
  };
}
