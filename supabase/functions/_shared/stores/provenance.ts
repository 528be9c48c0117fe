import type { Hex } from 'viem';
import type { Choice, OpenBatch, RecordStore } from '../../../../shared/provenance/ports.ts';
import type { AnchorName, ProvenanceRecord } from '../../../../shared/provenance/schema.ts';
import type { Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { forgetDue, readDue } from './provenance-due.ts';

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
      await forgetDue(db, wanted);
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
        await forgetDue(tx, wanted);
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
