import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ClimbSection } from './climb-section.tsx';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  onlineManager.setOnline(true);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it.each([
  ['is on its way', true, 1],
  ['is not promised without a connection', false, 0],
])('a climb that was never read %s', (_, online, shown) => {
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
  onlineManager.setOnline(online);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ClimbSection performanceId="p1" initial={null} castAt={0} />
    </QueryClientProvider>,
  );
  act(() => vi.advanceTimersByTime(1000));
  expect(screen.queryAllByRole('heading', { name: 'The climb' })).toHaveLength(shown);
});
