import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NO_METRICS } from '../../lib/metrics.ts';
import { ClimbSection } from './climb-section.tsx';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  onlineManager.setOnline(true);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const reacted = { ...NO_METRICS, lastAt: 1_000 };

function show(initial: typeof NO_METRICS | null) {
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ClimbSection performanceId="p1" initial={initial} castAt={0} />
    </QueryClientProvider>,
  );
}
const headings = () => screen.queryAllByRole('heading', { name: 'The climb' });
/** Seen or not. */
const places = () => screen.queryAllByText('The climb');

it.each([
  ['is on its way', true, 1],
  ['is not promised without a connection', false, 0],
])('a climb that was never read %s', (_, online, shown) => {
  onlineManager.setOnline(online);
  show(reacted);
  act(() => vi.advanceTimersByTime(1000));
  expect(headings()).toHaveLength(shown);
});

it('keeps its place before the wait is shown, so that nothing below it jumps', () => {
  show(reacted);
  expect([headings().length, places().length]).toEqual([0, 1]);
});

it('takes no place before the first reaction', () => {
  show(NO_METRICS);
  act(() => vi.advanceTimersByTime(1000));
  expect(places()).toHaveLength(0);
});
