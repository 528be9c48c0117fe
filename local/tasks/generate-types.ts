import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseUrl, localConfig } from '../config.ts';
import { bootstrap } from '../supabase/bootstrap.ts';
import { migrate } from '../supabase/migrate.ts';
import { startPostgres } from '../supabase/postgres.ts';
import { run } from './run.ts';

/** Where the types are kept. */
export const TYPES_FILE = 'shared/generated/database.ts';

/** Applies the migrations to a fresh Postgres and returns the TypeScript that the supabase CLI derives from the public schema. */
export async function generateTypes(): Promise<string> {
  const config = localConfig({ firstPort: 25_900, dataDir: await mkdtemp(join(tmpdir(), 'gigavibe-types-')) });
  const url = databaseUrl(config);
  const postgres = await startPostgres(config);
  try {
    await bootstrap(url);
    await migrate(url);
    const { code, output } = await run('supabase', [
      'gen',
      'types',
      '--lang',
      'typescript',
      `--remote=${url}`,
      '--schema',
      'public',
    ]);
    if (code !== 0) throw new Error(output);
    return output.slice(output.indexOf('export type Json'));
  } finally {
    await postgres.stop();
    await rm(config.dataDir, { recursive: true, force: true });
  }
}
