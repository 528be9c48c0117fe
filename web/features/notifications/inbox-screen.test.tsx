import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
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
  performances: { title: 'Night bus home', poster_url: null, ink: 'amber', performance_coins: { symbol: 'BUS' } },
  chain_id: null,
  moves: null,
  buyers: null,
  spent: null,
  holders: null,
  side: null,
  coins: null,
  dance_chains: null,
  dance_moves: null,
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
  const calls = { onBack: vi.fn(), onTake: vi.fn(), onChain: vi.fn(), onReview: vi.fn() };
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

it('leaves unread what comes while nobody looks, so that Farcaster tells of it', async () => {
  signInAsFan();
  database.answer = { status: 200, body: [row(0)] };
  const away = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  show();
  await screen.findByText(/crossed the viral line/);
  const patches = () => database.asked.filter(each => each.call === 'PATCH /rest/v1/notices');
  expect(patches()).toEqual([]);
  away.mockRestore();
  document.dispatchEvent(new Event('visibilitychange'));
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

it('saves quiet hours with the time zone of the device, and what Farcaster is not to tell', async () => {
  signInAsFan();
  database.answer = { status: 200, body: [] };
  show();
  await screen.findByText(/you read it here/);
  fireEvent.click(screen.getByRole('button', { name: 'Notification settings' }));
  // None until somebody asks for them.
  expect(screen.queryByLabelText('From')).toBeNull();
  fireEvent.click(await screen.findByRole('checkbox', { name: /Quiet hours/ }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Your coin opens' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Takes you watch' }));
  fireEvent.click(screen.getByRole('checkbox', { name: 'Takes you watch' }));
  fireEvent.change(screen.getByLabelText('From'), { target: { value: '1380' } });
  database.answer = { status: 200, body: [{ user_id: FAN_ID }] };
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(database.asked).toContainEqual({
      call: 'PATCH /rest/v1/notice_settings',
      body: {
        time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        quiet: true,
        quiet_from: 1380,
        quiet_until: 480,
        muted: ['announced', 'open'],
      },
    }),
  );
});

it('shows no switches before it has read how they stand, says why, and tries again: saving would turn them', async () => {
  signInAsFan();
  database.answer = { status: 500, body: { code: 'XX000', message: 'no' } };
  show();
  await screen.findByText(/could not load your notifications/);
  fireEvent.click(screen.getByRole('button', { name: 'Notification settings' }));
  const sheet = within(screen.getByRole('dialog', { name: 'Notifications' }));
  await sheet.findByRole('alert');
  expect(sheet.queryByRole('checkbox')).toBeNull();
  const said = { time_zone: null, quiet: false, quiet_from: 1320, quiet_until: 480, muted: ['bought'] };
  database.answer = { status: 200, body: [said] };
  fireEvent.click(sheet.getByRole('button', { name: 'Try again' }));
  expect((await sheet.findByRole<HTMLInputElement>('checkbox', { name: 'People buy your coin' })).checked).toBe(false);
});

it('says that the switches need a connection where they were never read', async () => {
  signInAsFan();
  onlineManager.setOnline(false);
  show();
  fireEvent.click(screen.getByRole('button', { name: 'Notification settings' }));
  const sheet = within(screen.getByRole('dialog', { name: 'Notifications' }));
  await sheet.findByText(/needs a connection/);
});

it('tells of the answers to a chain, and leads there', async () => {
  signInAsFan();
  const chain = { kind: 'answered', performance_id: null, performances: null, chain_id: TAKE, moves: 1 };
  const [two, gone] = [
    { title: 'Two step', ink: 'rose' },
    { dance_chains: null, dance_moves: null },
  ];
  const by = (display_name: string, score: number | null) => ({
    dance_moves: { score, users: { display_name } },
    dance_chains: two,
  });
  database.answer = {
    status: 200,
    body: [
      row(0, { ...chain, ...by('Tomasz', 94) }),
      row(1, { ...chain, ...by('Mei', null) }),
      row(2, { ...chain, ...by('Ada', 80), moves: 3 }),
      row(3, { ...chain, ...gone }),
    ],
  };
  const calls = show();
  await screen.findByText('Tomasz answered in Two step with a 94% match.');
  screen.getByText('Mei answered in Two step.');
  screen.getByText('Two step was answered 3 times, last by Ada.');
  screen.getByText('A chain was answered.');
  fireEvent.click(screen.getByRole('button', { name: /Tomasz answered/ }));
  expect(calls.onChain).toHaveBeenCalledExactlyOnceWith(TAKE);
});

it('tells who bought a coin and how many hold it, and leads to its take', async () => {
  signInAsFan();
  const bought = (buyers: number, spent: string | null) => ({ kind: 'bought', buyers, spent });
  database.answer = {
    status: 200,
    body: [
      row(0, bought(12, '420000000000000000')),
      row(1, bought(1, null)),
      row(2, bought(1_000, '1')),
      row(3, { kind: 'holders', holders: 10 }),
      row(4, { kind: 'holders', holders: 1_000 }),
      row(5, { ...bought(2, '99999999999999'), performances: null }),
    ],
  };
  const calls = show();
  await screen.findByText('12 people bought $BUS for 0.4200 ETH.');
  screen.getByText('One person bought $BUS.');
  screen.getByText('1,000 people or more bought $BUS.');
  screen.getByText('$BUS has 10 holders, its first milestone.');
  screen.getByText('$BUS has 1,000 holders.');
  screen.getByText('2 people bought the coin of A take.');
  fireEvent.click(screen.getByRole('button', { name: /12 people bought/ }));
  expect(calls.onTake).toHaveBeenCalledExactlyOnceWith(TAKE);
});

it('tells how trades ended unseen, and leads to the take', async () => {
  signInAsFan();
  const landed = { kind: 'landed', side: 'buy', coins: '1100000000000000000000000' };
  database.answer = {
    status: 200,
    body: [
      row(0, landed),
      row(1, { ...landed, side: 'sell', coins: '250000000000000000000' }),
      row(2, { ...landed, performances: null }),
      row(3, { kind: 'failed' }),
    ],
  };
  const calls = show();
  await screen.findByText('Your buy of 1.1M BUS landed.');
  screen.getByText('Your sale of 250 BUS landed.');
  screen.getByText('Your buy of 1.1M coins of A take landed.');
  screen.getByText('Your trade of $BUS did not go through: Base turned it down. Nothing but its network fee was spent.');
  fireEvent.click(screen.getByRole('button', { name: /Your sale/ }));
  expect(calls.onTake).toHaveBeenCalledExactlyOnceWith(TAKE);
});
