import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FAN_ID, forgetFan, type StubDatabase, signInAsFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { filledCache } from '../../lib/testing/filled-cache.ts';
import type { Chain, Link, Move } from './chain.ts';
import { chainQuery, mineQuery, movesQuery } from './chain-queries.ts';
import { ChainScreen, type ChainSlots } from './chain-screen.tsx';
import { moveFixture } from './testing/move-fixture.ts';

vi.mock('./add-move-sheet.tsx', () => ({
  AddMoveSheet: ({ phrase }: { phrase: readonly Move[] }) => <p>Answers {phrase.map(move => move.name).join(', ')}</p>,
}));

vi.mock('./practise-sheet.tsx', () => ({
  PractiseSheet: ({ phrase }: { phrase: readonly Move[] }) => <p>Practises {phrase.map(move => move.name).join(', ')}</p>,
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
const move = (depth: number, name: string) =>
  moveFixture({ id: name, parentId: depth === 1 ? null : String(depth - 1), depth, name, createdAt: depth, person });
const moves = [
  { ...move(1, 'Wave'), id: '1' },
  { ...move(2, 'Turn'), id: '2' },
];

const onShare = vi.fn();
const onChains = vi.fn();
let database: StubDatabase;
beforeEach(() => {
  database = stubDatabase();
  signInAsFan();
});
afterEach(forgetFan);

const slots: ChainSlots = {
  actions: () => <p>Actions</p>,
  hold: ({ hidden }, own) => (hidden ? <p>Why it is hidden</p> : own.map(({ name }) => <p key={name}>Why {name} is hidden</p>)),
  beside: ({ name }) => <p>About {name}</p>,
  takes: phrase => <p>Takes {phrase.flatMap(({ takeId }) => takeId ?? []).join(', ')}</p>,
};

type Shown = { tree?: Link[] | null; of?: Chain | null | undefined; answer?: { moveId: string; takeId: string } };

function show({ tree = moves, of = chain, answer }: Shown = {}) {
  const client = filledCache();
  if (of !== undefined) client.setQueryData(chainQuery(ID).queryKey, of);
  client.setQueryData(mineQuery(ID, FAN_ID).queryKey, { voted: new Set<string>(), follows: false });
  if (tree) client.setQueryData(movesQuery(ID).queryKey, tree);
  render(
    <QueryClientProvider client={client}>
      <ChainScreen
        id={ID}
        slots={slots}
        answer={answer ?? null}
        onAnswered={vi.fn()}
        onBack={vi.fn()}
        onChains={onChains}
        onRecord={vi.fn()}
        onShare={onShare}
        onPerform={vi.fn()}
      />
    </QueryClientProvider>,
  );
  return client;
}

it.each([
  ['answers', 'Add your move', 'Answers Wave, Turn'],
  ['practises', 'Practise', 'Practises Wave, Turn'],
])('%s the phrase that somebody began with, whoever adds to it meanwhile', async (_, button, expected) => {
  const client = show();
  fireEvent.click(screen.getByRole('button', { name: button }));
  const grown: Chain = { ...chain, moves: 3, longest: 3 };
  client.setQueryData(chainQuery(ID).queryKey, grown);
  client.setQueryData(movesQuery(ID).queryKey, [...moves, { ...move(3, 'Drop'), id: '3' }]);
  expect(await screen.findByRole('button', { name: /Vote for Drop/ })).toBeDefined();
  expect(screen.getByText(expected)).toBeDefined();
});

it('says so when a vote does not arrive, or the moves cannot be read', async () => {
  show();
  database.answer = { status: 500, body: { code: 'XX000', message: 'no' } };
  fireEvent.click(screen.getByRole('button', { name: /Vote for Wave/ }));
  expect(await screen.findByRole('alert')).toBeDefined();
  cleanup();
  show({ tree: null });
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeDefined();
});

it('is empty space while it loads, then says what went wrong and reads again', async () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const offline = Promise.withResolvers<Response>();
  vi.stubGlobal('fetch', () => offline.promise);
  render(
    <QueryClientProvider client={client}>
      <ChainScreen
        id={ID}
        slots={slots}
        onAnswered={vi.fn()}
        onBack={vi.fn()}
        onChains={onChains}
        onRecord={vi.fn()}
        onShare={vi.fn()}
        onPerform={vi.fn()}
      />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).not.toBeNull());
  // Offline: the browser's own words never reach a person.
  offline.reject(new TypeError('Failed to fetch'));
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeDefined();
  expect(document.body.textContent).not.toContain('Failed to fetch');
});

it('says that a chain is gone, and shows its starter alone why', () => {
  show({ of: null });
  expect(screen.getByText(/may have been taken down/)).toBeDefined();
  expect(screen.getByRole('heading', { level: 1, name: 'Chain' })).toBeDefined();
  expect(screen.getByRole('heading', { level: 2, name: 'Chain broken' })).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'See all chains' }));
  expect(onChains).toHaveBeenCalledOnce();
  cleanup();
  show({ of: { ...chain, hidden: true } });
  expect(screen.getByText('Why it is hidden')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Add your move' })).toBeNull();
  expect(screen.queryByText('Actions')).toBeNull();
});

