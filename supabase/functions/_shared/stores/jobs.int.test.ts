import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../../../local/supabase/test-database.ts';
import { withDatabase } from '../../../../local/supabase/with-database.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import { connectDatabase, type Database } from '../adapters/database.ts';
import { jobStore } from './jobs.ts';

const LEASE_MS = 8_000;
let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await startTestDatabase(29_160);
  db = connectDatabase(database.functionsUrl);
});
afterAll(async () => {
  await db?.end();
  await database?.stop();
});
// As the decision writes it: by the database's clock, which has microseconds.
beforeEach(() =>
  withDatabase(database.url, sql =>
    sql.query(`
      truncate public.jobs;
      insert into public.jobs (key, kind, payload, run_at) values
        ('launch:a', 'launch', '{"queue_id":"a"}', '2026-01-01T00:00:00.000123Z'),
        ('launch:b', 'launch', '{"queue_id":"b"}', '2026-01-01T00:00:00.000456Z')`),
  ),
);

const now = unixMs(Date.UTC(2026, 0, 2));
const claim = async () => {
  const job = await jobStore(db).claimJob(now, LEASE_MS);
  if (!job) throw new Error('nothing to claim');
  return job;
};

it('a finished job is gone, and the next one has its turn', async () => {
  const first = await claim();
  await jobStore(db).finishJob(first);
  expect((await claim()).launchId).toBe('b');
  expect(await jobStore(db).claimJob(now, LEASE_MS)).toBeNull();
});

it('a deferred job waits until its new time', async () => {
  const first = await claim();
  await jobStore(db).deferJob(first, unixMs(now + 60_000), null);
  await jobStore(db).finishJob(await claim());
  expect(await jobStore(db).claimJob(now, LEASE_MS)).toBeNull();
  expect(await jobStore(db).claimJob(unixMs(now + 60_001), LEASE_MS)).toMatchObject({ launchId: 'a' });
});

it('a job that was brought forward meanwhile keeps its new time', async () => {
  const first = await claim();
  await withDatabase(database.url, sql =>
    sql.query(`update public.jobs set run_at = '2026-01-01T12:00:00.000789Z' where key = 'launch:a'`),
  );
  await jobStore(db).finishJob(first);
  expect((await claim()).launchId).toBe('b');
  expect((await claim()).launchId).toBe('a');
});
