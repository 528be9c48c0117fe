import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { isUuid } from '../../../shared/kernel/is-uuid.ts';
import { allRows, row, rows, supabase } from '../../lib/supabase.ts';
import { chainRow, type Link, type Move, moveRow, placeRow } from './chain.ts';

const CHAIN =
  'id, number, kind, title, status, poster_lines, ink, moves_count, longest, votes_count, follows_count, moved_at, users!started_by (id, display_name, avatar_url)';
const MOVE =
  'id, parent_id, depth, name, pose_cid, move_ms, performance_id, score, status, votes_count, created_at, users!dance_moves_user_id_fkey (id, display_name, avatar_url)';

/** Chains, the one that moved last first. */
export const chainsQuery = queryOptions({
  queryKey: ['chains', 'list'],
  refetchInterval: 20_000,
  queryFn: ({ signal }) =>
    rows(
      supabase()
        .from('dance_chains')
        .select(CHAIN)
        .eq('status', 'live')
        .order('moved_at', { ascending: false })
        .limit(50)
        .abortSignal(signal),
      chainRow,
    ),
});

/** One chain; null when there is none or it was taken down. Whoever started it sees it hidden. */
export function chainQuery(id: string) {
  return queryOptions({
    queryKey: ['chains', 'one', id],
    queryFn: ({ signal }) =>
      isUuid(id)
        ? row(supabase().from('dance_chains').select(CHAIN).eq('id', id).abortSignal(signal).maybeSingle(), chainRow)
        : null,
  });
}

/** The moves of a chain and the places of hidden ones, parents before children. */
export function movesQuery(id: string) {
  return queryOptions({
    queryKey: ['chains', 'moves', id],
    refetchInterval: 15_000,
    queryFn: async ({ signal }): Promise<Link[]> => {
      const [moves, places] = await Promise.all([
        allMoves(id, signal),
        rows(supabase().rpc('hidden_moves', { chain: id }).abortSignal(signal), placeRow),
      ]);
      const seen = new Set(moves.map(move => move.id));
      const links = [...moves, ...places.filter(place => !seen.has(place.id))];
      return links.toSorted((a, b) => a.depth - b.depth || a.createdAt - b.createdAt);
    },
  });
}

/** In the order in which they came, so that one that comes meanwhile moves no other to another page. */
function allMoves(id: string, signal: AbortSignal): Promise<Move[]> {
  const page = (from: number, to: number) =>
    supabase()
      .from('dance_moves')
      .select(MOVE)
      .eq('chain_id', id)
      .order('created_at')
      .order('id')
      .range(from, to)
      .abortSignal(signal);
  return allRows(page, moveRow);
}

/** Which moves of a chain the viewer voted for, and whether they follow it. */
export type Mine = { voted: ReadonlySet<string>; follows: boolean };

/** What the viewer did to a chain. */
export function mineQuery(chainId: string, userId: string | undefined) {
  return queryOptions({
    queryKey: ['chains', 'mine', chainId, userId],
    enabled: userId !== undefined,
    queryFn: async ({ signal }): Promise<Mine> => {
      const [votes, follow] = await Promise.all([
        rows(
          supabase()
            .from('move_votes')
            .select('move_id, dance_moves!inner (chain_id)')
            .eq('dance_moves.chain_id', chainId)
            .abortSignal(signal),
          z.object({ move_id: z.uuid() }),
        ),
        rows(
          supabase().from('chain_follows').select('chain_id').eq('chain_id', chainId).abortSignal(signal),
          z.object({ chain_id: z.uuid() }),
        ),
      ]);
      return { voted: new Set(votes.map(({ move_id }) => move_id)), follows: follow.length > 0 };
    },
  });
}
