import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type OwnDraft as Draft, ownDraftQuery } from '../features/performances/own-draft-query.ts';
import { performanceQuery } from '../features/performances/performance-query.ts';
import { PerformanceScreen } from '../features/performances/performance-screen.tsx';
import { noteCast } from '../features/performances/post/post-calls.ts';
import { composeCast } from '../lib/host-actions.ts';
import { FAN_ID, forgetFan, signInAsFan, stubDatabase } from '../lib/testing/database-harness.ts';
import { filledCache } from '../lib/testing/filled-cache.ts';
import { OwnDraft } from './own-draft.tsx';

const TAKE = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01';
const HASH = `0x${'a'.repeat(40)}`;
vi.mock('../lib/host-actions.ts', () => ({ composeCast: vi.fn(), haptic: vi.fn() }));
vi.mock('../features/performances/post/post-calls.ts', () => ({ noteCast: vi.fn(async () => ({ found: true })) }));

beforeEach(() => void stubDatabase());
afterEach(() => {
  forgetFan();
  vi.clearAllMocks();
});

const draft: Draft = { title: 'Night bus', castText: 'Night bus — song\n\nOne take.' };

/** The page of a take that is not on stage. */
function show() {
  const client = filledCache();
  client.setQueryData(performanceQuery(TAKE).queryKey, null);
  client.setQueryData(ownDraftQuery(TAKE, FAN_ID).queryKey, draft);
  const slots = { absent: (id: string, otherwise: ReactNode) => <OwnDraft id={id} otherwise={otherwise} /> };
  render(
    <QueryClientProvider client={client}>
      <PerformanceScreen id={TAKE} slots={slots} onBack={vi.fn()} />
    </QueryClientProvider>,
  );
}

it('lets the author of a take that was never cast cast it, and says which cast it became', async () => {
  signInAsFan();
  vi.mocked(composeCast).mockResolvedValue(HASH);
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Post to Farcaster' }));
  await waitFor(() => expect(noteCast).toHaveBeenCalledWith(TAKE, HASH));
  expect(composeCast).toHaveBeenCalledWith({ text: draft.castText, embeds: [`https://x.example/p/${TAKE}`] });
});

it('can be cast later when the composer was closed', async () => {
  signInAsFan();
  vi.mocked(composeCast).mockResolvedValue(null);
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Post to Farcaster' }));
  await screen.findByRole('button', { name: 'Post to Farcaster' });
  expect(noteCast).not.toHaveBeenCalled();
});

it('says to everybody else that there is no such take', () => {
  show();
  expect(screen.getByText(/This take is not here/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Post to Farcaster' })).toBeNull();
});
