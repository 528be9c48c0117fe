import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** What a stranger may read, and needs to do a receipt again. */
const TABLES = ['performances', 'viral_receipts', 'viral_receipt_events', 'viral_rules'] as const;
type Table = (typeof TABLES)[number];

/** Where the published rows are: those of a table that have a value in a column, all as JSON would say them. */
export type PublicTables = {
  rows: (table: Table, column: string, value: string) => Promise<unknown[]>;
  close: () => Promise<void>;
};

const PAGE = 100;
const ORDER: Record<Table, string> = {
  performances: 'id',
  viral_receipts: 'performance_id',
  viral_receipt_events: 'place',
  viral_rules: 'version',
};

/** The public API, as any visitor asks it. */
export function fromApi(url: string, publishableKey: string): PublicTables {
  return {
    rows: async (table, column, value) => {
      const rows: unknown[] = [];
      for (;;) {
        const query = new URLSearchParams({
          [column]: `eq.${value}`,
          order: ORDER[table],
          offset: String(rows.length),
          limit: String(PAGE),
        });
        const response = await fetch(`${url}/rest/v1/${table}?${query}`, { headers: { apikey: publishableKey } });
        if (!response.ok) throw new Error(`${table} answered ${response.status}: ${await response.text()}`);
        const page = (await response.json()) as unknown[];
        rows.push(...page);
        if (page.length < PAGE) return rows;
      }
    },
    close: async () => {},
  };
}

/** A database, read as nobody in particular. */
export async function fromDatabase(url: string): Promise<PublicTables> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('set role anon');
  return {
    rows: async (table, column, value) => {
      const text = `select to_jsonb(t) as row from public.${table} t where t.${pg.escapeIdentifier(column)}::text = $1 order by t.${ORDER[table]}`;
      return (await client.query<{ row: unknown }>(text, [value])).rows.map(({ row }) => row);
    },
    close: () => client.end(),
  };
}

/** A folder that `saveDump` wrote. */
export function fromDump(folder: string): PublicTables {
  const tables = new Map<string, Promise<Record<string, unknown>[]>>();
  const read = async (table: string) =>
    JSON.parse(await readFile(join(folder, `${table}.json`), 'utf8')) as Record<string, unknown>[];
  return {
    rows: async (table, column, value) => {
      const rows = tables.get(table) ?? read(table);
      tables.set(table, rows);
      return (await rows).filter(row => String(row[column]) === value);
    },
    close: async () => {},
  };
}

/** Writes the published tables of a database as one file of JSON each. */
export async function saveDump(url: string, folder: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read; set local role anon');
    await mkdir(folder, { recursive: true });
    for (const table of TABLES) {
      const text = `select coalesce(jsonb_agg(to_jsonb(t) order by t.${ORDER[table]}), '[]')::text as rows from public.${table} t`;
      await writeFile(join(folder, `${table}.json`), (await client.query<{ rows: string }>(text)).rows[0]?.rows ?? '[]');
    }
  } finally {
    await client.end();
  }
}
