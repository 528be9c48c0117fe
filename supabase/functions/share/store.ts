import type { Database } from '../_shared/adapters/database.ts';
import type { Ink, ShareCard } from './card.ts';

/** A card with what its page needs besides. `version` grows with what the card shows. */
export type SharedPerformance = { id: string; title: string; version: number; card: ShareCard };

/** A live performance as it is shared, or null. */
export type FindPerformance = (id: string) => Promise<SharedPerformance | null>;

type Row = {
  title: string;
  number: string;
  poster_lines: string[];
  kind: 'song' | 'dance';
  ink: Ink;
  duration_ms: number | null;
  display_name: string;
  username: string | null;
  version: string | null;
  viral_score: number | null;
  viral_threshold: number | null;
  coin_address: string | null;
  symbol: string | null;
  price_block: string | null;
  points: number | null;
  people: number | null;
};

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** More points than a card can draw are of no use. */
const POINTS = 240;

/** What a share card says, from the database: only what everyone may see, so nothing of drafts and hidden takes. */
export function shareStore(db: Database): FindPerformance {
  return async id => {
    if (!ID.test(id)) return null;
    const [row] = await db<Row[]>`
      select p.title, p.number, to_jsonb(p.poster_lines) as poster_lines, p.kind, p.ink, p.duration_ms, u.display_name, u.username,
        m.version, m.viral_score, m.viral_threshold, c.coin_address, c.symbol, coalesce(c.price_block, c.created_block) as price_block,
        r.score as points, r.people
      from public.performances p
        join public.users u on u.id = p.user_id
        left join public.performance_metrics m on m.performance_id = p.id
        left join public.performance_coins c on c.performance_id = p.id
        left join public.viral_receipts r on r.performance_id = p.id
      where p.id = ${id} and p.status = 'live'`;
    if (!row) return null;
    const [climb, prices] = await Promise.all([
      readClimb(db, id),
      row.coin_address === null ? [] : readPrices(db, row.coin_address),
    ]);
    const coin = row.symbol === null ? null : { ticker: row.symbol, points: row.points ?? 0, people: row.people ?? 0, prices };
    return {
      id,
      title: row.title,
      version: Number(row.version ?? 0) + Number(row.price_block ?? 0),
      card: {
        number: Number(row.number),
        posterLines: row.poster_lines,
        kind: row.kind,
        ink: row.ink,
        artist: row.display_name,
        handle: row.username,
        durationMs: row.duration_ms,
        score: row.viral_score ?? 0,
        threshold: row.viral_threshold ?? 0,
        climb,
        coin,
      },
    };
  };
}

async function readClimb(db: Database, id: string): Promise<number[]> {
  const rows = await db<{ score: number }[]>`
    select score from (
      select at, score from public.performance_scores where performance_id = ${id} order by at desc limit ${POINTS}) latest
    order by at`;
  return rows.map(row => row.score);
}

/** Prices as plain numbers: they are drawn, not reckoned with. */
async function readPrices(db: Database, coin: string): Promise<number[]> {
  const rows = await db<{ price: string }[]>`
    select price from (
      select block_number, log_index, price from public.coin_prices where coin_address = ${coin}
      order by block_number desc, log_index desc limit ${POINTS}) latest
    order by block_number, log_index`;
  return rows.map(row => Number(row.price));
}
