import { isUuid } from '../../../shared/kernel/is-uuid.ts';
import type { Database } from '../_shared/adapters/database.ts';
import { artistName, type Ink, type ShareCard } from './card.ts';
import { drawCard } from './draw-card.ts';
import { POINTS, readPrices } from './read-prices.ts';
import { type FindShared, sharedOf } from './shared.ts';

type Row = {
  title: string;
  number: string;
  poster_lines: string[];
  kind: 'song' | 'dance';
  ink: Ink;
  duration_ms: number | null;
  display_name: string;
  username: string | null;
  viral_score: number | null;
  viral_threshold: number | null;
  crossed: boolean | null;
  closed: boolean | null;
  coin_address: string | null;
  symbol: string | null;
  points: number | null;
  people: number | null;
};

/** What is shared of a performance: only what everyone may see, so nothing of drafts and hidden takes. */
export function sharedPerformances(db: Database): FindShared {
  const find = performanceCards(db);
  return async id => {
    const found = await find(id);
    if (!found) return null;
    const { title, card, standing } = found;
    return sharedOf({
      title: `${title} by ${card.artist}`,
      description: describe(card, standing),
      path: `/p/${id}`,
      card,
      draw: drawCard,
    });
  };
}

/** A performance's card by its id. */
export function performanceCards(
  db: Database,
): (id: string) => Promise<{ title: string; card: ShareCard; standing: Standing } | null> {
  return async id => {
    if (!isUuid(id)) return null;
    const [row] = await db<Row[]>`
      select p.title, p.number, to_jsonb(p.poster_lines) as poster_lines, p.kind, p.ink, p.duration_ms, u.display_name, u.username,
        m.viral_score, m.viral_threshold, m.crossed_at is not null as crossed, m.fired_at is null and m.closes_at < now() as closed, c.coin_address, c.symbol, r.score as points, r.people
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
      title: row.title,
      standing: row.crossed ? 'crossed' : row.closed ? 'closed' : 'open',
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

/** Whether it crossed the viral line, can cross no more, or is on its way. */
type Standing = 'crossed' | 'closed' | 'open';

function describe(card: ShareCard, standing: Standing): string {
  if (card.coin) return `${artistName(card)}’s ${card.kind} became a coin, $${card.coin.ticker}. Coins can fall to zero.`;
  const verb = card.kind === 'dance' ? 'dances' : 'sings';
  const who = `${artistName(card)} ${verb} on GigaVibe`;
  if (standing === 'crossed') return `${who}: it crossed the viral line.`;
  if (card.threshold <= 0 || standing === 'closed') return `${who}.`;
  if (card.score >= card.threshold) return `${who}: it has the points for a coin.`;
  return `${who}: ${Math.floor(card.score)} of ${Math.ceil(card.threshold)} points on the way to a coin.`;
}
