import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sessionStore } from '../../lib/session.ts';
import { forgetFan, type StubDatabase, signInAsFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { forgetWallet } from '../../lib/wallet.ts';
import { AccountScreen } from './account-screen.tsx';

vi.mock('../../lib/wallet.ts', () => ({ forgetWallet: vi.fn() }));
let database: StubDatabase;
beforeEach(() => {
  database = stubDatabase();
});
afterEach(forgetFan);

it('who signs out leaves no wallet to the next one, also when nobody answers', async () => {
  signInAsFan();
  database.answer = { status: 503 };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <AccountScreen onBack={vi.fn()} onProfile={vi.fn()} onLeft={vi.fn()} signIn={null} />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Sign out' }));
  await waitFor(() => expect(sessionStore.get()).toBeNull());
  await waitFor(() => expect(forgetWallet).toHaveBeenCalledOnce());
});
