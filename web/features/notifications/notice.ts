import * as z from 'zod/mini';
import { NOTICE_KINDS, type NoticeKind } from '../../../shared/notifications/schema.ts';
import { timestamp } from '../../lib/timestamp.ts';

/** A thing that happened to a take, its coin or a chain of the viewer's, to a take that they watch, or to a trade that they sent. Times are unix ms. */
export type Notice = {
  id: string;
  kind: NoticeKind;
  /** The take, or for `answered` the chain. */
  subjectId: string;
  title: string;
  posterUrl: string | null;
  ink: string;
  /** Of a chain: how many moves came, and the newest one. Null where that is hidden by now. */
  moves: number;
  newest: { by: string; score: number | null } | null;
  /** Of a coin: how many people bought it, and what they spent in wei where that is known; the milestone that it reached. */
  buyers: number;
  spent: bigint | null;
  holders: number;
  symbol: string | null;
  /** Of the viewer's own trade: which way, and how many coins in their smallest unit. */
  side: 'buy' | 'sell' | null;
  coins: bigint;
  at: number;
  isRead: boolean;
};

export const NOTICE_COLUMNS =
  'id, kind, performance_id, chain_id, moves, buyers, spent::text, holders, side, coins::text, created_at, read_at, ' +
  'performances!notices_performance_id_fkey(title, poster_url, ink, performance_coins(symbol)), ' +
  'dance_chains(title, ink), dance_moves(score, users!dance_moves_user_id_fkey(display_name))';

const newestMove = z.object({ score: z.nullable(z.number()), users: z.object({ display_name: z.string() }) });

const takeRow = z.object({
  title: z.string(),
  poster_url: z.nullable(z.string()),
  ink: z.string(),
  performance_coins: z.nullable(z.object({ symbol: z.string() })),
});

export const noticeRow = z.pipe(
  z.object({
    id: z.uuid(),
    kind: z.enum(NOTICE_KINDS),
    performance_id: z.nullable(z.uuid()),
    chain_id: z.nullable(z.uuid()),
    moves: z.nullable(z.number()),
    buyers: z.nullable(z.number()),
    spent: z.nullable(z.string()),
    holders: z.nullable(z.number()),
    side: z.nullable(z.enum(['buy', 'sell'])),
    coins: z.nullable(z.string()),
    created_at: timestamp,
    read_at: z.nullable(z.string()),
    // Gone for everybody once an operator or its author took it down, but not for the author.
    performances: z.nullable(takeRow),
    dance_chains: z.nullable(z.object({ title: z.string(), ink: z.string() })),
    dance_moves: z.nullable(newestMove),
  }),
  z.transform(
    (row): Notice => ({
      id: row.id,
      kind: row.kind,
      subjectId: row.chain_id ?? row.performance_id ?? '',
      title: (row.dance_chains ?? row.performances)?.title ?? (row.chain_id ? 'A chain' : 'A take'),
      posterUrl: row.performances?.poster_url ?? null,
      ink: (row.dance_chains ?? row.performances)?.ink ?? 'bone',
      moves: row.moves ?? 0,
      newest: row.dance_moves && { by: row.dance_moves.users.display_name, score: row.dance_moves.score },
      buyers: row.buyers ?? 0,
      spent: row.spent === null ? null : BigInt(row.spent),
      holders: row.holders ?? 0,
      symbol: row.performances?.performance_coins?.symbol ?? null,
      side: row.side,
      coins: BigInt(row.coins ?? 0),
      at: row.created_at,
      isRead: row.read_at !== null,
    }),
  ),
);
