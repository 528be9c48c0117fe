import { expect, it } from 'vitest';
import { unixMs } from '../../../shared/kernel/units.ts';
import type { Job } from '../../../shared/ops/schema.ts';
import { makeHandler } from './handler.ts';

const job: Job = { id: '1', key: 'judge:a', kind: 'judge', payload: {}, failures: 40, faults: 7, lost: 0, lease: 'l' };
const called = new Request('http://functions/work-jobs', { method: 'POST', headers: { authorization: 'Bearer cron' } });

/** Calls the worker with one job that fails, or whose end cannot be written; tells what became of it. */
async function fate(error: unknown, where: 'job' | 'end' = 'job'): Promise<string> {
  const jobs = [job];
  const said: string[] = [];
  const say = (what: string) => async () => {
    said.push(what);
  };
  const finish = () => Promise.reject(error);
  const store = { claim: async () => jobs.pop() ?? null, finish, again: say('again'), bury: say('buried') };
  const clock = { now: () => unixMs(0), set: async () => {}, sleep: async () => {} };
  const handle = makeHandler(
    { store, clock, random: () => 0 },
    { judge: async () => (where === 'end' ? 'done' : Promise.reject(error)) },
    { cronSecret: 'cron', outlive: () => {}, budgetMs: 0 },
  );
  expect((await handle(called)).status).toBe(200);
  return said.join();
}

it.each(['CONNECTION_CLOSED', '57014', '40P01', '53300'])(
  'tries a job again for as long as the database is away (%s), though it failed often, and though it was done but for its end',
  async code => {
    const away = Object.assign(new Error('the connection was lost'), { code });
    expect([await fate(away), await fate(away, 'end')]).toEqual(['again', 'again']);
  },
);

it('buries one that fails often for another reason', async () => {
  expect(await fate(Object.assign(new Error('no such column'), { code: '42703' }))).toBe('buried');
});

it('tells the host of its work before that is done, so that it goes on when cron hangs up', async () => {
  const [jobs, said, told] = [[job], [] as string[], Promise.withResolvers<unknown>()];
  const film = Promise.withResolvers<'done'>();
  const say = (what: string) => async () => {
    said.push(what);
  };
  const store = { claim: async () => jobs.pop() ?? null, finish: say('finished'), again: say('again'), bury: say('buried') };
  const clock = { now: () => unixMs(0), set: async () => {}, sleep: async () => {} };
  const handle = makeHandler(
    { store, clock, random: () => 0 },
    { judge: () => film.promise },
    { cronSecret: 'cron', outlive: told.resolve, budgetMs: 0 },
  );
  // Nobody waits for the answer.
  handle(called);
  film.resolve('done');
  await told.promise;
  expect(said).toEqual(['finished']);
});
