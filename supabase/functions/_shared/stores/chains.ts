import { notYourTake } from '../../../../shared/chains/errors.ts';
import type { ChainStore, DancedMove, NewMove } from '../../../../shared/chains/ports.ts';
import { isUuid } from '../../../../shared/kernel/is-uuid.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

type PathRow = {
  id: string;
  chain_id: string;
  kind: 'dance' | 'song';
  depth: number;
  name: string;
  pose_cid: string | null;
  move_from_ms: number | null;
  move_to_ms: number | null;
};

/** Chains on Postgres. */
export function chainStore(db: Database): ChainStore {
  return {
    path: async moveId => {
      if (!isUuid(moveId)) return null;
      const rows = await db<PathRow[]>`
        with recursive way as (
          select m.* from public.dance_moves m where m.id = ${moveId}::uuid
          union all
          select m.* from public.dance_moves m join way on m.id = way.parent_id)
        select way.id, way.chain_id, c.kind, way.depth, way.name, way.pose_cid, way.move_from_ms, way.move_to_ms
        from way join public.dance_chains c on c.id = way.chain_id
        where c.status = 'live' and not exists (select from way hidden where hidden.status <> 'live')
        order by way.depth`;
      const last = rows.at(-1);
      if (last === undefined) return null;
      const moves = rows.map(row => ({ id: row.id, name: row.name, danced: dancedOf(row) }));
      return { chainId: last.chain_id, kind: last.kind, depth: last.depth, moves };
    },

    poseOf: async (cid, userId) => {
      const [row] = await db<{ duration_ms: number }[]>`
        select duration_ms from public.pose_files where cid = ${cid} and user_id = ${userId}`;
      return row ? { durationMs: row.duration_ms } : null;
    },

    posesSince: async (userId, since) => {
      const [row] = await db<{ count: string }[]>`
        select count(*) from public.pose_files where user_id = ${userId} and created_at > ${new Date(since)}`;
      return Number(row?.count ?? 0);
    },

    keepPose: async (userId, { cid, bytes, frames, durationMs }) => {
      await db`
        insert into public.pose_files (cid, user_id, bytes, frames, duration_ms)
        values (${cid}, ${userId}, ${bytes}, ${frames}, ${durationMs}) on conflict (cid) do nothing`;
      const mine = await db`select from public.pose_files where cid = ${cid} and user_id = ${userId}`;
      return mine.length === 1;
    },

    freeTake: async (performanceId, userId) => {
      const [row] = await db<{ duration_ms: number | null }[]>`
        select p.duration_ms from public.performances p where p.id = ${performanceId} and p.user_id = ${userId} and p.status <> 'hidden'
          and not exists (select from public.dance_moves m where m.performance_id = p.id)`;
      return row ? { durationMs: row.duration_ms } : null;
    },

    start: (id, { kind, title, posterLines, ink }, first) =>
      db.begin(async tx => {
        await tx`
          insert into public.dance_chains (id, kind, title, poster_lines, ink, started_by)
          values (${id}, ${kind}, ${title}, ${arrayOf(posterLines)}::text[], ${ink}, ${first.userId})`;
        return { chainId: id, moveId: await addMove(tx, id, null, 1, first) };
      }),

    answer: async (parent, parentId, move) => ({
      moveId: await db.begin(tx => addMove(tx, parent.chainId, parentId, parent.depth + 1, move)),
    }),
  };
}

function dancedOf({ pose_cid: cid, move_from_ms: fromMs, move_to_ms: toMs }: PathRow): DancedMove | null {
  return cid === null || fromMs === null || toMs === null ? null : { cid, fromMs, toMs };
}

async function addMove(tx: Transaction, chainId: string, parentId: string | null, depth: number, move: NewMove): Promise<string> {
  const { danced, score } = move;
  const [row] = await tx<{ id: string }[]>`
    insert into public.dance_moves
      (chain_id, parent_id, depth, user_id, performance_id, name, pose_cid, move_from_ms, move_to_ms, scores, score, scorer, mirrored)
    values (${chainId}, ${parentId}, ${depth}, ${move.userId}, ${move.performanceId}, ${move.name},
      ${danced?.cid ?? null}, ${danced?.fromMs ?? null}, ${danced?.toMs ?? null},
      ${score === null ? null : arrayOf(score.moves)}::smallint[], ${score?.total ?? null}, ${score?.scorer ?? null}, ${score?.mirrored ?? null})
    on conflict (performance_id) do nothing returning id`;
  // Two answers with the same take at once: the second comes too late.
  if (row === undefined) throw notYourTake();
  return row.id;
}
