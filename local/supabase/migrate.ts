import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { withDatabase } from './with-database.ts';

/** Ours, as they are applied in production. */
const OURS = join(import.meta.dirname, '../../supabase/migrations');
const FILE = /^(\d+)_(.*)\.sql$/;

/**
 * Applies the migrations of a folder that were not applied yet, in order of their version, each in one transaction.
 * What was applied is recorded in supabase_migrations.schema_migrations, as `supabase db push` does.
 * @param wayToForget what lets the database be built anew
 * @returns names of the files applied now
 * @throws Error naming the file and line that failed, or an applied file that has changed since, or is gone
 */
export async function migrate(url: string, folder = OURS, wayToForget = '"npm run reset"'): Promise<string[]> {
  return withDatabase(url, async client => {
    const known = await appliedMigrations(client);
    const files = migrationFiles(folder);
    // Before any is applied: what a new one meets in such a database would only mislead.
    const changed = files.find(({ version, text }) => (known.get(version)?.text ?? text) !== text);
    if (changed) throw older(`${changed.file} has changed since it was applied to this machine's database`, wayToForget);
    const gone = [...known].find(([version]) => !files.some(file => file.version === version));
    if (gone)
      throw older(`${gone[1].file}, which was applied to this machine's database, has been renamed or deleted`, wayToForget);
    const missing = files.filter(({ version }) => !known.has(version));
    for (const file of missing) await apply(client, file);
    return missing.map(({ file }) => file);
  });
}

type MigrationFile = { file: string; version: string; name: string; text: string };

/** Files named `<version>_<name>.sql`, in order. Others are ignored, as the CLI does. */
function migrationFiles(folder: string): MigrationFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap(file => {
      const [, version, name] = FILE.exec(file) ?? [];
      if (version === undefined || name === undefined) return [];
      return [{ file, version, name, text: readFileSync(join(folder, file), 'utf8') }];
    });
}

async function appliedMigrations(client: pg.Client): Promise<Map<string, { file: string; text: string }>> {
  const { rows } = await client.query<{ version: string; name: string; statements: string[] | null }>(
    'select version, name, statements from supabase_migrations.schema_migrations order by version',
  );
  return new Map(rows.map(row => [row.version, { file: `${row.version}_${row.name}.sql`, text: row.statements?.[0] ?? '' }]));
}

function older(why: string, wayToForget: string): Error {
  return new Error(`${why}; ${wayToForget} forgets it, and the next start builds it anew.`);
}

async function apply(client: pg.Client, { file, version, name, text }: MigrationFile): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into supabase_migrations.schema_migrations (version, statements, name) values ($1, $2, $3)', [
      version,
      [text],
      name,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw migrationError(file, text, error as Error & { position?: string; hint?: string; where?: string });
  }
}

function migrationError(file: string, text: string, error: Error & { position?: string; hint?: string; where?: string }): Error {
  const line = error.position === undefined ? '' : `, line ${text.slice(0, Number(error.position)).split('\n').length}`;
  const details = [error.where, error.hint].filter(Boolean).join('\n');
  return new Error(`${file}${line}: ${error.message}${details ? `\n${details}` : ''}`, { cause: error });
}
