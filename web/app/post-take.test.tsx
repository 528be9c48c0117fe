import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { KeptTake } from '../features/media/draft-store.ts';
import { saveDraft } from '../features/performances/post/post-calls.ts';
import { hostStore } from '../lib/host.ts';
import { composeCast } from '../lib/host-actions.ts';
import { PostTake } from './post-take.tsx';

vi.mock('../features/performances/post/post-calls.ts', () => ({ saveDraft: vi.fn(), noteCast: vi.fn() }));
vi.mock('../lib/host-actions.ts', () => ({ composeCast: vi.fn(), haptic: vi.fn() }));
vi.mock('./upload-take.ts', () => ({ uploadTake: async () => ({ mediaId: 'm', posterId: null }) }));
vi.mock('./cast-actions.ts', () => ({ takeUrl: (id: string) => `https://x.example/p/${id}` }));
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
  vi.unstubAllGlobals();
  hostStore.set(within);
  localStorage.clear();
});

const take = { film: false, poster: null, performanceId: 'p', measured: { facts: { title: 'Night bus' } } } as KeptTake;

const within = hostStore.get();
/** A browser, or a client without a composer, that opens pages, or no more, for somebody who pressed a while ago. */
function outside(isActive: boolean, status: 'none' | 'host' = 'none') {
  hostStore.set({ ...within, status });
  vi.stubGlobal('navigator', { userActivation: { isActive } });
  vi.mocked(composeCast).mockResolvedValue(null);
}

/** Says what has to be said, presses Post, and has the server keep the words as long as the test wants. */
async function post() {
  const kept = Promise.withResolvers<{ id: string; on_stage: boolean }>();
  vi.mocked(saveDraft).mockReturnValue(kept.promise);
  const onPosted = vi.fn();
  const page = render(<PostTake take={take} remixOf={null} onDrop={vi.fn()} onPosted={onPosted} />);
  for (const statement of screen.getAllByRole('checkbox')) fireEvent.click(statement);
  fireEvent.submit(screen.getByRole('button', { name: 'Post to Farcaster' }));
  await waitFor(() => expect(saveDraft).toHaveBeenCalledOnce());
  return { ...page, kept, onPosted };
}

it('asks for the cast once everything is kept', async () => {
  const { kept } = await post();
  kept.resolve({ id: 'p', on_stage: false });
  await waitFor(() => expect(composeCast).toHaveBeenCalledOnce());
});

it.each(['none', 'host'] as const)('opens the composer of the web at once while the browser lets it: %s', async status => {
  outside(true, status);
  const { kept, onPosted } = await post();
  kept.resolve({ id: 'p', on_stage: false });
  await waitFor(() => expect(onPosted).toHaveBeenCalledOnce());
  expect(composeCast).toHaveBeenCalledOnce();
});

it('waits for another press where a browser would open nothing any more, and keeps the take until then', async () => {
  outside(false);
  const { kept, onPosted } = await post();
  kept.resolve({ id: 'p', on_stage: false });
  const open = await screen.findByRole('button', { name: 'Open Farcaster' });
  expect(composeCast).not.toHaveBeenCalled();
  expect(onPosted).not.toHaveBeenCalled();
  fireEvent.submit(open);
  await waitFor(() => expect(onPosted).toHaveBeenCalledOnce());
  expect(composeCast).toHaveBeenCalledOnce();
  expect(saveDraft).toHaveBeenCalledOnce();
});

it('keeps the words anew when they change before that press', async () => {
  outside(false);
  const { kept } = await post();
  kept.resolve({ id: 'p', on_stage: false });
  await screen.findByRole('button', { name: 'Open Farcaster' });
  fireEvent.change(screen.getByLabelText('Title'), { target: { value: 'Paper lanterns' } });
  fireEvent.submit(screen.getByRole('button', { name: 'Post to Farcaster' }));
  await waitFor(() => expect(saveDraft).toHaveBeenCalledTimes(2));
});

it('asks for no second cast of a take that is on stage already', async () => {
  const { kept, onPosted } = await post();
  kept.resolve({ id: 'p', on_stage: true });
  await waitFor(() => expect(onPosted).toHaveBeenCalledOnce());
  expect(composeCast).not.toHaveBeenCalled();
});

it('asks for no cast of a take that was discarded meanwhile', async () => {
  const { kept, unmount } = await post();
  unmount();
  kept.resolve({ id: 'p', on_stage: false });
  await new Promise(process.nextTick);
  expect(composeCast).not.toHaveBeenCalled();
});

it('has what was written in the moment before the page went away', () => {
  const page = () => render(<PostTake take={take} remixOf={null} onDrop={vi.fn()} onPosted={vi.fn()} />);
  const { unmount } = page();
  fireEvent.change(screen.getByLabelText('Title'), { target: { value: 'Paper lanterns' } });
  unmount();
  page();
  expect(screen.getByLabelText('Title')).toHaveProperty('value', 'Paper lanterns');
});
