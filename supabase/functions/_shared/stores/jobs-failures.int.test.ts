import { describe, expect, it } from 'vitest';
import { openJobSteps } from '../../../../local/jobs/testing/job-steps.ts';
import { AppError } from '../../../../shared/kernel/app-error.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { JobHandlers } from '../../../../shared/ops/schema.ts';

const { sql, clock, step, add, rows, dead } = openJobSteps(28_350);

describe('a job that fails', () => {
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
      waits.push(Number(row?.at) - clock.at);
      clock.at = Number(row?.at);
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
      clock.at += 31_000;
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
        clock.at += 31_000;
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
    await step({ notice: async () => ({ againAt: unixMs(clock.at + 1_000) }) });
    expect(await rows()).toMatchObject([{ attempts: 0, faults: 0 }]);
  });
});
