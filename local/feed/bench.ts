import pg from 'pg';
import { readOptions, whole } from '../cli/read-options.ts';
import { startTestDatabase } from '../supabase/test-database.ts';
import { quantile, seedStage } from './seed-stage.ts';

const USAGE = `npm run bench:feed -- [--takes N] [--rounds N]
  The feed's pages as a visitor reads them, under row security, beside the bare keyset statement as the owner of the tables, in turns on one connection. The ratio counts, not the milliseconds.`;

const { takes, rounds } = readOptions(USAGE, { takes: whole(200_000), rounds: whole(400) }).values;
const PAGE = 12;
const FAN = '00000000-0000-4000-8000-000000000001';

const database = await startTestDatabase(28_720);
const connect = async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  return client;
};
const client = await connect();
/** A connection for each role: one that changes its role plans anew, which is not what is measured. */
const readers = new Map([
  ['postgres', await connect()],
  ['anon', await connect()],
  ['authenticated', await connect()],
]);
try {
  await seedStage(client, { takes, people: 2_000, follows: 200 });
  await client.query('vacuum analyze');
  const deepest = Math.min(5_000, Math.floor(takes / PAGE / 2));
  for (const page of [1, Math.ceil(deepest / 50), deepest]) await measure(page);
  await measureSearch();
} finally {
  await Promise.all([client, ...readers.values()].map(each => each.end()));
  await database.stop();
}

async function measure(page: number): Promise<void> {
  const offset = (page - 1) * PAGE;
  const at = async (columns: string, from: string, order: string) =>
    (await client.query(`select ${columns} from ${from} order by ${order} offset $1 limit 1`, [offset])).rows[0];
  const newest = await at('cast_at::text as a, number as b', 'public.performances', 'cast_at desc, number desc');
  const rising = await at(
    'rising_score as a, performance_id as b',
    'public.performance_metrics',
    'rising_score desc, performance_id',
  );
  const mine = await at('for_you as a, performance_id as b', 'public.feed_ranks', 'for_you desc, performance_id desc');
  const bare = `select id from public.performances where status = 'live' and cast_at is not null and (cast_at, number) < ($1::timestamptz, $2::bigint)
    order by cast_at desc, number desc limit ${PAGE}`;
  const row = (fn: string, cast: string) => `select * from public.${fn}($1::${cast}, $2, ${PAGE})`;
  const cases = {
    'bare keyset, no row security': { sql: bare, key: newest, role: 'postgres' },
    'the same under row security': { sql: bare, key: newest, role: 'anon' },
    'New, whole page, no row security': { sql: row('feed_new', 'timestamptz'), key: newest, role: 'postgres' },
    'New, whole page': { sql: row('feed_new', 'timestamptz'), key: newest, role: 'anon' },
    'Rising, whole page': { sql: row('feed_rising', 'float8'), key: rising, role: 'anon' },
    'For you, whole page, visitor': { sql: row('feed_for_you', 'bigint'), key: mine, role: 'anon' },
    'For you, whole page, fan of 200': { sql: row('feed_for_you', 'bigint'), key: mine, role: 'authenticated' },
  };
  const times = await inTurns(
    Object.values(cases).map(
      ({ sql, key, role }) =>
        () =>
          timed(role, sql, [key.a, key.b]),
    ),
  );
  console.log(`\npage ${page} of ${PAGE}, ${takes} takes, ${rounds} rounds`);
  report(Object.keys(cases), times);
}

async function measureSearch(): Promise<void> {
  const words = {
    'a word of one take in ten': 'night',
    'a name with an error': 'adeyeni',
    'a title with an error': 'nigth buss hom',
    'nothing like it': 'zzqxv',
  };
  const times = await inTurns(
    Object.values(words).map(text => () => timed('anon', 'select * from public.search_stage($1)', [text])),
    Math.ceil(rounds / 20),
  );
  console.log('\nsearch');
  report(Object.keys(words), times);
}

async function timed(role: string, sql: string, parameters: unknown[]): Promise<number> {
  const reader = readers.get(role) ?? client;
  const claims = JSON.stringify(role === 'authenticated' ? { role, sub: FAN } : { role });
  await reader.query(`begin; set local role ${role}; set local request.jwt.claims = '${claims}'`);
  const began = performance.now();
  await reader.query({ name: `${role} ${sql}`.slice(0, 60), text: sql, values: parameters });
  const took = performance.now() - began;
  await reader.query('rollback');
  return took;
}

async function inTurns(runs: readonly (() => Promise<number>)[], times = rounds): Promise<number[][]> {
  const taken = runs.map((): number[] => []);
  for (let round = -10; round < times; round++) {
    for (const [i, run] of runs.entries()) {
      const took = await run();
      if (round >= 0) taken[i]?.push(took);
    }
  }
  return taken;
}

function report(names: readonly string[], times: readonly number[][]): void {
  const [reference = []] = times;
  for (const [i, name] of names.entries()) {
    const own = times[i] ?? [];
    const [p50, p99] = [quantile(own, 0.5), quantile(own, 0.99)];
    const ratio = (p99 / quantile(reference, 0.99)).toFixed(2);
    console.log(`${name.padEnd(34)} p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, p99 ÷ first ${ratio}`);
  }
}
