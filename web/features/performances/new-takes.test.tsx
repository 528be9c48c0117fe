import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { listen } from '../../lib/realtime-topics.ts';
import { type FeedPage, feedQuery, readFeedPage } from './feed-query.ts';
import { NewTakes } from './new-takes.tsx';
import { performanceFixture } from './testing/performance-fixture.ts';

vi.mock('../../lib/realtime-topics.ts', () => ({ listen: vi.fn(() => () => undefined) }));
vi.mock('./feed-query.ts', async original => ({
  ...(await original<typeof import('./feed-query.ts')>()),
  readFeedPage: vi.fn(),
}));
afterEach(cleanup);

const known = performanceFixture();
const fresh: FeedPage = { takes: [performanceFixture({ id: '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c77' }), known], next: null };

/** A reader of the newest, who hears of a take whose page is still on its way. */
function show() {
  const cache = new QueryClient();
  cache.setQueryData(feedQuery('new').queryKey, { pages: [{ takes: [known], next: null }], pageParams: [null] });
  const arriving = Promise.withResolvers<FeedPage>();
  vi.mocked(readFeedPage).mockReturnValue(arriving.promise);
  const page = (feed: 'new' | 'rising') => (
    <QueryClientProvider client={cache}>
      <NewTakes feed={feed} />
    </QueryClientProvider>
  );
  const { rerender } = render(page('new'));
  vi.mocked(listen).mock.lastCall?.[1].onEvent('take', null);
  const arrives = () => act(async () => arriving.resolve(fresh));
  return { arrives, turnTo: (feed: 'rising') => rerender(page(feed)) };
}

it('tells of a take that came', async () => {
  await show().arrives();
  expect(await screen.findByRole('button', { name: 'New take' })).toBeDefined();
});

it('tells readers of one feed nothing of another', async () => {
  const { arrives, turnTo } = show();
  turnTo('rising');
  await arrives();
  expect(screen.queryByRole('button')).toBeNull();
});
