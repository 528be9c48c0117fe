import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noteConnection } from '../../lib/connection.ts';
import { type StubDatabase, stubDatabase } from '../../lib/testing/database-harness.ts';
import { SearchScreen } from './search-screen.tsx';

const NIA = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c90';
const TAKE = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01';
const next = { after_score: 1, after_at: '2026-11-14', after_id: TAKE };
const nia = { next, take: null, person: { id: NIA, display_name: 'Nia Adeyemi', username: 'niasings', avatar_url: null } };
const bus = {
  next,
  person: null,
  take: {
    id: TAKE,
    number: 412,
    title: 'Night bus home',
    ink: 'amber',
    poster_url: null,
    users: { display_name: 'Nia Adeyemi' },
    performance_coins: { symbol: 'NIGHTBUS' },
  },
};
let database: StubDatabase;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  database = stubDatabase();
  database.answer = { status: 200, body: [nia, bus] };
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  noteConnection({ device: true });
  onlineManager.setOnline(true);
});

type Calls = { onPerson: (id: string) => void; onTake: (id: string) => void; onBack: () => void };

function Screen(calls: Calls) {
  const [words, setWords] = useState('');
  return <SearchScreen words={words} onWords={setWords} toFeed={<span>to the feed</span>} {...calls} />;
}

function show() {
  const calls = { onPerson: vi.fn(), onTake: vi.fn(), onBack: vi.fn() };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Screen {...calls} />
    </QueryClientProvider>,
  );
  return calls;
}
const type = (text: string) => fireEvent.change(screen.getByRole('searchbox'), { target: { value: text } });

it('asks once somebody stopped typing, and shows people and takes', async () => {
  const calls = show();
  for (const text of ['n', 'ni', 'nia']) type(text);
  fireEvent.click(await screen.findByRole('button', { name: /^Nia Adeyemi.*@niasings/ }));
  expect(calls.onPerson).toHaveBeenCalledExactlyOnceWith(NIA);
  fireEvent.click(screen.getByRole('button', { name: /Night bus home.*NIGHTBUS/ }));
  expect(calls.onTake).toHaveBeenCalledExactlyOnceWith(TAKE);
  expect(database.asked).toEqual([{ call: 'POST /rest/v1/rpc/search_stage', body: { words: 'nia', page: 20 } }]);
});

it('does not ask about a single letter', async () => {
  show();
  type('n');
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(database.asked).toEqual([]);
});

it('asks about a single sign that may be a word', async () => {
  show();
  type('夜');
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(database.asked).toMatchObject([{ body: { words: '夜' } }]);
});

it('is walked through with the arrow keys', async () => {
  show();
  type('nia');
  const [first, second] = await screen.findAllByRole('button', { name: /Nia Adeyemi/ });
  const input = screen.getByRole('searchbox');
  input.focus();
  fireEvent.keyDown(input, { key: 'ArrowDown' });
  expect(document.activeElement).toBe(first);
  fireEvent.keyDown(first as HTMLElement, { key: 'ArrowDown' });
  expect(document.activeElement).toBe(second);
  fireEvent.keyDown(second as HTMLElement, { key: 'ArrowUp' });
  fireEvent.keyDown(first as HTMLElement, { key: 'ArrowUp' });
  expect(document.activeElement).toBe(input);
});

it('has words for nothing found, for a fault and for no connection', async () => {
  database.answer = { status: 200, body: [] };
  show();
  type('zzqxv');
  await screen.findByText(/Nobody and nothing here is called “zzqxv”/);
  database.answer = { status: 500, body: { code: 'XX000', message: 'no' } };
  type('another');
  await screen.findByText(/The search did not work/);
  noteConnection({ device: false });
  await screen.findByText(/Search needs a connection/);
});

it('promises nothing by boxes without a connection', async () => {
  onlineManager.setOnline(false);
  noteConnection({ device: false });
  show();
  type('nia');
  // Until nobody types any more, and then for as long as would be noticed.
  for (const ms of [300, 1000]) await act(() => vi.advanceTimersByTimeAsync(ms));
  expect(screen.getByText('Search needs a connection.')).toBeDefined();
  expect(screen.queryByText('Searching')).toBeNull();
});

it('says what went wrong in place of the boxes, not below them', async () => {
  const asked = Promise.withResolvers<Response>();
  vi.stubGlobal('fetch', () => asked.promise);
  show();
  type('nia');
  for (const ms of [300, 250]) await act(() => vi.advanceTimersByTimeAsync(ms));
  expect(screen.getByText('Searching')).toBeDefined();
  asked.resolve(new Response('{}', { status: 500 }));
  await act(() => vi.advanceTimersByTimeAsync(10));
  expect([screen.queryByText('Searching'), screen.queryByText(/did not work/)].filter(Boolean)).toHaveLength(1);
  await act(() => vi.advanceTimersByTimeAsync(500));
  expect([screen.queryByText('Searching'), screen.getByText(/did not work/)].filter(Boolean)).toHaveLength(1);
});
