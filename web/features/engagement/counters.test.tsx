import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Metrics, NO_METRICS } from '../../lib/metrics.ts';
import { Counters } from './counters.tsx';
import { StateBadge } from './standing.tsx';

type Listener = { topic: string | null; handlers: Record<string, (payload: unknown) => void>; onJoin: (() => void) | undefined };
const air = vi.hoisted(() => ({ listener: undefined as Listener | undefined, reads: 0, row: {} as Record<string, unknown> }));

// The air between the database and the screen: the test is the sender.
vi.mock('../../lib/realtime.ts', () => ({
  useBroadcast: (topic: string | null, handlers: Listener['handlers'], options: { onJoin?: () => void }) => {
    air.listener = { topic, handlers, onJoin: options.onJoin };
  },
}));
vi.mock('../../lib/supabase.ts', async () => {
  const z = await import('zod/mini');
  const query: unknown = new Proxy({}, { get: (_target, key) => (key === 'then' ? undefined : () => query) });
  return {
    supabase: () => query,
    row: async (_query: unknown, schema: Parameters<typeof z.parse>[0]) => {
      air.reads += 1;
      return z.parse(schema, air.row);
    },
    rows: async () => [],
  };
});

const id = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01';
const initial: Metrics = {
  ...NO_METRICS,
  likes: 3,
  recasts: 1,
  replies: 0,
  score: 6,
  threshold: 150,
  crossedAt: null,
  version: 4,
};
const row = (version: number, likes: number, crossed: string | null = null) => ({
  likes_count: likes,
  shares_count: 1,
  replies_count: 0,
  viral_score: likes + 3,
  viral_threshold: 150,
  people: likes,
  people_needed: 19,
  target_size: 150,
  predicted_size: likes,
  predicted_low: likes,
  predicted_high: likes,
  last_event_at: null,
  closes_at: null,
  fired_at: crossed,
  crossed_at: crossed,
  version,
});

afterEach(() => {
  cleanup();
  air.reads = 0;
});

function show(onOpen = vi.fn(), live = true) {
  air.row = row(4, 3);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <Counters performanceId={id} initial={initial} live={live} onOpen={onOpen} />
      <StateBadge performanceId={id} initial={initial} otherwise="nothing to say" />
    </QueryClientProvider>,
  );
  return onOpen;
}

const hear = (payload: unknown) =>
  act(async () => {
    air.listener?.handlers.metrics?.(payload);
    await new Promise(requestAnimationFrame);
  });
const likes = () => screen.getByText(/^Like,/).textContent;

describe('Counters', () => {
  it('starts with what came with the take', () => {
    show();
    expect(likes()).toBe('Like, 3 likes');
    expect(air.listener?.topic).toBe(`performance:${id}`);
  });

  it('follows ticks by their version, whatever order they come in', async () => {
    show();
    await hear(row(9, 12));
    await vi.waitFor(() => expect(likes()).toBe('Like, 12 likes'));
    await hear(row(7, 10));
    expect(likes()).toBe('Like, 12 likes');
  });

  it('reads again when the connection is back, and believes no older row', async () => {
    show();
    await hear(row(9, 12));
    const before = air.reads;
    air.row = row(5, 4);
    await act(async () => air.listener?.onJoin?.());
    await vi.waitFor(() => expect(air.reads).toBeGreaterThan(before));
    await vi.waitFor(() => expect(likes()).toBe('Like, 12 likes'));
    air.row = row(30, 40);
    await act(async () => air.listener?.onJoin?.());
    await vi.waitFor(() => expect(likes()).toBe('Like, 40 likes'));
  });

  it('ignores what is no tick', async () => {
    show();
    await hear({ version: 99 });
    expect(likes()).toBe('Like, 3 likes');
  });

  it('listens to nothing while the take is off screen', () => {
    show(vi.fn(), false);
    expect(air.listener?.topic).toBeNull();
    expect(air.reads).toBe(0);
  });

  it('opens the cast for what is given in Farcaster', () => {
    const open = show();
    fireEvent.click(screen.getByRole('button', { name: 'Recast, 1 recast' }));
    expect(open).toHaveBeenCalledExactlyOnceWith('recast');
  });

  it('tells the rest of the take that it crossed', async () => {
    show();
    expect(screen.queryByText('Went viral')).toBeNull();
    await hear(row(50, 160, '2026-11-14T21:42:07Z'));
    expect(await screen.findByText('Went viral')).toBeTruthy();
  });
});
