import pg from 'pg';
import { withDatabase } from '../supabase/with-database.ts';
import type { JobsWorld } from './jobs-world.ts';

/** Something that goes wrong while jobs are done; returns once it has happened, with the keys of jobs that it keeps from others. */
export type Fault = (world: JobsWorld) => Promise<string[]>;

export const WORKERS = 2;
const ROWS_HELD = 20;

export const FAULTS: Readonly<Record<string, Fault>> = {
  nothing: async () => [],
  'workers killed -9': async world => {
    await world.killWorkers();
    for (let i = 0; i < WORKERS; i++) world.startWorker('ours');
    return [];
  },
  'Postgres restarted': async world => {
    await world.restartPostgres();
    return [];
  },
  'backends terminated': ({ url }) =>
    withDatabase(url, async client => {
      await client.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'gigavibe_functions'");
      return [];
    }),
  // It holds rows that are due and says nothing more; the role's own limit ends it.
  'a session idle in its transaction': async ({ functionsUrl }) => {
    const client = new pg.Client({ connectionString: functionsUrl });
    client.on('error', () => {});
    await client.connect();
    await client.query('begin');
    const { rows } = await client.query<{ key: string }>(
      'select key from public.jobs order by run_at desc limit $1 for update skip locked',
      [ROWS_HELD],
    );
    return rows.map(({ key }) => key);
  },
};
