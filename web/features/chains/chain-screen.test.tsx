import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sessionStore } from '../../lib/session.ts';
import { FAN_ID, type StubDatabase, signInAsFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import type { Chain, Move } from './chain.ts';
import { chainQuery, mineQuery, movesQuery } from './chain-queries.ts';
import { ChainScreen } from './chain-screen.tsx';

vi.mock('./add-move-sheet.tsx', () => ({
  AddMoveSheet: ({ phrase }: { phrase: readonly Move[] }) => <p>Answers {phrase.map(move => move.name).join(', ')}</p>,
}));

const ID = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01';
const person = { id: '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c90', name: 'Nia', avatarUrl: null };
const chain: Chain = {
  id: ID,
  number: 7,
  kind: 'dance',
  title: 'Night bus',
  hidden: false,
  posterLines: ['Night bus'],
  ink: 'teal',
  moves: 2,
  longest: 2,
  votes: 0,
  follows: 0,
  movedAt: 0,
  starter: person,
};
const move = (depth: number, name: string): Move => ({
  id: name,
  parentId: depth === 1 ? null : String(depth - 1),
  depth,
  name,
  takeId: null,
  score: null,
  votes: 0,
  createdAt: depth,
  person,
  danced: null,
});
const moves = [
  { ...move(1, 'Wave'), id: '1' },
  { ...move(2, 'Turn'), id: '2' },
];

let database: StubDatabase;
beforeEach(() => {
  database = stubDatabase();
  signInAsFan();
});
afterEach(() => {
  cleanup();
  sessionStore.set(null);
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

function show(tree: Move[] | null = moves) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } } });
  client.setQueryData(chainQuery(ID).queryKey, chain);
  client.setQueryData(mineQuery(ID, FAN_ID).queryKey, { voted: new Set<string>(), follows: false });
  if (tree) client.setQueryData(movesQuery(ID).queryKey, tree);
  render(
    <QueryClientProvider client={client}>
      <ChainScreen id={ID} onBack={vi.fn()} onRecord={vi.fn()} />
    </QueryClientProvider>,
  );
  return client;
}

it('answers the phrase that somebody began to answer, whoever adds to it meanwhile', async () => {
  const client = show();
  fireEvent.click(screen.getByRole('button', { name: 'Add your move' }));
  const grown: Chain = { ...chain, moves: 3, longest: 3 };
  client.setQueryData(chainQuery(ID).queryKey, grown);
  client.setQueryData(movesQuery(ID).queryKey, [...moves, { ...move(3, 'Drop'), id: '3' }]);
  expect(await screen.findByRole('button', { name: /Vote for Drop/ })).toBeDefined();
  expect(screen.getByText('Answers Wave, Turn')).toBeDefined();
});

it('says so when a vote does not arrive, or the moves cannot be read', async () => {
  show();
  database.answer = { status: 500, body: { code: 'XX000', message: 'no' } };
  fireEvent.click(screen.getByRole('button', { name: /Vote for Wave/ }));
  expect(await screen.findByRole('alert')).toBeDefined();
  cleanup();
  show(null);
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeDefined();
});
