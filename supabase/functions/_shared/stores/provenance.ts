import type { Hex } from 'viem';
import { digestOf } from '../../../../shared/provenance/digest.ts';
import type { Choice, DueRecord, OpenBatch, RecordStore } from '../../../../shared/provenance/ports.ts';
import { type AnchorName, type ProvenanceRecord, RECORD_FORMAT, type RecordKind } from '../../../../shared/provenance/schema.ts';
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
type BatchRow = {
  id: string;
  anchor: AnchorName;
  root: Hex;
  digest: Hex;
  count: number;
  from_block: string;
  tx_hash: Hex | null;
  sent_at: Date | null;
  fee_wei: string | null;
  tip_wei: string | null;
};

function toBatch({ id, anchor, root, digest, count, from_block, tx_hash, sent_at, fee_wei, tip_wei }: BatchRow): OpenBatch {
  const sent = tx_hash &&
    sent_at && {
      hash: tx_hash,
      at: sent_at.getTime(),
      maxFeePerGas: BigInt(fee_wei ?? 0),
      maxPriorityFeePerGas: BigInt(tip_wei ?? 0),
    };
  return { id, anchor, root, digest, count, fromBlock: BigInt(from_block), sent };
}

/** Records on Postgres. A fact waits until each of the `wanted` anchors that take its kind has it. */
export function recordStore(db: Database, wanted: readonly Choice[]): RecordStore {
  return {
    open: async anchors => {
      const rows = await db<BatchRow[]>`
        select id, anchor, root, digest, count, from_block, tx_hash, sent_at, fee_wei, tip_wei
        from public.provenance_batches where published_at is null and anchor = any (${arrayOf(anchors)}::text[]) order by created_at`;
      return rows.map(toBatch);
    },
    waiting: async ({ anchor, kinds }) => {
      // What happened once has one record, whatever was told of it again while that was made. Profiles have one for each picture.
      await db`
        update private.due_records d set taken = taken || ${anchor}::text
        where d.kind <> 'profile' and not ${anchor}::text = any (taken) and exists (
          select from public.provenance_records r join public.provenance_batches b on b.id = r.batch_id
          where r.subject_id = d.subject_id and r.kind = d.kind and b.anchor = ${anchor})`;
      await forget(db, wanted);
      const [row] = await db<{ count: string; since: Date | null }[]>`
        select count(*), min(happened_at) as since from private.due_records
        where kind = any (${arrayOf(kinds)}::text[]) and not ${anchor}::text = any (taken)`;
      return row?.since ? { count: Number(row.count), since: row.since.getTime() } : null;
    },
    due: (choice, most) => readDue(db, choice, most),
    keep: ({ anchor, root, digest, cid, chainId, fromBlock }, entries) =>
      db.begin(async tx => {
        const [row] = await tx<BatchRow[]>`
          insert into public.provenance_batches (root, digest, cid, count, anchor, chain_id, from_block)
          values (${root}, ${digest}, ${cid}, ${entries.length}, ${anchor}, ${chainId}, ${fromBlock})
          returning id, anchor, root, digest, count, from_block, tx_hash, sent_at, fee_wei, tip_wei`;
        if (row === undefined) throw new Error('the batch was not kept');
        const records = entries.map(({ record }, position) => ({ position, kind: record.kind, subject_id: record.id, record }));
        await tx`
          insert into public.provenance_records (batch_id, position, kind, subject_id, record)
          select ${row.id}::uuid, r.position, r.kind, r.subject_id, r.record
          from jsonb_to_recordset(${JSON.stringify(records)}::text::jsonb) as r (position integer, kind text, subject_id uuid, record jsonb)`;
        await tx`
          update private.due_records set taken = taken || ${anchor}::text
          where id = any (${arrayOf(entries.map(({ dueId }) => dueId))}::bigint[])`;
        await forget(tx, wanted);
        return toBatch(row);
      }),
    recordsOf: async batchId => {
      const rows = await db<{ record: ProvenanceRecord }[]>`
        select record from public.provenance_records where batch_id = ${batchId} order by position`;
      return rows.map(({ record }) => record);
    },
    sent: async (batchId, { hash, maxFeePerGas, maxPriorityFeePerGas }, at) => {
      await db`
        update public.provenance_batches
        set tx_hash = ${hash}, sent_at = ${new Date(at)}, fee_wei = ${maxFeePerGas}, tip_wei = ${maxPriorityFeePerGas}
        where id = ${batchId} and published_at is null`;
    },
    published: async (batchId, { txHash, block, time }) => {
      await db`
        update public.provenance_batches set tx_hash = ${txHash}, block_number = ${block}, published_at = ${new Date(time * 1000)} where id = ${batchId}`;
    },
    unsettled: async anchors => {
      const rows = await db<(BatchRow & { block_number: string })[]>`
        select id, anchor, root, digest, count, from_block, tx_hash, sent_at, fee_wei, tip_wei, block_number from public.provenance_batches
        where settled_at is null and published_at is not null and anchor = any (${arrayOf(anchors)}::text[]) order by block_number limit 100`;
      return rows.map(row => ({ ...toBatch(row), block: BigInt(row.block_number) }));
    },
    settled: async (batchId, at) => {
      await db`update public.provenance_batches set settled_at = ${new Date(at)} where id = ${batchId} and published_at is not null`;
    },
    takenBack: async batchId => {
      await db`update public.provenance_batches set published_at = null, block_number = null where id = ${batchId} and settled_at is null`;
    },
    wake: async lane => {
      await db`insert into public.jobs (key, kind) values (${lane}, 'anchor') on conflict (key) do nothing`;
    },
  };
}

/** Facts that every anchor has which takes their kind. */
async function forget(db: Database | Transaction, wanted: readonly Choice[]): Promise<void> {
  const pairs = wanted.flatMap(({ anchor, kinds }) => kinds.map(kind => ({ anchor, kind })));
  await db`
    delete from private.due_records d where not exists (
      select from jsonb_to_recordset(${JSON.stringify(pairs)}::text::jsonb) as w (anchor text, kind text)
      where w.kind = d.kind and not w.anchor = any (d.taken))`;
}

/** Facts as records. What is gone meanwhile, or was taken down, is forgotten; a take that is shown again is a fact again. */
async function readDue(db: Database, { anchor, kinds }: Choice, most: number): Promise<DueRecord[]> {
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
