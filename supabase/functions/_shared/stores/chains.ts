import { moveThere, noSuchMove, notYourTake, poseGoing } from '../../../../shared/chains/errors.ts';
import type { ChainStore, NewMove } from '../../../../shared/chains/ports.ts';
import { sessionOver } from '../../../../shared/identity/errors.ts';
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

    freeTake: async (performanceId, userId, { kind, parentId, poseCid }) => {
      const [row] = await db<{ duration_ms: number | null; posted: boolean }[]>`
        select p.duration_ms, p.status = 'live' as posted from public.performances p
        where p.id = ${performanceId} and p.user_id = ${userId} and p.kind = ${kind} and p.status <> 'hidden'
          and not exists (
            select from public.dance_moves m where m.performance_id = p.id
              and not (m.parent_id is not distinct from ${parentId}::uuid and m.pose_cid is not distinct from ${poseCid}::text))`;
      return row ? { durationMs: row.duration_ms, posted: row.posted } : null;
    },

    start: (id, { kind, title, posterLines, ink }, first) =>
      begin(db, async tx => {
        // The same first move twice at once: the second waits, and finds the chain.
        await tx`select pg_advisory_xact_lock(hashtextextended('chain:' || ${first.userId}, 0))`;
        const same = await sameMove(tx, null, first, title);
        if (same) return same;
        await tx`
          insert into public.dance_chains (id, kind, title, poster_lines, ink, started_by)
          values (${id}, ${kind}, ${title}, ${arrayOf(posterLines)}::text[], ${ink}, ${first.userId})`;
        const added = await addMove(tx, id, null, 1, first);
        // Another move has taken the take.
        if (added === null) throw notYourTake();
        return { chainId: id, moveId: added };
      }),

    answer: (parent, parentId, move) =>
      begin(db, async tx => {
        const moveId =
          (await addMove(tx, parent.chainId, parentId, parent.depth + 1, move)) ?? (await sameMove(tx, parentId, move))?.moveId;
        if (moveId === undefined) throw notYourTake();
        return { moveId };
      }),
  };
}

/** A transaction; what went meanwhile, a move on the way or the person, is said as such. */
async function begin<R>(db: Database, work: (tx: Transaction) => Promise<R>): Promise<R> {
  return db.begin(work).catch(error => {
    const constraint = error instanceof Error && 'constraint' in error ? error.constraint : null;
    if (constraint === 'dance_moves_open') throw noSuchMove();
    throw constraint === 'users_who_left' ? sessionOver() : error;
  });
}

/** Holds a movement until the move is there that goes by it; it may be removed when its time is over. */
async function holdPose(tx: Transaction, userId: string, cid: string): Promise<void> {
  const held = await tx`
    select from public.pose_files f where f.cid = ${cid} and f.user_id = ${userId}
      and (f.lapses_at > clock_timestamp() or exists (select from public.dance_moves m where m.pose_cid = f.cid))
    for share of f`;
  if (held.length === 0) throw poseGoing();
}

/** Adds a move; null when it is there already, or its take is. */
async function addMove(
  tx: Transaction,
  chainId: string,
  parentId: string | null,
  depth: number,
  move: NewMove,
): Promise<string | null> {
  const { danced, score } = move;
  if (danced) await holdPose(tx, move.userId, danced.cid);
  const [row] = await tx<{ id: string }[]>`
    insert into public.dance_moves
      (chain_id, parent_id, depth, user_id, performance_id, name, pose_cid, move_ms, scores, score, scorer, mirrored)
    values (${chainId}, ${parentId}, ${depth}, ${move.userId}, ${move.performanceId}, ${move.name},
      ${danced?.cid ?? null}, ${danced?.durationMs ?? null},
      ${score === null ? null : arrayOf(score.moves)}::smallint[], ${score?.total ?? null}, ${score?.scorer ?? null}, ${score?.mirrored ?? null})
    on conflict do nothing returning id`;
  return row?.id ?? null;
}

/**
 * The same move, which came before: its reply was lost, or it was sent twice. Movements say which one it is, for songs takes.
 * @throws AppError `chains/move-there` (409) when it stands there under another name or title, or beside another take
 */
async function sameMove(
  tx: Transaction,
  parentId: string | null,
  { userId, danced, performanceId, name }: NewMove,
  title: string | null = null,
): Promise<{ chainId: string; moveId: string } | null> {
  const cid = danced?.cid ?? null;
  const [same] = await tx<{ id: string; chain_id: string; as_sent: boolean }[]>`
    select m.id, m.chain_id,
      m.performance_id is not distinct from ${performanceId}::uuid and m.name = ${name} and c.title = coalesce(${title}, c.title) as as_sent
    from public.dance_moves m join public.dance_chains c on c.id = m.chain_id
    where m.parent_id is not distinct from ${parentId}::uuid and m.user_id = ${userId} and m.pose_cid is not distinct from ${cid}::text
      and (m.pose_cid is not null or m.performance_id = ${performanceId}::uuid)`;
  if (same === undefined) return null;
  if (!same.as_sent) throw moveThere();
  return { chainId: same.chain_id, moveId: same.id };
}
