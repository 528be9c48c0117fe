import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { unreadQuery } from '../features/notifications/unread-query.ts';
import { listen } from '../lib/realtime-topics.ts';
import { FAN_ID, forgetFan, signInAsFan, stubDatabase } from '../lib/testing/database-harness.ts';
import { useUnread } from './use-unread.ts';

vi.mock('../lib/realtime-topics.ts', () => ({ listen: vi.fn(() => () => undefined) }));

beforeEach(() => {
  stubDatabase();
  signInAsFan();
});
afterEach(forgetFan);

it.each([
  ['when a notice comes', () => listener().onEvent('notice', {})],
  ['when live updates come back, for what came meanwhile', () => listener().onJoin()],
])('counts again %s', (_, happens) => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(unreadQuery(FAN_ID).queryKey, 2);
  const { result } = renderHook(useUnread, {
    wrapper: ({ children }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>,
  });
  expect(result.current).toBe(2);
  expect(client.isFetching(unreadQuery(FAN_ID))).toBe(0);
  happens();
  expect(client.isFetching(unreadQuery(FAN_ID))).toBe(1);
});

function listener() {
  const [topic, heard] = vi.mocked(listen).mock.lastCall ?? [];
  expect(topic).toBe(`stage:${FAN_ID}`);
  if (!heard) throw new Error('nobody listens');
  return heard;
}
