import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stubDatabase } from '../../lib/testing/database-harness.ts';
import { filledCache } from '../../lib/testing/filled-cache.ts';
import { FEEDS, type Feed } from './feed-order.ts';
import { feedQuery } from './feed-query.ts';
import { FeedScreen } from './feed-screen.tsx';
import { peaksQuery } from './peaks-query.ts';
import type { Performance } from './performance.ts';
import { performanceFixture } from './testing/performance-fixture.ts';

beforeEach(() =>
  vi.stubGlobal('matchMedia', (query: string) => Object.assign(new EventTarget(), { matches: false, media: query })),
);
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

const newCache = () => filledCache();

function show(takes: Partial<Record<Feed, Performance[]>>, client = newCache()) {
  for (const feed of FEEDS) {
    client.setQueryData(feedQuery(feed).queryKey, { pages: [{ takes: takes[feed] ?? [], next: null }], pageParams: [null] });
  }
  for (const take of Object.values(takes).flat()) client.setQueryData(peaksQuery(take.audioUrl).queryKey, [1, 0.5]);
  const calls = { onFeed: vi.fn(), onPerform: vi.fn(), onOpenPerformance: vi.fn(), onOpenPerson: vi.fn() };
  draw(client, calls);
  return calls;
}

function draw(
  client: QueryClient,
  calls = { onFeed: vi.fn(), onPerform: vi.fn(), onOpenPerformance: vi.fn(), onOpenPerson: vi.fn() },
) {
  render(
    <QueryClientProvider client={client}>
      <FeedScreen
        feed="for-you"
        slots={{
          counters: take => <span>counters of {take.number}</span>,
          standing: () => <span>standing</span>,
          state: (_take, otherwise) => otherwise,
        }}
        {...calls}
      />
    </QueryClientProvider>,
  );
}

describe('FeedScreen', () => {
  it('shows a take with its poster, its person, its number and what others put on it', () => {
    const take = performanceFixture({ ticker: 'NIGHTBUS' });
    const calls = show({ 'for-you': [take] });
    expect(screen.getByRole('article', { name: 'Night bus home by Nia Adeyemi' })).toBeTruthy();
    expect(screen.getByText('No. 0412 · $NIGHTBUS')).toBeTruthy();
    expect(screen.getByText('counters of 412')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Night bus home' }));
    expect(calls.onOpenPerformance).toHaveBeenCalledExactlyOnceWith(take);
    fireEvent.click(screen.getByRole('button', { name: /^Nia Adeyemi.*open profile$/ }));
    expect(calls.onOpenPerson).toHaveBeenCalledExactlyOnceWith(take);
  });

  it('leaves a name its own direction, so that it is cut at its own end', () => {
    const take = performanceFixture();
    show({ 'for-you': [{ ...take, person: { ...take.person, name: 'عبد الرحمن محمد بن عبد العزيز' } }] });
    expect(screen.getByText(/^عبد الرحمن/).getAttribute('dir')).toBe('auto');
  });

  it('is a dark room on phones in both themes, with takes or without', () => {
    show({});
    expect(screen.getByRole('main').classList.contains('on-media')).toBe(true);
  });

  it('asks for the first take while there is none', () => {
    const calls = show({});
    fireEvent.click(screen.getByRole('button', { name: 'Perform' }));
    expect(calls.onPerform).toHaveBeenCalledOnce();
  });

  it('says that a take is sound alone', () => {
    show({ 'for-you': [performanceFixture({ posterUrl: null })] });
    expect(screen.getByText('Audio only')).toBeTruthy();
    expect(screen.queryByRole('img')).toBeNull();
  });

  it('shows a take once, though its place changed between two pages', () => {
    show({ 'for-you': [performanceFixture(), performanceFixture()] });
    expect(screen.getAllByRole('article')).toHaveLength(1);
  });

  it('draws the take on screen and its neighbours, not the whole feed', () => {
    const many = Array.from({ length: 12 }, (_, at) =>
      performanceFixture({ id: `7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c${at + 10}`, number: 500 - at, title: `Take ${at}` }),
    );
    show({ 'for-you': many });
    expect(screen.getAllByRole('article').map(card => card.getAttribute('aria-label'))).toEqual(
      ['Take 0', 'Take 1', 'Take 2'].map(title => `${title} by Nia Adeyemi`),
    );
  });

  it('goes on by page keys, with the focus', () => {
    Element.prototype.scrollIntoView = vi.fn();
    show({ 'for-you': [performanceFixture(), performanceFixture({ id: 'second', title: 'Lanterns' })] });
    const next = screen.getByRole('article', { name: /^Lanterns/ });
    expect([next.getAttribute('aria-posinset'), next.getAttribute('aria-setsize')]).toEqual(['2', '-1']);
    fireEvent.keyDown(screen.getByRole('feed'), { key: 'PageDown' });
    expect(document.activeElement).toBe(next);
    // A page key of the place in a song is that song's.
    const [first] = screen.getAllByRole('slider');
    act(() => first?.focus());
    fireEvent.keyDown(first as Element, { key: 'PageDown' });
    expect(document.activeElement).toBe(first);
  });

  it('comes back to the take that was left', () => {
    const many = Array.from({ length: 6 }, (_, at) =>
      performanceFixture({ id: `7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9d${at + 10}`, number: 600 - at, title: `Song ${at}` }),
    );
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        readonly tell: IntersectionObserverCallback;
        constructor(tell: IntersectionObserverCallback) {
          this.tell = tell;
        }
        observe(target: Element) {
          // Somebody swiped to the fourth.
          const isIntersecting = [...(target.parentElement?.children ?? [])].indexOf(target) === 3;
          this.tell([{ isIntersecting, target } as IntersectionObserverEntry], this as unknown as IntersectionObserver);
        }
        disconnect() {}
      },
    );
    const cache = newCache();
    show({ 'for-you': many }, cache);
    cleanup();
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        observe() {}
        disconnect() {}
      },
    );
    const songs = () => screen.getAllByRole('article').map(card => card.getAttribute('aria-label')?.slice(0, 6));
    show({ 'for-you': many }, cache);
    expect(songs()).toEqual(['Song 1', 'Song 2', 'Song 3', 'Song 4', 'Song 5']);
    cleanup();
    // Another person's.
    show({ 'for-you': many });
    expect(songs()).toEqual(['Song 0', 'Song 1', 'Song 2']);
  });

  it('changes the feed', () => {
    const calls = show({});
    fireEvent.click(screen.getByRole('tab', { name: 'Rising' }));
    expect(calls.onFeed).toHaveBeenCalledExactlyOnceWith('rising');
  });

  it('has words for an empty feed', () => {
    show({});
    expect(screen.getByRole('heading', { level: 2, name: 'Sound check' })).toBeTruthy();
  });

  it('says what went wrong in place of the boxes, not below them', async () => {
    vi.useFakeTimers();
    stubDatabase();
    const asked = Promise.withResolvers<Response>();
    vi.stubGlobal('fetch', () => asked.promise);
    draw(newCache());
    await act(() => vi.advanceTimersByTimeAsync(250));
    expect(screen.getByText('Loading takes')).toBeTruthy();
    asked.resolve(new Response('{}', { status: 500 }));
    await act(() => vi.advanceTimersByTimeAsync(10));
    expect(screen.queryByText(/could not load/)).toBeNull();
    await act(() => vi.advanceTimersByTimeAsync(500));
    expect(screen.getByText(/could not load/)).toBeTruthy();
    expect(screen.queryByText('Loading takes')).toBeNull();
  });
});