it('shows a line of sixteen with its branches, long names and all, and takes no seventeenth', () => {
  const long = 'W'.repeat(40);
  const line = Array.from({ length: 16 }, (_, i) => ({ ...move(i + 1, `${long.slice(2)}${i}`), id: String(i + 1) }));
  const branches = line.slice(0, 8).map((each, i) => ({ ...move(i + 2, `Branch ${i}`), id: `b${i}`, parentId: each.id }));
  // A branch off a branch, five times over: each is a move shorter than what it leaves.
  const twigs = [1, 2, 3, 4, 5].flatMap(nth =>
    Array.from({ length: 6 - nth }, (_, i) => {
      const first = nth === 1 ? '1' : `twig ${nth - 1}.0`;
      return {
        ...move(nth + 1 + i, `Twig ${nth}.${i}`),
        id: `twig ${nth}.${i}`,
        parentId: i === 0 ? first : `twig ${nth}.${i - 1}`,
      };
    }),
  );
  const crowd = [...line, ...branches, ...twigs].map(each => ({
    ...each,
    person: { ...person, name: 'Maximiliane '.repeat(8) },
  }));
  show({ tree: crowd, of: { ...chain, moves: crowd.length, longest: 16 } });
  const rows = within(screen.getByRole('list', { name: 'Who carried it' })).getAllByRole('listitem');
  expect(rows).toHaveLength(16 + 8 + 15);
  const columns = rows.map(({ style }) => Number(style.getPropertyValue('--column')));
  expect([...new Set(columns)].toSorted()).toEqual([0, 1, 2, 3]);
  expect(screen.getByText(/A line ends at 16/)).toBeDefined();
  expect(screen.queryByText(/You could be link/)).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /· Branch 3/ }));
  expect(screen.getByText('You could be link 6')).toBeDefined();
});

it('keeps the place of a hidden move, and takes no answers to what follows it', () => {
  const place: Link = { id: '2', parentId: '1', depth: 2, createdAt: 2 };
  const tree = [move(1, 'Wave'), move(3, 'Drop')].map(each => ({ ...each, id: String(each.depth), takeId: each.name }));
  show({ tree: [...tree, place], of: { ...chain, moves: 3, longest: 3 }, answer: { moveId: '3', takeId: 't' } });
  expect(screen.getByText('Hidden move')).toBeDefined();
  // The line that can be answered is what is shown first.
  expect(screen.getByText('Takes Wave')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: /· Drop/ }));
  expect(screen.getByText('Takes Wave, Drop')).toBeDefined();
  expect(screen.getByText('About Drop')).toBeDefined();
  expect(screen.queryByText(/^Answers/)).toBeNull();
  expect(screen.getByText(/goes through a hidden move/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Practise' })).toBeNull();
  fireEvent.click(screen.getByText(/Opens the chain/));
  fireEvent.click(screen.getByRole('button', { name: 'Add your move' }));
  expect(screen.getByText('Answers Wave')).toBeDefined();
});

it('shows a hidden move to its own dancer, and why', () => {
  show({ tree: [moves[0] as Move, { ...move(2, 'Turn'), id: '2', parentId: '1', hidden: true }] });
  expect(screen.getByText('Why Turn is hidden')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: /· Turn/ }));
  expect(screen.getByText('Hidden')).toBeDefined();
  expect(screen.queryByText('About Turn')).toBeNull();
  expect(screen.getByText(/goes through a hidden move/)).toBeDefined();
});

it('says that movements are not checked against a film', () => {
  show();
  expect(screen.getByText(/not checked against a film/)).toBeDefined();
});

it('goes on with an answer that a take was just performed for; a song has verses and no movements', () => {
  show({ answer: { moveId: '1', takeId: 't' } });
  expect(screen.getByText('Answers Wave')).toBeDefined();
  cleanup();
  const sung = moves.map(each => ({ ...each, takeId: `take ${each.id}` }));
  show({ of: { ...chain, kind: 'song' }, tree: sung });
  expect(screen.getByText('Takes take 1, take 2')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Add your verse' })).toBeDefined();
  expect(screen.queryByText(/Match 80%/)).toBeNull();
});

it('keeps a name and a count apart whatever their script and size, and cuts a name at its own end', () => {
  const tree = moves.map(each => ({ ...each, name: 'قفزة', votes: 1_234_567, person: { ...person, name: 'فاطمة' } }));
  show({ tree });
  const strip = within(screen.getByRole('region', { name: 'The phrase' }));
  for (const name of [...strip.getAllByText('فاطمة'), ...strip.getAllByText('قفزة')]) {
    expect([name.dir, name.className]).toEqual(['auto', expect.stringContaining('one-line')]);
  }
  expect(strip.getAllByRole('button')[1]?.textContent).toMatch(/^قفزةTake\s·\sفاطمة$/);
  const list = within(screen.getByRole('list', { name: 'Who carried it' }));
  expect(list.getAllByText('قفزة').map(({ tagName }) => tagName)).toEqual(['BDI', 'BDI']);
  const vote = list.getAllByRole('button', { name: /^Vote for قفزة, 1,234,567 so far/ })[0];
  expect(vote?.textContent).toBe('1.23M');
});
