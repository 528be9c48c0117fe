import { act, cleanup, render, screen } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aheadStore, serverNow, setServerTime, useNow } from './clock.ts';
import { keepTime } from './keep-time.ts';

const NOON = Date.UTC(2026, 10, 27, 12);
const HOUR = 3_600_000;
const answer = vi.fn();
const newPage = () => Object.assign(new EventTarget(), { visibilityState: 'visible' as const });

const setHeader = vi.fn();
vi.mock('./env.ts', () => ({ env: () => ({ supabaseKey: 'key' }) }));
vi.mock('./supabase.ts', () => ({ supabase: () => ({ rpc: () => ({ setHeader }) }), rows: () => answer() }));

beforeEach(() => void vi.useFakeTimers({ now: NOON }));
afterEach(() => {
  cleanup();
  aheadStore.set(0);
  vi.useRealTimers();
});

function Wait({ until }: { until: number }) {
  return <p>{Math.ceil((until - useNow(60_000)) / 1000)} s</p>;
}

it('is off by the way to the server at most, however far off the device is, and leaves a right one alone', () => {
  const ms = (most: number) => fc.integer({ min: 0, max: most });
  fc.assert(
    fc.property(fc.integer({ min: -9 * HOUR, max: 9 * HOUR }), ms(5_000), ms(5_000), (off, there, back) => {
      aheadStore.set(0);
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

it('is not put off by a slower answer than the one before', () => {
  const at = Date.now();
  setServerTime(at + 5_000, { asked: at, answered: at + 100 });
  setServerTime(at + 11_000, { asked: at, answered: at + 12_000 });
  expect(serverNow() - at).toBe(4_950);
});

it.each([
  ['is set back', -HOUR, 0],
  ['sleeps', HOUR, HOUR],
])('is right on a device that %s while the answer is on its way', async (_, byDevice, late) => {
  answer.mockImplementationOnce(async () => {
    vi.setSystemTime(NOON + byDevice);
    return [{ at: new Date(NOON + late).toISOString() }];
  });
  await act(async () => keepTime(newPage()));
  expect(serverNow()).toBe(NOON + late);
});
