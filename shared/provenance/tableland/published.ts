import { type Address, type Log, parseEventLogs, sha256, zeroAddress } from 'viem';
import { batchOf } from '../batch-file.ts';
import type { Published } from '../ports.ts';
import { type ProvenanceRecord, RECORD_KINDS } from '../schema.ts';
import { TABLELAND_ABI } from './abi.ts';
import { kindOfTable, type RecordTable, recordStored } from './tables.ts';

/** What a transaction stored, in order, and who did it. */
export type Stored = { publisher: Address; records: ProvenanceRecord[] };

/** The tables of ours in the logs of the transaction that made them for their owner. */
export function tablesMade(logs: Log[], owner: Address, chainId: number): RecordTable[] {
  const minted = parseEventLogs({ abi: TABLELAND_ABI, eventName: 'Transfer', logs, args: { from: zeroAddress, to: owner } });
  const mine = new Set(minted.map(({ args }) => args.tokenId));
  return parseEventLogs({ abi: TABLELAND_ABI, eventName: 'CreateTable', logs }).flatMap(({ args: { tableId, statement } }) => {
    const kind = kindOfTable(statement, chainId);
    return kind === null || !mine.has(tableId) ? [] : { kind, chainId, tableId };
  });
}

/**
 * Tables of ours as the statements of a transaction name them. Enough for who knows the transaction's sender and believes it; who
 * looks for all that somebody stored starts from the tables that were made.
 */
export function tablesNamed(logs: Log[], chainId: number): RecordTable[] {
  const runs = parseEventLogs({ abi: TABLELAND_ABI, eventName: 'RunSQL', logs });
  const ids = [...new Set(runs.map(({ args }) => args.tableId))];
  return ids.flatMap(tableId => RECORD_KINDS.map(kind => ({ kind, chainId, tableId })));
}

/**
 * The records that one transaction stored in these tables. Statements that the tables' policy does not allow, or that do anything
 * but store a record, store none.
 */
export function recordsStored(logs: Log[], tables: readonly RecordTable[]): Stored | null {
  const runs = parseEventLogs({ abi: TABLELAND_ABI, eventName: 'RunSQL', logs });
  const [first] = runs;
  if (first === undefined) return null;
  const records = runs.flatMap(({ args: { tableId, statement, policy, isOwner } }) => {
    if (!isOwner || !policy.allowInsert) return [];
    const mine = tables.filter(each => each.tableId === tableId);
    return mine.flatMap(table => recordStored(table, statement) ?? []);
  });
  return { publisher: first.args.caller, records };
}

/** The batch that these records are: its file is made again from what the chain holds. */
export function batchStored(records: readonly ProvenanceRecord[], at: Pick<Published, 'txHash' | 'block' | 'time'>): Published {
  const { bytes, root, count } = batchOf(records);
  return { ...at, root, count, digest: sha256(bytes), file: bytes };
}
