import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../local/supabase/test-database.ts';

const PEOPLE = 5;
const TAKES = 40;
const PAGE = 4;
const person = (n: number) => `00000000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`;
const takeId = (n: number) => `00000000-0000-4000-9000-000000000${String(n).padStart(3, '0')}`;

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await startTestDatabase(29_260);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client?.end();
  await database?.stop();
});

type Change = { kind: 'cast' | 'hide' | 'score'; take: number; points: number };
const change = fc.record<Change>({
  kind: fc.constantFrom('cast', 'hide', 'score'),
  take: fc.nat(TAKES - 1),
  points: fc.integer({ min: 0, max: 400 }),
});

/** Takes with few different times and scores, so that there are many ties. */
async function fillStage(): Promise<void> {
  await client.query(
    `insert into public.users (id, farcaster_fid, display_name) select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid, n, 'P' || n from generate_series(0, ${PEOPLE - 1}) n`,
  );
  await client.query(
    `insert into public.performances (id, user_id, title, poster_lines, kind, ink, cast_at)
     select ('00000000-0000-4000-9000-000000000' || lpad(n::text, 3, '0'))::uuid, ('00000000-0000-4000-8000-0000000000' || lpad((n % ${PEOPLE})::text, 2, '0'))::uuid,
       'T' || n, '{T}', 'song', 'amber', timestamptz '2026-11-01' + (n / 5) * interval '1 hour' from generate_series(0, ${TAKES - 1}) n`,
  );
  await client.query(
    `insert into public.performance_metrics (performance_id, viral_threshold, viral_score, rising_score)
     select id, 250, (number % 4) * 3, (number % 3) / 7.0 from public.performances`,
  );
  await client.query('insert into public.follows (follower_id, creator_id) values ($1, $2), ($1, $3)', [
    person(0),
    person(1),
    person(2),
  ]);
}

async function apply({ kind, take, points }: Change, n: number): Promise<void> {
  if (kind === 'hide') await client.query(`update public.performances set status = 'hidden' where id = $1`, [takeId(take)]);
  if (kind === 'score')
    await client.query(
      'update public.performance_metrics set viral_score = $2::float8, rising_score = $2::float8 / 10 where performance_id = $1',
      [takeId(take), points],
    );
  if (kind === 'cast')
    await client.query(
      `insert into public.performances (user_id, title, poster_lines, kind, ink, cast_at) values ($1, $2, '{T}', 'song', 'amber', timestamptz '2026-11-01' + $3 * interval '1 minute')`,
      [person(take % PEOPLE), `Late ${n}`, points],
    );
}

async function readAll(feed: string, viewer: string | null, between: readonly Change[]): Promise<string[]> {
  const seen: string[] = [];
  let next: Record<string, unknown> = {};
  for (let page = 0; page < TAKES; page++) {
    const role = viewer ? 'authenticated' : 'anon';
    await client.query(`set local role ${role}`);
    await client.query(`select set_config('request.jwt.claims', $1, true)`, [
      JSON.stringify({ role, ...(viewer && { sub: viewer }) }),
    ]);
    // Through JSON, as a screen hands it back.
    const args = Object.entries(JSON.parse(JSON.stringify(next)) as Record<string, string | number>);
    const call = [...args.map(([name], i) => `${name} => $${i + 1}`), `page => ${PAGE}`].join(', ');
    const { rows } = await client.query(
      `select next, take ->> 'id' as id from public.${feed}(${call})`,
      args.map(([, value]) => value),
    );
    await client.query('reset role');
    seen.push(...rows.map(row => row.id));
    if (rows.length < PAGE) break;
    next = rows.at(-1).next;
    const now = between[page];
    if (now) await apply(now, page);
  }
  return seen;
}

describe.each(['feed_new', 'feed_rising', 'feed_for_you'])('%s', feed => {
  it.each([
    ['a visitor', null],
    ['a fan who follows two', person(0)],
  ])('shows %s each take that stands still exactly once, whatever moves between pages', async (_, viewer) => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), async changes => {
        await client.query('begin');
        try {
          await fillStage();
          const seen = await readAll(feed, viewer, changes);
          const moves = (c: Change) => c.kind === 'hide' || (c.kind === 'score' && feed !== 'feed_new');
          const moved = new Set(changes.filter(moves).map(c => takeId(c.take)));
          const still = Array.from({ length: TAKES }, (__, n) => takeId(n)).filter(id => !moved.has(id));
          const met = seen.filter(id => still.includes(id));
          expect(met.toSorted()).toEqual(still.toSorted());
        } finally {
          await client.query('rollback');
        }
      }),
      { seed: 2026, numRuns: 30 },
    );
  });
});
