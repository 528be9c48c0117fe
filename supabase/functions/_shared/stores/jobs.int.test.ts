import { describe, expect, it } from 'vitest';
import { openJobSteps } from '../../../../local/jobs/testing/job-steps.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import { HEAVY_KINDS, JOB_KINDS, type JobHandler, type JobHandlers, type JobKind } from '../../../../shared/ops/schema.ts';
import { LEASE_MS } from '../../../../shared/ops/step-jobs.ts';
import type { Transaction } from '../adapters/database.ts';
import { addJob, jobStore } from './jobs.ts';

const { db, sql, clock, step, add, rows } = openJobSteps(29_160);

/** Rows of jobs that this transaction has read, by whatever way. */
const rowsRead = async (tx: Transaction) => {
  const [row] = await tx<{ rows: number }[]>`
    select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::integer as rows from pg_stat_xact_user_tables where relname = 'jobs'`;
  return row?.rows ?? 0;
};

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
    clock.at += LEASE_MS;
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
    const [seen, asked] = [[] as string[], unixMs(clock.at + 60_000)];
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
    clock.at = asked;
    await step(handlers);
    expect(await rows()).toEqual([]);
  });

  it('claims only what it has a handler for', async () => {
    await add('notice:a');
    expect(await step({ poll: async () => 'done' })).toEqual({ done: 0, again: 0, failed: 0, buried: 0 });
    expect(await rows()).toHaveLength(1);
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
});
