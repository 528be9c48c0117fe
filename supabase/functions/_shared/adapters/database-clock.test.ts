import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Database } from './database.ts';
import { databaseClock, doorClock } from './database-clock.ts';

const NOON = Date.UTC(2026, 0, 1, 12);
const saysNoon = (async () => [{ now: new Date(NOON) }]) as unknown as Database;

it('says what the database said, whatever the machine takes the time of day for', async () => {
  const clock = databaseClock(saysNoon);
  expect(() => clock.now()).toThrow('not set');
  await clock.set();
  const steady = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 1_000);
  vi.spyOn(Date, 'now').mockReturnValue(NOON - 3_600_000);
  onTestFinished(() => void vi.restoreAllMocks());
  expect(clock.now()).toBeGreaterThanOrEqual(NOON + 1_000);
  expect(clock.now()).toBeLessThan(NOON + 60_000);
  steady.mockRestore();
});

it('is asked by who comes to a door first, later beside the others, and replaced by the machine’s while nobody tells the time', async () => {
  let steady = 1_000;
  let asked = 0;
  let told: () => void = () => {};
  let answers: () => Promise<{ now: Date }[]> = () => Promise.reject(new Error('away'));
  const clock = doorClock((async () => {
    asked += 1;
    return answers();
  }) as unknown as Database);
  vi.spyOn(performance, 'now').mockImplementation(() => steady);
  vi.spyOn(Date, 'now').mockReturnValue(NOON - 3_600_000);
  onTestFinished(() => void vi.restoreAllMocks());
  await clock.look();
  expect([asked, clock.now()]).toEqual([1, NOON - 3_600_000]);
  answers = async () => [{ now: new Date(NOON) }];
  await Promise.all([clock.look(), clock.look(), clock.look()]);
  steady += 59_000;
  await clock.look();
  expect([asked, clock.now()]).toEqual([2, NOON + 59_000]);
  answers = () => new Promise(done => (told = () => done([{ now: new Date(NOON + 200_000) }])));
  steady += 1_000;
  await clock.look();
  expect([asked, clock.now()]).toEqual([3, NOON + 60_000]);
  told();
  await expect.poll(clock.now).toBe(NOON + 200_000);
});

it('keeps nobody waiting for a database that does not answer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  let told: (rows: { now: Date }[]) => void = () => {};
  const clock = doorClock((() => new Promise(done => (told = done))) as unknown as Database);
  const first = clock.look();
  await vi.advanceTimersByTimeAsync(3_000);
  await first;
  vi.spyOn(Date, 'now').mockReturnValue(NOON - 3_600_000);
  onTestFinished(() => void vi.restoreAllMocks());
  expect(clock.now()).toBe(NOON - 3_600_000);
  const next = clock.look();
  told([{ now: new Date(NOON) }]);
  await next;
  expect(clock.now()).toBeGreaterThanOrEqual(NOON);
});

it.each(['api', 'session'])('is the only clock of the door %s', name => {
  const source = readFileSync(new URL(`../../${name}/index.ts`, import.meta.url), 'utf8');
  expect(source).toContain('doorClock(db)');
  expect(source).toContain('await clock.look()');
  expect(source).not.toMatch(/systemClock|Date\.now|new Date\(\)/);
});

// A job's handler compares its clock with the end of its lease: an hour apart, it would never begin, or not end for an hour.
it.each(['work-jobs', 'launch-coins', 'sync-coins'])('is the only clock of %s', name => {
  const source = readFileSync(new URL(`../../${name}/index.ts`, import.meta.url), 'utf8');
  expect(source).toContain('databaseClock(db)');
  expect(source).not.toMatch(/systemClock|Date\.now|new Date\(\)/);
});
