import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Database } from './database.ts';
import { databaseClock } from './database-clock.ts';

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

// A job's handler compares its clock with the end of its lease: an hour apart, it would never begin, or not end for an hour.
it.each(['work-jobs', 'launch-coins', 'sync-coins'])('is the only clock of %s', name => {
  const source = readFileSync(new URL(`../../${name}/index.ts`, import.meta.url), 'utf8');
  expect(source).toContain('databaseClock(db)');
  expect(source).not.toMatch(/systemClock|Date\.now|new Date\(\)/);
});
