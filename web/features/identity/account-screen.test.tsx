import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sessionStore } from '../../lib/session.ts';
import { FAN_ID, forgetFan, type StubDatabase, signInAsFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { forgetWallet } from '../../lib/wallet.ts';
import { AccountScreen } from './account-screen.tsx';

vi.mock('../../lib/wallet.ts', () => ({ forgetWallet: vi.fn() }));
let database: StubDatabase;
beforeEach(() => {
  database = stubDatabase();
});
afterEach(forgetFan);

const open = (client = new QueryClient()) =>
  render(
    <QueryClientProvider client={client}>
      <AccountScreen onBack={vi.fn()} onProfile={vi.fn()} onLeft={vi.fn()} signIn={null} />
    </QueryClientProvider>,
  );

it('who signs out leaves no wallet to the next one, also when nobody answers', async () => {
  signInAsFan();
  database.answer = { status: 503 };
  open();
  fireEvent.click(screen.getByRole('button', { name: 'Sign out' }));
  await waitFor(() => expect(sessionStore.get()).toBeNull());
  await waitFor(() => expect(forgetWallet).toHaveBeenCalledOnce());
});

it('reads all that depends on whose wallets these are again once one is added or taken away', async () => {
  signInAsFan();
  database.answer = { status: 200, body: [{ address: `0x${'a'.repeat(40)}`, proven_at: '2026-11-01T00:00:00Z' }] };
  const client = new QueryClient();
  const holdings = ['markets', 'own-wallets', FAN_ID];
  client.setQueryData(holdings, []);
  open(client);
  fireEvent.click(await screen.findByRole('button', { name: /^Remove 0x/ }));
  await waitFor(() => expect(client.getQueryState(holdings)?.isInvalidated).toBe(true));
});
