import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { forgetFan, type StubDatabase, signInAsFan, stubDatabase } from '../../../lib/testing/database-harness.ts';
import { EarningsScreen } from './earnings-screen.tsx';

let database: StubDatabase;

beforeEach(() => {
  database = stubDatabase();
});
afterEach(() => {
  onlineManager.setOnline(true);
  forgetFan();
});

function show() {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <EarningsScreen
        onBack={() => undefined}
        openTake={() => undefined}
        perform={<span>perform</span>}
        signIn={<span>sign in</span>}
      />
    </QueryClientProvider>,
  );
}

it('says that a connection is needed where nothing was ever read, and reads by itself once there is one', async () => {
  signInAsFan();
  database.answer = { status: 200, body: [] };
  onlineManager.setOnline(false);
  show();
  await screen.findByText(/needs a connection/);
  expect(screen.queryByRole('status', { name: 'Loading your earnings' })).toBeNull();
  act(() => onlineManager.setOnline(true));
  await screen.findByText('perform');
});

it('says what could not be read, and that the money is safe', async () => {
  signInAsFan();
  database.answer = { status: 500, body: { code: 'XX000', message: 'no' } };
  show();
  await screen.findByText(/Your money is safe on Base/);
});

it('asks a stranger to sign in', () => {
  show();
  expect(screen.getByText('sign in')).toBeTruthy();
});
