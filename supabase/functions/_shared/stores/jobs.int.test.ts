import { beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../../local/supabase/testing/open-test-database.ts';
import { withDatabase } from '../../../../local/supabase/with-database.ts';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import { HEAVY_KINDS, JOB_KINDS, type JobHandler, type JobHandlers, type JobKind } from '../../../../shared/ops/schema.ts';
import { LEASE_MS, stepJobs } from '../../../../shared/ops/step-jobs.ts';
import type { Transaction } from '../adapters/database.ts';
import { addJob, jobHolder, jobStore } from './jobs.ts';
import { launchJobs } from './launches-jobs.ts';

const { url, db } = openTestDatabase(29_160);
let now = Date.UTC(2026, 0, 2);
const clock = { now: () => unixMs(now) };
const sql = (text: string) => withDatabase(url, async client => (await client.query(text)).rows);
beforeEach(() => sql('truncate public.jobs; truncate public.dead_jobs'));

const step = (handlers: JobHandlers, budgetMs = 1_000) =>
  stepJobs({ store: jobStore(db), clock, random: () => 0.5 }, handlers, budgetMs);
const rows = () =>
  sql(
    'select key, attempts, faults, last_error, payload, (extract(epoch from run_at) * 1000)::float8 as at from public.jobs order by key',
  );
const dead = () => sql('select key, kind, payload, attempts, cause from public.dead_jobs order by id');
/** Rows of jobs that this transaction has read, by whatever way. */
const rowsRead = async (tx: Transaction) => {
  const [row] = await tx<{ rows: number }[]>`
    select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::integer as rows from pg_stat_xact_user_tables where relname = 'jobs'`;
  return row?.rows ?? 0;
};
const add = (key: string, payload?: unknown) => addJob(db, { key, kind: 'notice', payload, runAt: clock.now() });

describe('the runner', () => {
  it('does each job once, whoever asks, and forgets it', async () => {
    for (let i = 0; i < 40; i++) await add(`notice:${i}`, { i });
    await add('notice:7');
    const seen: number[] = [];
    const handlers: JobHandlers = {
      notice: async job => {
        seen.push((job.payload as { i: number }).i);
        return 'done';
      },
    };
    const steps = await Promise.all([step(handlers), step(handlers), step(handlers)]);
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(steps.reduce((sum, { done }) => sum + done, 0)).toBe(40);
    expect(await rows()).toEqual([]);
  });

  it('does a job in each lane at least, however short its time', async () => {
    await add('notice:a');
    expect(await step({ notice: async () => 'done' }, 0)).toMatchObject({ done: 1 });
  });

  it('does one heavy job a call, beside the others, and one that ended its worker before alone', async () => {
    for (const kind of ['pin', 'rights', 'judge', 'notice'] as const) await addJob(db, { key: kind, kind, runAt: clock.now() });
    const seen: string[] = [];
    const see: JobHandler = async ({ key }) => {
      seen.push(key);
      return 'done';
    };
    const handlers: JobHandlers = { pin: see, rights: see, judge: see, notice: see };
    const ended = await jobStore<JobKind>(db).claim(['pin'], clock.now(), LEASE_MS);
    expect(ended?.key).toBe('pin');
    await step(handlers);
    expect(seen.toSorted()).toEqual(['judge', 'notice', 'rights']);
    now += LEASE_MS;
    await add('notice:a');
    await step(handlers);
    expect(seen.slice(3)).toEqual(['pin']);
    await step(handlers);
    expect(seen.slice(4)).toEqual(['notice:a']);
    for (const key of ['pin:a', 'pin:b']) await addJob(db, { key, kind: 'pin', runAt: clock.now() });
    await step(handlers);
    expect(seen.slice(5)).toHaveLength(1);
  });

  it('remembers what a part of the work left behind, and comes again when asked', async () => {
    await add('notice:long', { page: 0 });
    const handlers: JobHandlers = {
      notice: async job => {
        const page = (job.payload as { page: number }).page + 1;
        return page === 3 ? 'done' : { againAt: clock.now(), payload: { page } };
      },
    };
    expect(await step(handlers)).toEqual({ done: 1, again: 2, failed: 0, buried: 0 });
  });

  it('does a job once more that was added again while it was in hand, at the time that was asked for', async () => {
    await add('notice:a');
    await add('notice:b');
    const [seen, asked] = [[] as string[], unixMs(now + 60_000)];
    const handlers: JobHandlers = {
      notice: async ({ key }) => {
        seen.push(key);
        if (seen.filter(other => other === key).length > 1) return 'done';
        if (key === 'notice:a') await add(key);
        else await addJob(db, { key, kind: 'notice', runAt: asked });
        return key === 'notice:a' ? 'done' : { againAt: unixMs(asked + 1) };
      },
    };
    await step(handlers);
    expect(seen.toSorted()).toEqual(['notice:a', 'notice:a', 'notice:b']);
    expect(await rows()).toMatchObject([{ key: 'notice:b', at: asked }]);
    now = asked;
    await step(handlers);
    expect(await rows()).toEqual([]);
  });

  it('does a job that was added again while it was in hand also where it failed for good, or for the last time', async () => {
    await add('notice:refused');
    await add('notice:faulty');
    await sql("update public.jobs set attempts = 7, faults = 7 where key = 'notice:faulty'");
    const seen: string[] = [];
    const handlers: JobHandlers = {
      notice: async ({ key }) => {
        seen.push(key);
        if (seen.filter(other => other === key).length > 1) return 'done';
        await add(key, { of: 'another fact' });
        throw key === 'notice:refused'
          ? new AppError('notices/refused', 'No.', { status: 400 })
          : new TypeError('x is not a function');
      },
    };
    await step(handlers);
    expect(seen.toSorted()).toEqual(['notice:faulty', 'notice:faulty', 'notice:refused', 'notice:refused']);
    expect(await rows()).toEqual([]);
    expect((await dead()).map(({ key, attempts }) => [key, attempts]).toSorted()).toEqual([
      ['notice:faulty', 8],
      ['notice:refused', 1],
    ]);
  });

  it('counts the failures of one that was added again while it failed from then on', async () => {
    await add('notice:a');
    await sql('update public.jobs set attempts = 5, faults = 5');
    const handlers: JobHandlers = {
      notice: async ({ key, failures }) => {
        if (failures === 5) await add(key);
        throw new TypeError('x is not a function');
      },
    };
    await step(handlers);
    expect(await rows()).toMatchObject([{ attempts: 1, faults: 1, last_error: 'TypeError: x is not a function' }]);
  });

  it('keeps the words of an error that no text of the database can hold', async () => {
    await add('notice:a');
    const words = `they said \0${'é'.repeat(9_000)}`;
    await step({ notice: () => Promise.reject(new TypeError(words)) });
    const [row] = await rows();
    expect(row).toMatchObject({ attempts: 1 });
    expect(row?.last_error).toMatch(/^TypeError: they said é{3979}$/);
  });

  it('waits longer each time, and as long as the upstream asks', async () => {
    await add('notice:a');
    const waits: number[] = [];
    let facts: Record<string, unknown> = {};
    const fails: JobHandlers = {
      notice: () => Promise.reject(new AppError('notices/away', 'Nobody answers.', { status: 503, retryable: true, facts })),
    };
    for (let i = 0; i < 7; i++) {
      if (i === 6) facts = { retryAfterMs: 90_000 };
      await step(fails);
      const [row] = await rows();
      expect(row?.last_error).toContain('notices/away: Nobody answers.');
      waits.push(Number(row?.at) - now);
      now = Number(row?.at);
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 90_000]);
    expect(await dead()).toEqual([]);
  });

  it('puts what no retry helps among the dead letters at once, with its cause, and others go on', async () => {
    await add('notice:bad', { to: 5 });
    await add('notice:good');
    const handlers: JobHandlers = {
      notice: job =>
        job.key === 'notice:good'
          ? Promise.resolve('done')
          : Promise.reject(
              new AppError('notices/refused', 'The host refuses this text.', { status: 400, facts: { status: 400 } }),
            ),
    };
    expect(await step(handlers)).toMatchObject({ done: 1, buried: 1 });
    expect(await dead()).toEqual([
      {
        key: 'notice:bad',
        kind: 'notice',
        payload: { to: 5 },
        attempts: 1,
        cause: 'notices/refused: The host refuses this text. {"status":400}',
      },
    ]);
    await add('notice:bad');
    expect(await rows()).toHaveLength(1);
  });

  it('gives a fault of our own a few tries, then buries it', async () => {
    await add('notice:fault');
    const handlers: JobHandlers = { notice: () => Promise.reject(new TypeError('x is not a function')) };
    for (let i = 0; i < 8; i++) {
      await step(handlers);
      now += 31_000;
    }
    expect(await rows()).toEqual([]);
    expect(await dead()).toMatchObject([{ attempts: 8, cause: 'TypeError: x is not a function (tried 8 times)' }]);
  });

  it('gives a fault that comes after a long absence of others its few tries, and counts faults alone', async () => {
    await add('notice:waits');
    const away: JobHandlers = {
      notice: () => Promise.reject(new AppError('notices/away', 'Nobody answers.', { status: 503, retryable: true })),
    };
    const faulty: JobHandlers = { notice: () => Promise.reject(new TypeError('x is not a function')) };
    const fail = async (handlers: JobHandlers, times: number) => {
      for (let i = 0; i < times; i++) {
        await step(handlers);
        now += 31_000;
      }
    };
    await fail(away, 9);
    await fail(faulty, 7);
    await fail(away, 2);
    expect(await rows()).toMatchObject([{ attempts: 18, faults: 7 }]);
    await fail(faulty, 1);
    expect([await rows(), await dead()]).toMatchObject([[], [{ attempts: 19 }]]);
  });

  it('counts anew what follows a success', async () => {
    await add('notice:parts');
    await sql('update public.jobs set attempts = 7, faults = 7');
    await step({ notice: async () => ({ againAt: unixMs(now + 1_000) }) });
    expect(await rows()).toMatchObject([{ attempts: 0, faults: 0 }]);
  });

  it('frees the job of a worker that died after its lease, and buries one that ends its workers', async () => {
    await add('notice:heavy');
    const died: JobHandlers = { notice: () => new Promise(() => {}) };
    const store = jobStore<'notice'>(db);
    for (let i = 0; i < 5; i++) {
      expect(await store.claim(['notice'], clock.now(), LEASE_MS)).toMatchObject({ key: 'notice:heavy', lost: i });
      expect(await step(died)).toMatchObject({ done: 0 });
      now += LEASE_MS;
    }
    expect(await step(died)).toMatchObject({ buried: 1 });
    expect(await dead()).toMatchObject([{ cause: 'The worker was ended 5 times in a row while it did this job.' }]);
  });

  it('lets nobody change a job whose lease went to another', async () => {
    await add('notice:slow');
    const store = jobStore<'notice'>(db);
    const first = await store.claim(['notice'], clock.now(), LEASE_MS);
    now += LEASE_MS;
    const second = await store.claim(['notice'], clock.now(), LEASE_MS);
    if (!first || !second) throw new Error('nothing to claim');
    await store.finish(first);
    await store.again(first, unixMs(now + 1), { cause: 'late', isFault: true });
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
    expect(await jobHolder(db)(first, unixMs(now + 2 * LEASE_MS))).toBe(true);
    now += LEASE_MS;
    expect(await claim()).toBeNull();
    now += LEASE_MS;
    const second = await claim();
    expect(second).toMatchObject({ key: 'notice:film', lost: 1 });
    expect(await jobHolder(db)(first, unixMs(now + 2 * LEASE_MS))).toBe(false);
    if (second) await jobStore<'notice'>(db).finish(second);
    expect(await rows()).toEqual([]);
  });

  it.each([
    { kinds: JOB_KINDS.filter(kind => !HEAVY_KINDS.includes(kind)) },
    { kinds: HEAVY_KINDS },
    { kinds: ['launch'] as const },
  ])('finds what is due longest among $kinds without reading the rest, however many wait', async ({ kinds }) => {
    await sql(`
        insert into public.jobs (key, kind, run_at)
        select kind || n, kind, '2025-01-01'::timestamptz + n * interval '1 s' from generate_series(1, 2000) n, unnest(array['launch', 'judge', 'notice', 'pin']) kind;
        analyze public.jobs`);
    const read = await db.begin(async tx => {
      const before = await rowsRead(tx);
      await jobStore<string>(tx).claim(kinds, clock.now(), LEASE_MS);
      return (await rowsRead(tx)) - before;
    });
    expect(read).toBeLessThan(10);
  });

  it('claims only what it has a handler for', async () => {
    await add('notice:a');
    expect(await step({ poll: async () => 'done' })).toEqual({ done: 0, again: 0, failed: 0, buried: 0 });
    expect(await rows()).toHaveLength(1);
  });
});

describe('jobs of launches', () => {
  // As the decision writes it: by the database's clock, which has microseconds.
  beforeEach(async () => {
    now = Date.UTC(2026, 0, 2);
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
    await launchJobs(db).deferJob(await claim(), unixMs(now + 60_000), null);
    await launchJobs(db).finishJob(await claim());
    expect(await launchJobs(db).claimJob(clock.now(), LEASE_MS)).toBeNull();
    expect(await launchJobs(db).claimJob(unixMs(now + 60_001), LEASE_MS)).toMatchObject({ launchId: 'a' });
  });

  it('a job that was brought forward meanwhile keeps its new time', async () => {
    const first = await claim();
    await sql(`update public.jobs set run_at = '2026-01-01T12:00:00.000789Z' where key = 'launch:a'`);
    await launchJobs(db).finishJob(first);
    expect((await claim()).launchId).toBe('b');
    expect((await claim()).launchId).toBe('a');
  });
});
