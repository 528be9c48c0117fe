import { act, cleanup, render, screen } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { serverNow, setServerTime, useNow } from './clock.ts';
import { keepTime } from './keep-time.ts';

const NOON = Date.UTC(2026, 10, 27, 12);
const HOUR = 3_600_000;
const answer = vi.fn();
const newPage = () => Object.assign(new EventTarget(), { visibilityState: 'visible' as const });

vi.mock('./supabase.ts', () => ({ supabase: () => ({ rpc: (name: string) => name }), rows: () => answer() }));

beforeEach(() => void vi.useFakeTimers({ now: NOON }));
afterEach(() => {
  cleanup();
  setServerTime(Date.now(), { asked: Date.now(), answered: Date.now() });
  vi.useRealTimers();
});

function Wait({ until }: { until: number }) {
  return <p>{Math.ceil((until - useNow(60_000)) / 1000)} s</p>;
}

it('is off by the way to the server at most, however far off the device is, and leaves a right one alone', () => {
  const ms = (most: number) => fc.integer({ min: 0, max: most });
  fc.assert(
    fc.property(fc.integer({ min: -9 * HOUR, max: 9 * HOUR }), ms(5_000), ms(5_000), (off, there, back) => {
      const asked = Date.now();
      setServerTime(asked + there - off, { asked, answered: asked + there + back });
      expect(Math.abs(serverNow() - (Date.now() - off))).toBeLessThanOrEqual(Math.max(there, back) + 1);
      if (off === 0) expect(serverNow()).toBe(Date.now());
    }),
    { seed: 27 },
  );
});

it('tells every screen at once how long there is still to wait, on a device that is an hour ahead', async () => {
  const page = newPage();
  render(<Wait until={NOON - HOUR + 30_000} />);
  expect(screen.getByText('-3570 s')).toBeTruthy();
  answer.mockResolvedValue([{ at: new Date(NOON - HOUR).toISOString() }]);
  await act(async () => keepTime(page));
  expect(screen.getByText('30 s')).toBeTruthy();
  expect(serverNow()).toBe(NOON - HOUR);
});

it('asks again when somebody looks at the page again, and keeps what it knows while nobody answers', async () => {
  const page = newPage();
  answer.mockResolvedValueOnce([{ at: new Date(NOON + HOUR).toISOString() }]).mockRejectedValueOnce(new Error('away'));
  await act(async () => keepTime(page));
  await act(async () => void page.dispatchEvent(new Event('visibilitychange')));
  expect(serverNow()).toBe(NOON + HOUR);
  answer.mockResolvedValueOnce([{ at: new Date(NOON).toISOString() }]);
  await act(async () => void page.dispatchEvent(new Event('visibilitychange')));
  expect(serverNow()).toBe(NOON);
});
