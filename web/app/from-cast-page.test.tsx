import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { lookAtCast } from '../features/performances/post/post-calls.ts';
import { ApiError, unreachable } from '../lib/api-error.ts';
import { SignInError } from '../lib/sign-in-error.ts';
import { FromCastPage } from './from-cast-page.tsx';

vi.mock('../features/performances/post/post-calls.ts', () => ({ lookAtCast: vi.fn(), adoptCast: vi.fn() }));
afterEach(cleanup);

const show = () =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={['/from-cast?castHash=0xabc']}>
        <FromCastPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );

it('asks again when the connection was lost, and turns no cast down for that', async () => {
  vi.mocked(lookAtCast).mockRejectedValueOnce(unreachable(new Error('offline')));
  vi.mocked(lookAtCast).mockResolvedValueOnce({ title: 'Night bus', kind: 'song', has_media: true });
  show();
  const again = await screen.findByRole('button', { name: 'Try again' });
  expect(screen.getByText(/We could not read your cast/)).toBeDefined();
  expect(screen.getByText(/^No connection · \d\d:\d\d/)).toBeDefined();
  fireEvent.click(again);
  expect(await screen.findByDisplayValue('Night bus')).toBeDefined();
});

it('turns down what is somebody else’s', async () => {
  vi.mocked(lookAtCast).mockRejectedValueOnce(
    new ApiError('performances/not-yours', 'It is not yours.', { status: 403, retryable: false }),
  );
  show();
  expect(await screen.findByText('It is not yours.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Perform' })).toBeDefined();
});

it('says who declined to sign in, and asks again', async () => {
  const declined = new SignInError('identity/declined', 'You declined to sign in. Nothing has changed.');
  vi.mocked(lookAtCast).mockRejectedValueOnce(declined);
  show();
  expect(await screen.findByText(declined.message)).toBeDefined();
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
});
