import type { Database, Transaction } from '../../supabase/functions/_shared/adapters/database.ts';
import { arrayOf } from '../../supabase/functions/_shared/adapters/database-array.ts';

/** A table and its twin in the schema `bare`: the same columns, checks, indexes, policies and triggers, and rows that nobody reads. */
export type Twin = { table: string; twin: string; columns: { name: string; type: string }[]; key: string[] };

/** Rows as Postgres writes them, column by column. */
export type TwinRows = { twin: Twin; values: (string | null)[][] };

const sql = (text: string) => [text] as unknown as TemplateStringsArray;

/** Makes the twin of a table. Only the superuser may. */
export async function makeTwin(admin: Database, table: string): Promise<Twin> {
  const twin = `bare.${table.split('.')[1]}`;
  const storage = await admin<{ reloptions: string[] | null }[]>`select reloptions from pg_class where oid = ${table}::regclass`;
  const options = storage[0]?.reloptions ? ` with (${storage[0].reloptions.join(', ')})` : '';
  await admin(sql('create schema if not exists bare'));
  await admin(sql('grant usage on schema bare to gigavibe_functions'));
  await admin(sql(`create table ${twin} (like ${table} including all)${options}`));
  await admin(sql(`alter table ${twin} enable row level security`));
  await admin(
    sql(`create policy "Functions keep twins" on ${twin} for all to gigavibe_functions using (true) with check (true)`),
  );
  await admin(sql(`grant select, insert, update on ${twin} to gigavibe_functions`));
  const triggers = await admin<{ definition: string }[]>`
    select pg_get_triggerdef(oid) as definition from pg_trigger where tgrelid = ${table}::regclass and not tgisinternal`;
  for (const { definition } of triggers) await admin(sql(definition.replace(` ON ${table} `, ` ON ${twin} `)));
  const columns = await admin<{ name: string; type: string }[]>`
    select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`;
  const key = await admin<{ name: string }[]>`
    select attname as name from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey)
    where indrelid = ${table}::regclass and indisprimary`;
  return { table, twin, columns, key: key.map(({ name }) => name) };
}

/** Reads the rows of the table that were written after a transaction began (xid of a database that is younger than a turn of them). */
export async function readTwinRows(admin: Database, twin: Twin, after: string): Promise<TwinRows> {
  const texts = twin.columns.map(({ name }) => `${name}::text as ${name}`).join(', ');
  const query = [`select ${texts} from ${twin.table} where xmin::text::bigint > `, '::bigint'] as unknown as TemplateStringsArray;
  const rows = await admin<Record<string, string | null>[]>(query, after);
  return { twin, values: twin.columns.map(({ name }) => rows.map(row => row[name] ?? null)) };
}

/** The bare upsert of those rows into the twin: one statement, one array a column. */
export async function upsertTwin(tx: Transaction, { twin, values }: TwinRows): Promise<void> {
  const { columns, key } = twin;
  const names = columns.map(({ name }) => name);
  const changed = names.filter(name => !key.includes(name)).map(name => `${name} = excluded.${name}`);
  const text = [
    `insert into ${twin.twin} (${names.join(', ')}) select * from unnest(`,
    ...columns.map(({ type }, i) => `::${type}[]${i < columns.length - 1 ? ', ' : ''}`),
  ];
  text.push(
    `${text.pop()}) on conflict (${key.join(', ')}) do ${changed.length > 0 ? `update set ${changed.join(', ')}` : 'nothing'}`,
  );
  await tx(text as unknown as TemplateStringsArray, ...values.map(arrayOf));
}
