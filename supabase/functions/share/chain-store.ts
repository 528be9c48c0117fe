import { isUuid } from '../../../shared/kernel/is-uuid.ts';
import type { Database } from '../_shared/adapters/database.ts';
import { asks, type ChainCard, drawChain } from './draw-chain.ts';
import { type FindShared, sharedOf } from './shared.ts';

type Row = Omit<ChainCard, 'number' | 'posterLines'> & {
  id: string;
  number: string;
  title: string;
  poster_lines: string[];
  display_name: string;
};

/** What is shared of a chain that everybody sees. */
export function sharedChains(db: Database): FindShared {
  return async id => {
    if (!isUuid(id)) return null;
    const [row] = await db<Row[]>`
      select c.id, c.number, c.kind, c.title, c.ink, c.poster_lines, u.display_name, (
        select coalesce(to_jsonb(array_agg(places.moves order by places.depth)), '[]')
        from (select m.depth, count(*) as moves from public.dance_moves m where m.chain_id = c.id and m.status = 'live' group by m.depth) places
      ) as depths
      from public.dance_chains c join public.users u on u.id = c.started_by
      where c.id = ${id.toLowerCase()}::uuid and c.status = 'live'`;
    if (!row) return null;
    const card = { number: Number(row.number), posterLines: row.poster_lines, kind: row.kind, ink: row.ink, depths: row.depths };
    return sharedOf({
      title: row.title,
      description: `${row.display_name} started it on GigaVibe. ${asks(row.kind)}`,
      path: `/chains/${row.id}`,
      card,
      draw: drawChain,
    });
  };
}
