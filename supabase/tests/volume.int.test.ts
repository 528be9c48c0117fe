import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../local/supabase/test-database.ts';

const PERSON = '00000000-0000-4000-8000-000000000001';
const TAKE = '00000000-0000-4000-9000-000000000001';
const CAST = `0x${'c1'.repeat(20)}`;

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await startTestDatabase(28_960);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`insert into public.users (id, farcaster_fid, display_name) values ($1, 1, 'Nia')`, [PERSON]);
});
afterAll(async () => {
  await client?.end();
  await database?.stop();
});
beforeEach(() => client.query('begin'));
afterEach(() => client.query('rollback'));

/** Rows of a table that this transaction has looked at so far. */
async function read(table: string): Promise<number> {
  const { rows } = await client.query(
    `select (seq_tup_read + coalesce(idx_tup_fetch, 0))::integer as rows from pg_stat_xact_user_tables where relid = $1::regclass`,
    [table],
  );
  return rows[0].rows;
}

async function rowsReadBy(
  table: string,
  sql: string,
  values: unknown[],
): Promise<{ rows: Record<string, unknown>[]; read: number }> {
  const before = await read(table);
  await client.query('set local role anon');
  const { rows } = await client.query(sql, values);
  await client.query('reset role');
  return { rows, read: (await read(table)) - before };
}

it('forgets words that nobody is called any more and brings back what is missing, each in one pass', async () => {
  await client.query(
    `insert into public.search_entries (id, kind, user_id, at, words)
     select gen_random_uuid(), 'take', $1, now(), ' song ' || translate(n::text, '0123456789', 'abcdefghij') || 'xx' from generate_series(1, 500) n`,
    [PERSON],
  );
  await client.query(`insert into public.search_words values ('ludmilla')`);
  // As after a name was given up at the very moment at which somebody else came to be called so.
  await client.query(`delete from public.search_words where word = 'song'`);
  const words = async () =>
    (await client.query('select word from public.search_words order by word')).rows.map(({ word }) => word);
  const before = await words();
  const looks = async () =>
    (
      await client.query(
        `select (seq_scan + idx_scan)::integer as looks from pg_stat_xact_user_tables where relid = 'public.search_entries'::regclass`,
      )
    ).rows[0].looks;
  const looked = await looks();
  const { rows } = await client.query(`select command from cron.job where jobname = 'forget-words'`);
  await client.query(rows[0].command);
  expect((await looks()) - looked).toBeLessThan(5);
  expect(before).toHaveLength(501);
  expect(await words()).toEqual([...before.filter(word => word !== 'ludmilla'), 'song'].sort());
});

it('tells the last reactions to a hit without reading all of them', async () => {
  await client.query(
    `insert into public.performances (id, user_id, farcaster_cast_id, title, poster_lines, kind, ink, cast_at) values ($1, $2, $3, 'Song', '{S}', 'song', 'amber', now())`,
    [TAKE, PERSON, CAST],
  );
  await client.query(
    `insert into public.engagement_events (event_type, reaction_type, fid, cast_hash, event_at)
     select 'reaction.created', 1, n, $1, timestamptz '2026-11-01' + n * interval '1 second' from generate_series(1, 20000) n`,
    [CAST],
  );
  const { rows, read } = await rowsReadBy('public.engagement_events', 'select event_at from public.recent_engagement($1)', [
    TAKE,
  ]);
  expect(rows.map(({ event_at }) => event_at)).toEqual(
    Array.from({ length: 20 }, (_, n) => new Date(Date.UTC(2026, 10, 1) + (20_000 - n) * 1000)),
  );
  expect(read).toBeLessThan(100);
});

