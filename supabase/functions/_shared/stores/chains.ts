import { copiedPose, noSuchMove, notYourTake } from '../../../../shared/chains/errors.ts';
import type { ChainStore, NewMove, PoseFile } from '../../../../shared/chains/ports.ts';
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
        select way.id, way.chain_id, c.kind, way.depth, way.name, way.pose_cid
        from way join public.dance_chains c on c.id = way.chain_id
        where c.status = 'live' and not exists (select from way hidden where hidden.status <> 'live')
        order by way.depth`;
      const last = rows.at(-1);
      if (last === undefined) return null;
      const moves = rows.map(row => ({ id: row.id, name: row.name, poseCid: row.pose_cid }));
      return { chainId: last.chain_id, kind: last.kind, depth: last.depth, moves };
    },

    posesSince: async (userId, since) => {
      const [row] = await db<{ count: string }[]>`
        select count(*) from public.pose_files where user_id = ${userId} and created_at > ${new Date(since)}`;
      return Number(row?.count ?? 0);
    },

    freeTake: async (performanceId, userId, answer) => {
      const [row] = await db<{ duration_ms: number | null }[]>`
        select p.duration_ms from public.performances p where p.id = ${performanceId} and p.user_id = ${userId} and p.status <> 'hidden'
          and not exists (
            select from public.dance_moves m where m.performance_id = p.id
              and (m.parent_id = ${answer?.parentId ?? null}::uuid and m.pose_cid is not distinct from ${answer?.poseCid ?? null}::text) is not true)`;
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
      moveId: await db
        .begin(tx => addMove(tx, parent.chainId, parentId, parent.depth + 1, move))
        .catch(error => {
          throw error instanceof Error && 'constraint' in error && error.constraint === 'dance_moves_open' ? noSuchMove() : error;
        }),
    }),
  };
}

/** The same movement twice is one file, of whoever brought it first. */
async function keepPose(tx: Transaction, userId: string, { cid, bytes, frames, durationMs }: PoseFile): Promise<void> {
  await tx`
    insert into public.pose_files (cid, user_id, bytes, frames, duration_ms)
    values (${cid}, ${userId}, ${bytes}, ${frames}, ${durationMs}) on conflict (cid) do nothing`;
  const mine = await tx`select from public.pose_files where cid = ${cid} and user_id = ${userId}`;
  if (mine.length === 0) throw copiedPose();
}

async function addMove(tx: Transaction, chainId: string, parentId: string | null, depth: number, move: NewMove): Promise<string> {
  const { danced, score } = move;
  const cid = danced?.cid ?? null;
  if (danced) await keepPose(tx, move.userId, danced);
  const [row] = await tx<{ id: string }[]>`
    insert into public.dance_moves
      (chain_id, parent_id, depth, user_id, performance_id, name, pose_cid, move_ms, scores, score, scorer, mirrored)
    values (${chainId}, ${parentId}, ${depth}, ${move.userId}, ${move.performanceId}, ${move.name},
      ${cid}, ${danced?.durationMs ?? null},
      ${score === null ? null : arrayOf(score.moves)}::smallint[], ${score?.total ?? null}, ${score?.scorer ?? null}, ${score?.mirrored ?? null})
    on conflict do nothing returning id`;
  if (row) return row.id;
  // An answer that came and was asked for again, as its reply was lost, is there already. Else another answer has taken the take.
  const [same] = await tx<{ id: string }[]>`
    select id from public.dance_moves
    where parent_id = ${parentId} and user_id = ${move.userId} and pose_cid is not distinct from ${cid} and performance_id is not distinct from ${move.performanceId}::uuid`;
  if (!same) throw notYourTake();
  return same.id;
}
