import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, it, vi } from 'vitest';
import { forgetFan, stubDatabase } from '../../lib/testing/database-harness.ts';
import { chainQuery, movesQuery } from './chain-queries.ts';

afterEach(forgetFan);

const CHAIN = '7b0f8a50-5f0a-4f0e-9f33-0e6b6f7a9c01';
const idOf = (n: number) => `7b0f8a50-5f0a-4f0e-9f33-${String(n).padStart(12, '0')}`;
/** Move 0, a thousand answers to it, and the last of a line of three. */
const stored = Array.from({ length: 1_002 }, (_, n) => ({
  id: idOf(n),
  parent_id: n === 0 ? null : idOf(n === 1_001 ? 1 : 0),
  depth: n === 0 ? 1 : n === 1_001 ? 3 : 2,
  name: 'Wave',
  pose_cid: null,
  move_ms: null,
  performance_id: null,
  score: null,
  status: 'live',
  votes_count: 0,
  created_at: new Date(n).toISOString(),
  users: { id: CHAIN, display_name: 'Nia', avatar_url: null },
}));

it('gives all moves of a chain, however many there are', async () => {
  stubDatabase();
  vi.stubGlobal('fetch', async (url: URL | string) => {
    const { pathname, searchParams } = new URL(url);
    const from = Number(searchParams.get('offset') ?? 0);
    const page = stored.slice(from, from + Math.min(1_000, Number(searchParams.get('limit'))));
    return new Response(JSON.stringify(pathname.endsWith('/dance_moves') ? page : []));
  });
  const links = await new QueryClient().fetchQuery(movesQuery(CHAIN));
  expect(links.map(({ id }) => id)).toEqual(stored.map(({ id }) => id));
});

it('knows that an address without an id leads to no chain, and asks for none', async () => {
  const { asked } = stubDatabase();
  expect(await new QueryClient().fetchQuery(chainQuery('nonsense'))).toBeNull();
  expect(asked).toEqual([]);
});
