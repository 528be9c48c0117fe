import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { filledCache } from '../../lib/testing/filled-cache.ts';
import { feedQuery } from './feed-query.ts';
import { peaksQuery } from './peaks-query.ts';
import type { Performance } from './performance.ts';
import { performanceQuery, takeOfFeeds } from './performance-query.ts';
import { PerformanceScreen } from './performance-screen.tsx';
import { PerformanceError } from './performance-states.tsx';
import { performanceFixture } from './testing/performance-fixture.ts';

beforeEach(() =>
  vi.stubGlobal('matchMedia', (query: string) => Object.assign(new EventTarget(), { matches: false, media: query })),
);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(take: Performance | null | undefined) {
  const id = performanceFixture().id;
  const client = filledCache();
  client.setQueryData(performanceQuery(id).queryKey, take);
  if (take) client.setQueryData(peaksQuery(take.audioUrl).queryKey, [1, 0.5]);
  const calls = { onBack: vi.fn(), onShare: vi.fn() };
  render(
    <QueryClientProvider client={client}>
      <PerformanceScreen
        id={id}
        slots={{ panel: () => <p>the panel</p>, receipt: () => <p>the receipt</p>, actionBar: () => <p>the bar</p> }}
        {...calls}
      />
    </QueryClientProvider>,
  );
  return calls;
}

describe('PerformanceScreen', () => {
  it('shows the take, and what others put on its page', () => {
    const take = performanceFixture();
    const calls = show(take);
    expect(screen.getByRole('heading', { level: 1, name: 'Night bus home' })).toBeDefined();
    expect(['the panel', 'the receipt', 'the bar'].every(text => screen.getByText(text))).toBe(true);
    expect(document.title).toBe('Night bus home · GigaVibe');
    fireEvent.click(screen.getByRole('button', { name: 'Share' }));
    expect(calls.onShare).toHaveBeenCalledExactlyOnceWith(take);
  });

  it('says that a connection is needed for a take that was never read', () => {
    onlineManager.setOnline(false);
    show(undefined);
    onlineManager.setOnline(true);
    expect(screen.getByText(/needs a connection/)).toBeDefined();
  });

  it('says that a bar may come in place of the places as long as it is not known, and no longer', () => {
    vi.stubGlobal('fetch', () => new Promise(() => undefined));
    const barToCome = () => document.querySelector('[data-bar-to-come]');
    show(undefined);
    expect(barToCome()).not.toBeNull();
    for (const known of [performanceFixture(), null]) {
      cleanup();
      show(known);
      expect(barToCome()).toBeNull();
    }
    cleanup();
    onlineManager.setOnline(false);
    show(undefined);
    onlineManager.setOnline(true);
    expect(barToCome()).toBeNull();
  });

  it('knows that an address without an id leads to no take', async () => {
    expect(await new QueryClient().fetchQuery(performanceQuery('nonsense'))).toBeNull();
  });

  it('says how many watched', () => {
    show(performanceFixture({ views: 1234 }));
    expect(screen.getByText(/· 1.23K views$/)).toBeDefined();
  });

  it('begins with what the feed has shown', () => {
    const cache = new QueryClient();
    const take = performanceFixture();
    cache.setQueryData(feedQuery('new').queryKey, { pages: [{ takes: [take], next: null }], pageParams: [null] });
    expect(takeOfFeeds(cache, take.id)).toBe(take);
    expect(takeOfFeeds(cache, 'another')).toBeUndefined();
  });

  it('leads from an error to another try', () => {
    const onRetry = vi.fn();
    render(<PerformanceError error={new Error('away')} retrying={false} onRetry={onRetry} />);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it('says when a take is gone, and leads back', () => {
    const calls = show(null);
    expect(screen.queryByRole('button', { name: 'Share' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Back to the feed' }));
    expect(calls.onBack).toHaveBeenCalledOnce();
  });
});
