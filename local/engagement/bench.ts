import { availableParallelism } from 'node:os';
import type { ReceivedEvent } from '../../shared/engagement/ports.ts';
import { connectDatabase, type Database } from '../../supabase/functions/_shared/adapters/database.ts';
import { recordEvents } from '../../supabase/functions/_shared/stores/engagement.ts';
import { ruleBook } from '../../supabase/functions/_shared/stores/engagement-rules.ts';
import { startTestDatabase } from '../supabase/test-database.ts';
import { fillUp, likes, post } from './crowd.ts';
import { makeTwin, readTwinRows, type Twin, upsertTwin } from './twins.ts';

/**
 * `npm run bench:engagement`: what the batched path costs beside a bare upsert of the very rows that it wrote, and whether rescoring
 * costs by the casts that are touched or by those that there are.
 */
const CASTS = 50;
const BATCH = 500;
const WARM = 4;
const BATCHES = 40;
const TABLES = [1_000, 100_000];
/** What the path writes, and by what the rows of a batch are found. Weights and jobs come only with full circles and firings. */
const WRITTEN: { table: string; by: 'event' | 'fid' | 'cast' | 'performance' }[] = [
  { table: 'public.engagement_events', by: 'event' },
  { table: 'public.farcaster_people', by: 'fid' },
  { table: 'private.engagement_casts', by: 'cast' },
  { table: 'private.engagement_states', by: 'cast' },
  { table: 'public.performance_metrics', by: 'performance' },
  { table: 'public.performance_scores', by: 'performance' },
];

const database = await startTestDatabase(30_940);
const admin = connectDatabase(database.url);
const db = connectDatabase(database.functionsUrl);
const rules = ruleBook();
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};
const record = (events: readonly ReceivedEvent[]) => db.begin(tx => recordEvents(tx, events, rules));

/** The rows that a batch has written, as they are after it. */
async function written(twins: readonly Twin[], events: readonly ReceivedEvent[]) {
  const hashes = [...new Set(events.map(event => event.castHash))];
  const times = [...new Set(events.map(event => Math.floor(event.at / 60_000) * 60_000))];
  const places = await admin<{ id: string }[]>`select id from public.performances`;
  const lists = {
    event: [
      "cast_hash || ':' || fid || ':' || (extract(epoch from event_at) * 1000)::bigint",
      events.map(each => `${each.castHash}:${each.fid}:${each.at}`),
    ],
    fid: ['fid::text', [...new Set(events.map(event => String(event.fid)))]],
    cast: ['cast_hash', hashes],
    performance: ['performance_id::text', places.map(({ id }) => id)],
  } as const;
  return Promise.all(
    twins.map((twin, i) => {
      const { table, by } = WRITTEN[i] as (typeof WRITTEN)[number];
      const [condition, list] = lists[by];
      const minutes = `(extract(epoch from at) * 1000)::bigint in (${times.join(', ')}) and performance_id::text`;
      return readTwinRows(admin, twin, table === 'public.performance_scores' ? minutes : condition, list);
    }),
  );
}

async function besideBareUpsert(db: Database): Promise<void> {
  const twins: Twin[] = [];
  for (const { table } of WRITTEN) twins.push(await makeTwin(admin, table));
  const spent = { whole: 0, bare: 0 };
  let rows = 0;
  for (let batch = 0; batch < WARM + BATCHES; batch++) {
    const events = likes(batch * BATCH, BATCH, CASTS);
    const whole = await timed(() => record(events));
    const same = await written(twins, events);
    const bare = await timed(() => db.begin(tx => Promise.all(same.map(each => upsertTwin(tx, each)))));
    if (batch < WARM) continue;
    spent.whole += whole;
    spent.bare += bare;
    rows += same.reduce((sum, { values }) => sum + (values[0]?.length ?? 0), 0);
  }
  const rate = (ms: number) => Math.round((BATCHES * BATCH * 1000) / ms);
  console.log(
    `${BATCHES} batches of ${BATCH} events on ${CASTS} casts, ${Math.round(rows / BATCHES)} rows written by each; ${availableParallelism()} cores`,
  );
  console.log(`bare upsert of the same rows          ${rate(spent.bare)} events/s`);
  console.log(
    `dedupe, count, fold, score, write     ${rate(spent.whole)} events/s, ${(spent.bare / spent.whole).toFixed(2)} of the bare upsert`,
  );
}

async function byTableSize(): Promise<void> {
  let next = (WARM + BATCHES) * BATCH;
  for (const total of TABLES) {
    await fillUp(database.url, total);
    let ms = 0;
    for (let batch = 0; batch < WARM + BATCHES; batch++, next += BATCH) {
      const took = await timed(() => record(likes(next, BATCH, CASTS)));
      if (batch >= WARM) ms += took;
    }
    console.log(
      `with ${String(total).padStart(6)} casts in the table    ${((ms / BATCHES / CASTS) * 1000).toFixed(0)} µs for each cast that ten events touch`,
    );
  }
}

try {
  await post(db, CASTS);
  await besideBareUpsert(db);
  await byTableSize();
} finally {
  await Promise.all([admin.end(), db.end()]);
  await database.stop();
}
