import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { KeptTake } from '../features/media/draft-store.ts';
import type { Measured } from '../features/media/measure-take.ts';

const measureTake = vi.hoisted(() => vi.fn((): Promise<Measured> => new Promise(() => {})));
vi.mock('../features/media/tools.ts', () => ({ measureTake, cutTake: vi.fn() }));
vi.mock('./post-take.tsx', () => ({ PostTake: ({ take }: { take: KeptTake }) => `Posting ${take.performanceId}` }));

/** The browser's database, which is silent until `answer` is called. */
let answer: () => void;
beforeEach(() => {
  vi.resetModules();
  const request: { onsuccess?: () => void; result?: unknown } = {};
  const rows = { takes: [{ performanceId: 'the take', owner: '' }], slices: [], facts: [] };
  const transaction = () => ({
    objectStore: (name: keyof typeof rows) => ({ getAll: () => ({ result: rows[name] }) }),
    set oncomplete(done: () => void) {
      queueMicrotask(done);
    },
  });
  vi.stubGlobal('indexedDB', { open: () => request });
  answer = () => {
    request.result = { transaction };
    request.onsuccess?.();
  };
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function perform() {
  const page = await import('./perform-page.tsx');
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <page.PerformPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}
const start = () => screen.findByRole('heading', { name: /on next/ });

it('can be begun while the drafts are silent, and goes on with a take that they give late', async () => {
  await perform();
  expect(screen.getByRole('main').contains(screen.getByRole('heading', { level: 1, name: 'Loading' }))).toBe(true);
  await start();
  answer();
  expect(await screen.findByText('Posting the take')).toBeTruthy();
});

it('shows a kept take at once, and never the start before it', async () => {
  await perform();
  answer();
  expect(await screen.findByText('Posting the take')).toBeTruthy();
  expect(screen.queryByRole('heading')).toBeNull();
});

it('lets no late take come between somebody and a new one, but gives it back when that came to nothing', async () => {
  const read = Promise.withResolvers<Measured>();
  measureTake.mockReturnValueOnce(read.promise);
  await perform();
  await start();
  fireEvent.change(screen.getByLabelText('Clip'), { target: { files: [new File(['x'], 'x.mp4')] } });
  await screen.findByText('Reading the clip');
  answer();
  await act(() => new Promise(process.nextTick));
  expect(screen.queryByText('Reading the clip')).not.toBeNull();
  read.resolve({ facts: null, problem: 'corrupt' } as unknown as Measured);
  expect(await screen.findByText('Posting the take')).toBeTruthy();
});
