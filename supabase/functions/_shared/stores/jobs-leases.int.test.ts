import { beforeEach, describe, expect, it } from 'vitest';
import { openJobSteps } from '../../../../local/jobs/testing/job-steps.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { JobHandlers } from '../../../../shared/ops/schema.ts';
import { LEASE_MS } from '../../../../shared/ops/step-jobs.ts';
import { addJob, jobHolder, jobStore } from './jobs.ts';
import { launchJobs } from './launches-jobs.ts';

const { db, sql, clock, step, add, rows, dead } = openJobSteps(28_370);

const NEW_HERE = '00000000-0000-4000-8000-000000007001';

describe('a job in hand', () => {
  it('frees the job of a worker that died after its lease, and buries one that ends its workers', async () => {
    await add('notice:heavy');
    const died: JobHandlers = { notice: () => new Promise(() => {}) };
    const store = jobStore<'notice'>(db);
    for (let i = 0; i < 5; i++) {
      expect(await store.claim(['notice'], clock.now(), LEASE_MS)).toMatchObject({ key: 'notice:heavy', lost: i });
      expect(await step(died)).toMatchObject({ done: 0 });
      clock.at += LEASE_MS;
    }
    expect(await step(died)).toMatchObject({ buried: 1 });
    expect(await dead()).toMatchObject([{ cause: 'The worker was ended 5 times in a row while it did this job.' }]);
  });

  it('is not taken up, due or not, while a cast that needs it is not committed', async () => {
    const store = jobStore<'filters'>(db);
    const claim = () => store.claim(['filters'], clock.now(), LEASE_MS);
    await addJob(db, { key: 'filters', kind: 'filters', runAt: clock.now() });
    await sql(`insert into public.users (id, farcaster_fid, display_name) values ('${NEW_HERE}', 7001, 'New here')`);
    const early = await db.begin(async tx => {
      await tx`
        insert into public.performances (user_id, title, poster_lines, kind, ink, status, cast_at, farcaster_cast_id)
        values (${NEW_HERE}, 'First', '{FIRST}', 'song', 'teal', 'live', now(), ${`0x${'7'.repeat(40)}`})`;
      return claim();
    });
    expect(early).toBeNull();
    expect(await claim()).toMatchObject({ key: 'filters' });
  });

  it('lets nobody change a job whose lease went to another', async () => {
    await add('notice:slow');
    const store = jobStore<'notice'>(db);
    const first = await store.claim(['notice'], clock.now(), LEASE_MS);
    clock.at += LEASE_MS;
    const second = await store.claim(['notice'], clock.now(), LEASE_MS);
    if (!first || !second) throw new Error('nothing to claim');
    await store.finish(first);
    await store.again(first, unixMs(clock.at + 1), { cause: 'late', isFault: true });
    await store.bury(first, 'late');
    expect(await store.claim(['notice'], clock.now(), LEASE_MS)).toBeNull();
    expect(await rows()).toMatchObject([{ attempts: 0, last_error: null }]);
    await store.finish(second);
    expect([await rows(), await dead()]).toEqual([[], []]);
  });

  it('stays with who holds it longer, and who lost it is told', async () => {
    await add('notice:film');
    const claim = () => jobStore<'notice'>(db).claim(['notice'], clock.now(), LEASE_MS);
    const first = await claim();
    if (!first) throw new Error('nothing to claim');
    expect(await jobHolder(db)(first, unixMs(clock.at + 2 * LEASE_MS))).toBe(true);
    clock.at += LEASE_MS;
    expect(await claim()).toBeNull();
    clock.at += LEASE_MS;
    const second = await claim();
    expect(second).toMatchObject({ key: 'notice:film', lost: 1 });
    expect(await jobHolder(db)(first, unixMs(clock.at + 2 * LEASE_MS))).toBe(false);
    if (second) await jobStore<'notice'>(db).finish(second);
    expect(await rows()).toEqual([]);
  });
});

describe('jobs of launches', () => {
  // As the decision writes it: by the database's clock, which has microseconds.
  beforeEach(async () => {
    clock.at = Date.UTC(2026, 0, 2);
    await sql(`
      insert into public.jobs (key, kind, payload, run_at) values
        ('launch:a', 'launch', '{"queue_id":"a"}', '2026-01-01T00:00:00.000123Z'),
        ('launch:b', 'launch', '{"queue_id":"b"}', '2026-01-01T00:00:00.000456Z')`);
  });
  const claim = async () => {
    const job = await launchJobs(db).claimJob(clock.now(), LEASE_MS);
    if (!job) throw new Error('nothing to claim');
    return job;
  };

  it('a finished job is gone, and the next one has its turn', async () => {
    await launchJobs(db).finishJob(await claim());
    expect((await claim()).launchId).toBe('b');
    expect(await launchJobs(db).claimJob(clock.now(), LEASE_MS)).toBeNull();
  });

  it('a deferred job waits until its new time', async () => {
    await launchJobs(db).deferJob(await claim(), unixMs(clock.at + 60_000), null);
    await launchJobs(db).finishJob(await claim());
    expect(await launchJobs(db).claimJob(clock.now(), LEASE_MS)).toBeNull();
    expect(await launchJobs(db).claimJob(unixMs(clock.at + 60_001), LEASE_MS)).toMatchObject({ launchId: 'a' });
  });

  it('a job that was brought forward meanwhile keeps its new time', async () => {
    const first = await claim();
    await sql(`update public.jobs set run_at = '2026-01-01T12:00:00.000789Z' where key = 'launch:a'`);
    await launchJobs(db).finishJob(first);
    expect((await claim()).launchId).toBe('b');
    expect((await claim()).launchId).toBe('a');
  });
});
