import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sessionStore } from '../../lib/session.ts';
import { FAN_ID, forgetFan, type StubDatabase, signInAsFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { InboxScreen } from './inbox-screen.tsx';

vi.mock('../../lib/realtime.ts', () => ({ useBroadcast: () => undefined }));

const TAKE = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01';
const row = (n: number, change: object = {}) => ({
  id: `7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9d${10 + n}`,
  kind: 'crossed',
  performance_id: TAKE,
  created_at: new Date(Date.now() - n * 86_400_000).toISOString(),
  read_at: null,
  performances: { title: 'Night bus home', poster_url: null, ink: 'amber' },
  ...change,
});
let database: StubDatabase;

beforeEach(() => {
  database = stubDatabase();
});
afterEach(() => {
  onlineManager.setOnline(true);
  forgetFan();
});

function show(waiting: string[] = []) {
  const calls = { onBack: vi.fn(), onTake: vi.fn(), onReview: vi.fn() };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <InboxScreen waiting={new Set(waiting)} signIn={<span>sign in</span>} toFeed={<span>to the feed</span>} {...calls} />
    </QueryClientProvider>,
  );
  return calls;
}

it('tells what happened by day, leads to what it is about, and marks it as read once', async () => {
  signInAsFan();
  database.answer = { status: 200, body: [row(0), row(3, { kind: 'open', read_at: '2026-11-14T00:00:00Z' })] };
  const calls = show([TAKE]);
  await screen.findByText('Night bus home crossed the viral line. Approve your coin within 24 h.');
  expect(screen.getAllByRole('heading', { level: 2 }).map(each => each.textContent)).toEqual(['Today', 'Earlier']);
  fireEvent.click(screen.getByRole('button', { name: 'Review coin' }));
  expect(calls.onReview).toHaveBeenCalledOnce();
  fireEvent.click(screen.getByRole('button', { name: /is open. Fans can buy it now/ }));
  expect(calls.onTake).toHaveBeenCalledExactlyOnceWith(TAKE);
  const patches = () => database.asked.filter(each => each.call === 'PATCH /rest/v1/notices');
  await waitFor(() => expect(patches()).toHaveLength(1));
});

it('says that a connection is needed where it was never read', async () => {
  signInAsFan();
  onlineManager.setOnline(false);
  show();
  await screen.findByText(/needs a connection/);
});

it('asks for no decision that was made', async () => {
  signInAsFan();
  database.answer = { status: 200, body: [row(0)] };
  show();
  await screen.findByText('Night bus home crossed the viral line.');
  expect(screen.queryByRole('button', { name: 'Review coin' })).toBeNull();
});

it('has words for an empty inbox, for a fault, and for a stranger', async () => {
  signInAsFan();
  database.answer = { status: 200, body: [] };
  show();
  await screen.findByText(/you read it here/);
  cleanup();
  database.answer = { status: 500, body: { code: 'XX000', message: 'no' } };
  show();
  await screen.findByText(/could not load your notifications/);
  cleanup();
  sessionStore.set(null);
  show();
  expect(screen.getByText('sign in')).toBeTruthy();
});

it('saves quiet hours with the time zone of the device', async () => {
  signInAsFan();
  database.answer = { status: 200, body: [] };
  show();
  await screen.findByText(/you read it here/);
  fireEvent.click(screen.getByRole('button', { name: 'Notification settings' }));
  // None until somebody asks for them.
  expect(screen.queryByLabelText('From')).toBeNull();
  fireEvent.click(await screen.findByRole('checkbox', { name: /Quiet hours/ }));
  fireEvent.change(screen.getByLabelText('From'), { target: { value: '1380' } });
  database.answer = { status: 200, body: [{ user_id: FAN_ID }] };
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(database.asked).toContainEqual({
      call: 'PATCH /rest/v1/notice_settings',
      body: { time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, quiet: true, quiet_from: 1380, quiet_until: 480 },
    }),
  );
});
