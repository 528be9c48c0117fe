import { digestOf } from '../../../../shared/provenance/digest.ts';
import type { OpenBatch, RecordStore } from '../../../../shared/provenance/ports.ts';
import { type ProvenanceRecord, RECORD_FORMAT, type RecordKind } from '../../../../shared/provenance/schema.ts';
import type { Database } from '../adapters/database.ts';

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
type BatchRow = { id: string; root: `0x${string}`; digest: `0x${string}`; count: number; sent_at: Date | null };

const toBatch = ({ id, root, digest, count, sent_at }: BatchRow): OpenBatch => ({
  id,
  root,
  digest,
  count,
  sentAt: sent_at?.getTime() ?? null,
});

/** Records on Postgres. */
export function recordStore(db: Database): RecordStore {
  return {
    openBatch: async () => {
      const [row] = await db<BatchRow[]>`
        select id, root, digest, count, sent_at from public.provenance_batches where published_at is null order by created_at limit 1`;
      return row ? toBatch(row) : null;
    },
    waiting: async () => {
      const [row] = await db<
        { count: string; since: Date | null }[]
      >`select count(*), min(happened_at) as since from private.due_records`;
      return row?.since ? { count: Number(row.count), since: row.since.getTime() } : null;
    },
    due: most => readDue(db, most),
    keep: ({ root, digest, cid, anchor }, entries) =>
      db.begin(async tx => {
        const [row] = await tx<BatchRow[]>`
          insert into public.provenance_batches (root, digest, cid, count, anchor)
          values (${root}, ${digest}, ${cid}, ${entries.length}, ${anchor}) returning id, root, digest, count, sent_at`;
        if (row === undefined) throw new Error('the batch was not kept');
        const records = entries.map(({ record }, position) => ({ position, kind: record.kind, subject_id: record.id, record }));
        await tx`
          insert into public.provenance_records (batch_id, position, kind, subject_id, record)
          select ${row.id}::uuid, r.position, r.kind, r.subject_id, r.record
          from jsonb_to_recordset(${JSON.stringify(records)}::text::jsonb) as r (position integer, kind text, subject_id uuid, record jsonb)`;
        await tx`
          delete from private.due_records where id in (
            select value::bigint from jsonb_array_elements_text(${JSON.stringify(entries.map(({ dueId }) => dueId))}::text::jsonb))`;
        return toBatch(row);
      }),
    sent: async (batchId, txHash, at) => {
      await db`update public.provenance_batches set tx_hash = ${txHash}, sent_at = ${new Date(at)} where id = ${batchId} and published_at is null`;
    },
    published: async (batchId, { txHash, block, time }) => {
      await db`
        update public.provenance_batches set tx_hash = ${txHash}, block_number = ${block}, published_at = ${new Date(time * 1000)} where id = ${batchId}`;
    },
  };
}

/** Facts as records. What is gone meanwhile is forgotten. */
async function readDue(db: Database, most: number): Promise<{ dueId: string; record: ProvenanceRecord }[]> {
  const rows = await db<DueRow[]>`
    select d.id, d.kind, d.subject_id, coalesce(u.id, p.user_id, c.started_by, m.user_id) as user_id, a.farcaster_fid as fid,
      array_remove(array[u.avatar_url, p.audio_url, p.video_url, p.poster_url], null) as urls, m.pose_cid,
      case d.kind when 'move' then array[coalesce(m.parent_id, m.chain_id)]
        when 'performance' then (
          select array_agg(above.performance_id) from public.dance_moves mine join public.dance_moves above on above.id = mine.parent_id
          where mine.performance_id = p.id and above.performance_id is not null) end as parents,
      coalesce(case d.kind when 'profile' then d.happened_at end, p.cast_at, p.created_at, c.created_at, m.created_at) as at
    from (select * from private.due_records order by id limit ${most}) d
      left join public.users u on d.kind = 'profile' and u.id = d.subject_id and u.deleted_at is null
      left join public.performances p on d.kind = 'performance' and p.id = d.subject_id
      left join public.dance_chains c on d.kind = 'chain' and c.id = d.subject_id
      left join public.dance_moves m on d.kind = 'move' and m.id = d.subject_id
      left join public.users a on a.id = coalesce(u.id, p.user_id, c.started_by, m.user_id)
    order by d.id`;
  const gone = rows.filter(row => row.user_id === null);
  for (const { id } of gone) await db`delete from private.due_records where id = ${id}`;
  return rows.flatMap(row => {
    const { id, kind, subject_id, user_id, fid, urls, pose_cid, parents, at } = row;
    if (user_id === null || at === null) return [];
    const record: ProvenanceRecord = {
      format: RECORD_FORMAT,
      kind,
      id: subject_id,
      author: { id: user_id, fid: fid === null ? null : Number(fid) },
      content: [...new Set((urls ?? []).flatMap(cidIn))].slice(0, 4),
      pose: pose_cid === null ? null : digestOf(pose_cid),
      parents: parents ?? [],
      at: at.toISOString(),
    };
    return [{ dueId: id, record }];
  });
}

/** The CID in an address of a gateway; what lies elsewhere has none. */
function cidIn(url: string): string[] {
  const found = /^https?:\/\/[^/]+\/ipfs\/(b[a-z2-7]{30,100})(?:[/?#]|$)/.exec(url)?.[1];
  return found === undefined ? [] : [found];
}
