import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { getAuthSchemaSql } from '@supabase/lite';
import { withDatabase } from './with-database.ts';

const read = (name: string) => readFileSync(new URL(`./sql/${name}.sql`, import.meta.url), 'utf8');

/**
 * Gives a bare cluster what every hosted project has: roles, schemas, auth, realtime, vault, publications.
 * One transaction, recorded as a comment on the database, so it runs once per text and never half.
 */
export async function bootstrap(url: string): Promise<void> {
  const text = [read('bootstrap'), getAuthSchemaSql(), read('auth'), read('realtime')].join('\n');
  const mark = `bootstrap ${createHash('sha256').update(text).digest('hex')}`;
  await withDatabase(url, async client => {
    const { rows } = await client.query<{ comment: string | null }>(
      "select shobj_description(oid, 'pg_database') as comment from pg_database where datname = current_database()",
    );
    if (rows[0]?.comment === mark) return;
    await client.query(`begin; ${text}; comment on database postgres is '${mark}'; commit;`);
  });
}
