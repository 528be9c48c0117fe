/** A table as the log describes it. */
export type Relation = {
  id: number;
  schema: string;
  table: string;
  columns: { name: string; typeId: number; isKey: boolean }[];
};

/** Values by column, in Postgres's text form. A large value that an update did not touch is not in the log: it is left out. */
export type Row = Map<string, string | null>;

export type Change = {
  kind: 'INSERT' | 'UPDATE' | 'DELETE';
  relation: Relation;
  committedAt: Date;
  /** The transaction's id, 32 bits: a database of one machine does not get through four billion of them. */
  transactionId: number;
  row: Row | null;
  /** Before an update or delete: the key, or the whole row with `replica identity full`. */
  old: Row | null;
};

/** 2000-01-01, where Postgres's clock begins, in unix ms. */
const EPOCH_MS = 946_684_800_000;

/**
 * Reads the messages of Postgres's logical replication plugin `pgoutput`, version 1. Values stay text, so nothing is rounded.
 * @returns a reader that keeps the tables it was told of; it gives a change for each row and null for all other messages
 */
export function makePgoutputReader(): (message: Buffer) => Change | null {
  const relations = new Map<number, Relation>();
  let committedAt = new Date(0);
  let transactionId = 0;

  return message => {
    const cursor = { buffer: message, at: 1 };
    switch (String.fromCharCode(message[0] ?? 0)) {
      case 'B':
        cursor.at += 8;
        committedAt = new Date(EPOCH_MS + Number(cursor.buffer.readBigInt64BE(cursor.at)) / 1000);
        transactionId = cursor.buffer.readUInt32BE(cursor.at + 8);
        return null;
      case 'R': {
        const relation = readRelation(cursor);
        relations.set(relation.id, relation);
        return null;
      }
      case 'I':
        return readChange(cursor, 'INSERT');
      case 'U':
        return readChange(cursor, 'UPDATE');
      case 'D':
        return readChange(cursor, 'DELETE');
      default:
        return null;
    }
  };

  function readChange(cursor: Cursor, kind: Change['kind']): Change | null {
    const relation = relations.get(readInt32(cursor));
    if (!relation) return null;
    let row: Row | null = null;
    let old: Row | null = null;
    while (cursor.at < cursor.buffer.length) {
      const part = String.fromCharCode(cursor.buffer[cursor.at++] ?? 0);
      if (part === 'N') row = readRow(cursor, relation);
      else old = readRow(cursor, relation, part === 'K');
    }
    return { kind, relation, committedAt, transactionId, row, old };
  }
}

type Cursor = { buffer: Buffer; at: number };

function readRelation(cursor: Cursor): Relation {
  const id = readInt32(cursor);
  const schema = readText(cursor);
  const table = readText(cursor);
  cursor.at += 1;
  const count = readInt16(cursor);
  const columns = Array.from({ length: count }, () => {
    const isKey = cursor.buffer[cursor.at++] === 1;
    const name = readText(cursor);
    const typeId = readInt32(cursor);
    cursor.at += 4;
    return { name, typeId, isKey };
  });
  return { id, schema, table, columns };
}

function readRow(cursor: Cursor, relation: Relation, keyOnly = false): Row {
  const row: Row = new Map();
  const count = readInt16(cursor);
  for (let i = 0; i < count; i++) {
    const column = relation.columns[i];
    const kind = String.fromCharCode(cursor.buffer[cursor.at++] ?? 0);
    let value: string | null = null;
    if (kind === 't') {
      const size = readInt32(cursor);
      value = cursor.buffer.toString('utf8', cursor.at, cursor.at + size);
      cursor.at += size;
    }
    if (column && kind !== 'u' && (!keyOnly || column.isKey)) row.set(column.name, value);
  }
  return row;
}

function readInt32(cursor: Cursor): number {
  cursor.at += 4;
  return cursor.buffer.readInt32BE(cursor.at - 4);
}

function readInt16(cursor: Cursor): number {
  cursor.at += 2;
  return cursor.buffer.readInt16BE(cursor.at - 2);
}

function readText(cursor: Cursor): string {
  const end = cursor.buffer.indexOf(0, cursor.at);
  const text = cursor.buffer.toString('utf8', cursor.at, end);
  cursor.at = end + 1;
  return text;
}
