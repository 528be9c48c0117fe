import { canonicalJson } from '../../kernel/canonical-json.ts';
import { type ProvenanceRecord, RECORD_KINDS, type RecordKind, recordSchema } from '../schema.ts';
import { insertStatement, readInsert, type Value } from './sql.ts';

/** A column for each field of a record. Lists are JSON. A record is itself its key: the same one twice is refused by the table. */
const COLUMNS = {
  format: 'text not null',
  id: 'text not null',
  author_id: 'text not null',
  author_fid: 'integer',
  content: 'text not null',
  pose: 'text',
  parents: 'text not null',
  at: 'text not null',
};
const SCHEMA = `${Object.entries(COLUMNS)
  .map(([name, type]) => `${name} ${type}`)
  .join(',')},primary key(id,at)`;

/** A table as Tableland counts it: names of tables end in their chain and number. */
export type RecordTable = { kind: RecordKind; chainId: number; tableId: bigint };

const prefixOf = (kind: RecordKind) => `gigavibe_${kind}s`;
/** The name that Tableland gives a table: what we asked for, the chain, the number that it got. */
export const tableName = ({ kind, chainId, tableId }: RecordTable) => `${prefixOf(kind)}_${chainId}_${tableId}`;

const create = (kind: RecordKind, chainId: number) => `create table ${prefixOf(kind)}_${chainId}(${SCHEMA})`;

/** The statement that makes the table of profiles. */
export const createUserProfileTable = (chainId: number) => create('profile', chainId);
/** The statement that makes the table of dance and song chains. */
export const createDanceChainTable = (chainId: number) => create('chain', chainId);

/** The statement that makes a kind's table. */
export const CREATE_TABLE: Readonly<Record<RecordKind, (chainId: number) => string>> = {
  profile: createUserProfileTable,
  chain: createDanceChainTable,
  performance: chainId => create('performance', chainId),
  move: chainId => create('move', chainId),
};

function store(table: RecordTable, { kind, author, content, parents, ...same }: ProvenanceRecord): string {
  if (kind !== table.kind) throw new RangeError(`a ${kind} is no row of ${tableName(table)}`);
  const { format, id, pose, at } = same;
  const row: Record<keyof typeof COLUMNS, Value> = {
    format,
    id,
    author_id: author.id,
    author_fid: author.fid,
    content: canonicalJson(content),
    pose,
    parents: canonicalJson(parents),
    at,
  };
  return insertStatement(tableName(table), row);
}

/** The statement that stores a profile's record. @throws RangeError for a record of another kind */
export const storeUserProfileOnChain = (table: RecordTable, record: ProvenanceRecord) => store(table, record);
/** The statement that stores the record of a dance or song chain. @throws RangeError for a record of another kind */
export const storeDanceChainOnChain = (table: RecordTable, record: ProvenanceRecord) => store(table, record);

/** The statement that stores a record of a kind. */
export const STORE_ON_CHAIN: Readonly<Record<RecordKind, (table: RecordTable, record: ProvenanceRecord) => string>> = {
  profile: storeUserProfileOnChain,
  chain: storeDanceChainOnChain,
  performance: store,
  move: store,
};

/** The kind of a table of ours from the statement that made it; null for a table of another make. */
export function kindOfTable(statement: string, chainId: number): RecordKind | null {
  return RECORD_KINDS.find(kind => CREATE_TABLE[kind](chainId) === statement) ?? null;
}

/** The record that a statement stores in a table; null when it does anything else. */
export function recordStored(table: RecordTable, statement: string): ProvenanceRecord | null {
  const insert = readInsert(statement);
  return insert === null || insert.table !== tableName(table) ? null : recordOfRow(table.kind, insert.row);
}

/** The record that a row is; null for a row that is none. */
export function recordOfRow(kind: RecordKind, row: Readonly<Record<string, unknown>>): ProvenanceRecord | null {
  const { author_id, author_fid, content, parents, ...same } = row;
  try {
    const lists = { content: listIn(content), parents: listIn(parents) };
    return recordSchema.parse({ ...same, ...lists, kind, author: { id: author_id, fid: author_fid } });
  } catch {
    return null;
  }
}

/** Validators answer with the list itself where a text is JSON. */
function listIn(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value;
}
