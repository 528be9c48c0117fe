import { digestOf } from '../../../../shared/provenance/digest.ts';
import type { Choice, DueRecord } from '../../../../shared/provenance/ports.ts';
import { type ProvenanceRecord, RECORD_FORMAT, type RecordKind } from '../../../../shared/provenance/schema.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';

type DueRow = {
  id: string;
  kind: RecordKind;
  subject_id: string;
  user_id: string | null;
  fid: string | null;
  urls: string[] | null;
  pose_cid: string | null;
  parents: string[] | null;
  at: Date | null;
};

/** Forgets the facts that every anchor has which takes their kind. */
export async function forgetDue(db: Database | Transaction, wanted: readonly Choice[]): Promise<void> {
  const pairs = wanted.flatMap(({ anchor, kinds }) => kinds.map(kind => ({ anchor, kind })));
  await db`
    delete from private.due_records d where not exists (
      select from jsonb_to_recordset(${JSON.stringify(pairs)}::text::jsonb) as w (anchor text, kind text)
      where w.kind = d.kind and not w.anchor = any (d.taken))`;
}

/** Facts as records. What is gone meanwhile, or was taken down, is forgotten; a take that is shown again is a fact again. */
export async function readDue(db: Database, { anchor, kinds }: Choice, most: number): Promise<DueRecord[]> {
  const rows = await db<DueRow[]>`
    select d.id, d.kind, d.subject_id, coalesce(u.id, p.user_id, c.started_by, m.user_id) as user_id, a.farcaster_fid as fid,
      array_remove(array[u.avatar_url, p.audio_url, p.video_url, p.poster_url], null) as urls, m.pose_cid,
      case d.kind when 'move' then array[coalesce(m.parent_id, m.chain_id)]
        when 'performance' then (
          select array_agg(grew.parent) from (
            select p.remix_of union
            select above.performance_id from public.dance_moves mine join public.dance_moves above on above.id = mine.parent_id
            where mine.performance_id = p.id) grew (parent)
          where grew.parent is not null) end as parents,
      -- Clocks of others run ahead: nothing was cast after we saw it.
      case d.kind when 'profile' then d.happened_at when 'performance' then least(p.cast_at, d.happened_at)
        else coalesce(c.created_at, m.created_at) end as at
    from (
      select * from private.due_records where kind = any (${arrayOf(kinds)}::text[]) and not ${anchor}::text = any (taken)
      order by id limit ${most}) d
      left join public.users u on d.kind = 'profile' and u.id = d.subject_id and u.deleted_at is null
      left join public.performances p on d.kind = 'performance' and p.id = d.subject_id and p.status = 'live'
      left join public.dance_chains c on d.kind = 'chain' and c.id = d.subject_id
      left join public.dance_moves m on d.kind = 'move' and m.id = d.subject_id
      left join public.users a on a.id = coalesce(u.id, p.user_id, c.started_by, m.user_id)
    order by d.id`;
  const gone = rows.filter(row => row.user_id === null);
  for (const { id } of gone) await db`delete from private.due_records where id = ${id}`;
  return rows.flatMap(row => {
    const record = recordOf(row);
    return record ? [{ dueId: row.id, record }] : [];
  });
}

/** Null for what is gone. */
function recordOf({ kind, subject_id, user_id, fid, urls, pose_cid, parents, at }: DueRow): ProvenanceRecord | null {
  if (user_id === null || at === null) return null;
  return {
    format: RECORD_FORMAT,
    kind,
    id: subject_id,
    author: { id: user_id, fid: fid === null ? null : Number(fid) },
    content: [...new Set((urls ?? []).flatMap(cidIn))].slice(0, 4),
    pose: pose_cid === null ? null : digestOf(pose_cid),
    parents: parents ?? [],
    at: at.toISOString(),
  };
}

/** The CID in an address of a gateway; what lies elsewhere has none. */
function cidIn(url: string): string[] {
  const found = /^https?:\/\/[^/]+\/ipfs\/(b[a-z2-7]{30,100})(?:[/?#]|$)/.exec(url)?.[1];
  return found === undefined ? [] : [found];
}