describe('the queues of operators', () => {
  const TABLES = [
    'public.reports',
    'private.waiting_subjects',
    'public.copy_claims',
    'public.performances',
    'public.moderation_decisions',
  ];
  let numbers: number[];

  /** 5,000 takes: each was reported, every hundredth twice, and could not be heard. */
  beforeEach(async () => {
    await client.query('insert into private.operators (user_id) values ($1)', [PERSON]);
    await client.query(`insert into public.users (display_name) values ('Fan'), ('Critic')`);
    const { rows } = await client.query(
      `insert into public.performances (user_id, title, poster_lines, kind, ink, status)
       select $1, 'Song', '{S}', 'song', 'amber', 'draft' from generate_series(1, 5000) returning number::integer`,
      [PERSON],
    );
    numbers = rows.map(({ number }) => number);
    await client.query('alter table public.reports disable trigger limit_reports');
    await client.query(
      `insert into public.reports (performance_id, reporter_id, reason, details, created_at)
       select p.id, u.id, 'spam', u.display_name, timestamptz '2026-11-01' + p.number * interval '1 second'
       from public.performances p join public.users u on u.display_name = 'Fan' or (u.display_name = 'Critic' and p.number % 100 = 0)`,
    );
    await client.query(
      `insert into public.copy_claims (performance_id, because, found_at)
       select id, 'unheard', timestamptz '2026-11-01' + number * interval '1 second' from public.performances`,
    );
    await client.query(`select set_config('request.jwt.claims', $1, true)`, [
      JSON.stringify({ sub: PERSON, role: 'authenticated' }),
    ]);
  });

  async function firstPage(queue: string) {
    const readSoFar = async () => {
      let sum = 0;
      for (const table of TABLES) sum += await read(table);
      return sum;
    };
    const before = await readSoFar();
    const { rows } = await client.query(`select * from ${queue}(50)`);
    return { rows, read: (await readSoFar()) - before };
  }

  it('open with what is reported most without a look at all that is', async () => {
    const { rows, read } = await firstPage('public.moderation_queue');
    const most = numbers.filter(number => number % 100 === 0).reverse();
    expect(rows.map(({ number }) => Number(number))).toEqual(most.slice(0, 50));
    expect(rows[0]).toMatchObject({ reports: '2', reasons: ['spam'], details: expect.arrayContaining(['Fan', 'Critic']) });
    expect(read).toBeLessThan(1000);
  });

  it('open with what may be a copy for longest without a look at all that may be', async () => {
    const { rows, read } = await firstPage('public.copy_queue');
    expect(rows.map(({ number }) => Number(number))).toEqual(numbers.slice(0, 50));
    expect(read).toBeLessThan(1000);
  });
});

it('takes many people in at once, each with a name of their own', async () => {
  await client.query(`insert into public.users (display_name, username) select 'P', 'p' || n from generate_series(1, 40000) n`);
  const { rows } = await client.query('select count(distinct username)::integer as names from public.users');
  expect(rows).toEqual([{ names: 40_000 }]);
});

describe('search among many takes', () => {
  /** The first is the newest. 3,000 of long ago are `seldom`, 21,000 of long ago `ancient`, those and one in a hundred `lasting`. */
  beforeAll(async () => {
    await client.query(
      `insert into public.search_entries (id, kind, user_id, at, words)
       select gen_random_uuid(), 'take', $1, timestamptz '2026-11-01' - n * interval '1 minute',
         ' take ' || n || case when n > 72000 then ' seldom' else '' end || case when n > 54000 then ' ancient' else '' end
           || case when n > 54000 or n % 100 = 0 then ' lasting' else '' end
       from generate_series(1, 75000) n`,
      [PERSON],
    );
    await client.query('analyze public.search_entries');
  });

  it('finds a word of long ago without a walk through all that came since', async () => {
    const { rows, read } = await rowsReadBy(
      'public.search_entries',
      `select * from public.entries_like('% seldom%', 'take', 1000)`,
      [],
    );
    expect(rows).toHaveLength(1000);
    expect(read).toBeLessThan(10_000);
  });

  it.each(['seldom', 'ancient', 'lasting', 'take'])('finds the newest thousand with the word "%s"', async word => {
    const pattern = `% ${word}%`;
    const found = await client.query(`select id from public.entries_like($1, 'take', 1000)`, [pattern]);
    const wanted = await client.query('select id from public.search_entries where words like $1 order by at desc limit 1000', [
      pattern,
    ]);
    expect(found.rows).toEqual(wanted.rows);
  });

  it('finds nobody of a name that a thousand takes have, without a look at the takes', async () => {
    const { rows, read } = await rowsReadBy(
      'public.search_entries',
      `select * from public.entries_like('% seldom%', 'person', 1000)`,
      [],
    );
    expect([rows, read]).toEqual([[], 0]);
  });
});
