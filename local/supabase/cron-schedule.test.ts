import { expect, test } from 'vitest';
import { parseSchedule } from './cron-schedule.ts';

const at = (text: string) => new Date(`${text}Z`);
const due = (schedule: string, time: string) => {
  const parsed = parseSchedule(schedule);
  return parsed !== null && 'matches' in parsed && parsed.matches(at(time));
};

test.each([
  ['* * * * *', '2026-11-20T11:03:00', true],
  ['*/5 * * * *', '2026-11-20T11:05:00', true],
  ['*/5 * * * *', '2026-11-20T11:06:00', false],
  ['1-10/3 * * * *', '2026-11-20T11:07:00', true],
  ['0,30 8-18 * * mon-fri', '2026-11-20T08:30:00', true],
  ['0,30 8-18 * * mon-fri', '2026-11-21T08:30:00', false],
  ['0 0 1 jan *', '2026-01-01T00:00:00', true],
  ['0 0 * * 7', '2026-11-22T00:00:00', true],
  ['0 0 $ * *', '2026-02-28T00:00:00', true],
  ['0 0 $ * *', '2026-02-27T00:00:00', false],
  // Both day fields restricted: either is enough.
  ['0 0 13 * fri', '2026-11-20T00:00:00', true],
  ['0 0 13 * fri', '2026-11-13T00:00:00', true],
  ['0 0 13 * fri', '2026-11-14T00:00:00', false],
])('%s at %s is due: %s', (schedule, time, expected) => {
  expect(due(schedule, time)).toBe(expected);
});

test('Seconds are a schedule of their own', () => {
  expect(parseSchedule('2 seconds')).toEqual({ everySeconds: 2 });
  expect(parseSchedule('59 Seconds')).toEqual({ everySeconds: 59 });
});

test.each(['', '60 seconds', '0 seconds', '* * * *', '* * * * * *', '61 * * * *', '5-1 * * * *', '*/0 * * * *', 'x * * * *'])(
  '"%s" is no schedule',
  schedule => {
    expect(parseSchedule(schedule)).toBeNull();
  },
);
