import { DatabaseSync } from 'node:sqlite';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProvenanceRecord, RECORD_KINDS } from '../schema.ts';
import { identifier, insertStatement, literal, readInsert } from './sql.ts';
import {
  CREATE_TABLE,
  createDanceChainTable,
  createUserProfileTable,
  kindOfTable,
  recordOfRow,
  recordStored,
  STORE_ON_CHAIN,
  storeDanceChainOnChain,
  storeUserProfileOnChain,
  tableName,
} from './tables.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom("'", "''", '\\', '"', ')', '(', ',', ';', '--', '/*', '*/', '\n', "');drop table t--", 'null', '%', '🕺'),
      { maxLength: 8 },
    )
    .map(parts => parts.join('')),
);
const fits = hostile.filter(text => !text.includes('\0') && text.isWellFormed());
const record: ProvenanceRecord = {
  format: 'gigavibe/record-1',
  kind: 'chain',
  id: '00000000-0000-4000-8000-000000000001',
  author: { id: '00000000-0000-4000-8000-000000000002', fid: 7 },
  content: [`b${'a'.repeat(58)}`],
  pose: `0x${'1'.repeat(64)}`,
  parents: ['00000000-0000-4000-8000-000000000003'],
  at: '2026-11-26T12:00:00.000Z',
};
const table = { kind: 'chain', chainId: 8453, tableId: 3n } as const;

describe('a statement', () => {
  it('stores any text as that text, and does nothing else', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('create table t(a text, b integer, c text); create table kept(x)');
    fc.assert(
      fc.property(fits, fc.maxSafeInteger(), fc.option(fits), (a, b, c) => {
        db.exec('delete from t');
        const statement = insertStatement('t', { a, b, c });
        db.exec(statement);
        expect(
          db
            .prepare('select * from t')
            .all()
            .map(row => ({ ...row })),
        ).toEqual([{ a, b, c }]);
        expect(db.prepare("select count(*) as n from sqlite_master where type = 'table'").get()).toMatchObject({ n: 2 });
        expect(readInsert(statement)).toEqual({ table: 't', row: { a, b, c } });
      }),
      { seed: 9, numRuns: 400 },
    );
    db.close();
  });

  it('takes no name that would need quotes, and no text that would not come back', () => {
    fc.assert(
      fc.property(hostile, name => {
        if (!/^[a-z][a-z0-9_]{0,60}$/.test(name)) expect(() => identifier(name)).toThrow(RangeError);
      }),
      { seed: 9 },
    );
    for (const text of ['a\0b', '\ud800', 'x\udc00']) expect(() => literal(text)).toThrow('come back');
    expect(() => literal(0.5)).toThrow('whole number');
  });

  it.each([
    ['of another kind', 'delete from t'],
    ['that is two', "insert into t(a)values('x');drop table t"],
    ['with an expression', "insert into t(a)values('x'||'y')"],
    ['with a quote left open', "insert into t(a)values('x)"],
    ['with more values than columns', "insert into t(a)values('x','y')"],
    ['with fewer', "insert into t(a,b)values('x')"],
    ['with two rows', "insert into t(a)values('x'),('y')"],
    ['written otherwise', "INSERT INTO t(a) values('x')"],
    ['with a number written otherwise', 'insert into t(a)values(007)'],
    ['with a column named twice', "insert into t(a,a)values('x','y')"],
  ])('%s is none of ours', (_, statement) => expect(readInsert(statement)).toBeNull());
});

describe('a table of records', () => {
  it('is made under the name of its kind and chain, and known by that', () => {
    expect(createUserProfileTable(8453)).toMatch(/^create table gigavibe_profiles_8453\(format text not null,id text not null,/);
    expect(createDanceChainTable(8453)).toMatch(/^create table gigavibe_chains_8453\(/);
    for (const kind of RECORD_KINDS) expect(kindOfTable(CREATE_TABLE[kind](8453), 8453)).toBe(kind);
    expect(kindOfTable(createUserProfileTable(84532), 8453)).toBeNull();
    expect(kindOfTable('create table gigavibe_profiles_8453(id text)', 8453)).toBeNull();
  });

  it.each(RECORD_KINDS)('gives a %s back as it was stored, and to no other table', kind => {
    const [mine, other] = [
      { ...table, kind },
      { ...table, kind, tableId: 4n },
    ];
    const db = new DatabaseSync(':memory:');
    // The network adds a table's number to its name.
    db.exec(CREATE_TABLE[kind](8453).replace('_8453(', '_8453_3('));
    for (const stored of [
      { ...record, kind },
      {
        ...record,
        kind,
        pose: null,
        content: [],
        parents: [],
        at: '2026-11-26T12:00:00.001Z',
        author: { ...record.author, fid: null },
      },
    ]) {
      const statement = STORE_ON_CHAIN[kind](mine, stored);
      expect(recordStored(mine, statement)).toEqual(stored);
      expect(recordStored(other, statement)).toBeNull();
      db.exec(statement);
      const row = db.prepare(`select * from ${tableName(mine)} where at = ?`).get(stored.at);
      expect(recordOfRow(kind, { ...row })).toEqual(stored);
      // The same record twice is one.
      expect(() => db.exec(statement)).toThrow('UNIQUE');
    }
    db.close();
  });

  it('takes no record of another kind, and reads no row that is none', () => {
    expect(() => storeUserProfileOnChain({ ...table, kind: 'profile' }, record)).toThrow('no row of gigavibe_profiles_8453_3');
    expect(() => storeDanceChainOnChain(table, { ...record, kind: 'move' })).toThrow('no row of gigavibe_chains_8453_3');
    const statement = storeDanceChainOnChain(table, record);
    for (const [from, to] of [
      ['gigavibe/record-1', 'gigavibe/record-2'],
      [record.at, 'yesterday'],
      [',7,', ',-7,'],
      ['["b', '["'],
    ] as const)
      expect(recordStored(table, statement.replace(from, to))).toBeNull();
  });
});
