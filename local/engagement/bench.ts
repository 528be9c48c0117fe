import type { ReceivedEvent } from '../../shared/engagement/ports.ts';
import { connectDatabase } from '../../supabase/functions/_shared/adapters/database.ts';
import { recordEvents } from '../../supabase/functions/_shared/stores/engagement.ts';
import { ruleBook } from '../../supabase/functions/_shared/stores/engagement-rules.ts';
import { readOptions } from '../cli/read-options.ts';
import { startTestDatabase } from '../supabase/test-database.ts';
import { fillUp, likes, PEOPLE, post } from './crowd.ts';
import { makeTwin, readTwinRows, type Twin, upsertTwin } from './twins.ts';

readOptions(
  `npm run bench:engagement
  What the batched path costs beside a bare upsert of the very rows that it wrote, and whether rescoring costs by the casts that are touched or by those that there are.`,
  {},
);
const CASTS = 50;
const BATCH = 500;
const WARM = 40;
const BATCHES = 100;
const TABLES = [1_000, 100_000];
/** What the path writes. Weights and jobs come only with full circles, the first two dozen people and firings. */
const WRITTEN = [
  'public.engagement_events',
  'public.farcaster_people',
  'private.engagement_casts',
  'private.engagement_states',
  'public.performance_metrics',
  'public.performance_scores',
];

const database = await startTestDatabase(30_940);
const admin = connectDatabase(database.url);
const db = connectDatabase(database.functionsUrl);
/** A connection of its own: the path takes others by turns, which costs whoever shares them. */
const alone = connectDatabase(database.functionsUrl, { max: 1 });
const rules = ruleBook();
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};
const middle = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] as number;
const record = (events: readonly ReceivedEvent[]) => recordEvents(db, events, rules);

/** Records a batch, then upserts the rows that this has written, all of them and no other, into the twins. */
async function inTurn(twins: readonly Twin[], events: readonly ReceivedEvent[]) {
  const [before] = await admin<{ xid: string }[]>`select pg_current_xact_id()::text as xid`;
  const whole = await timed(() => record(events));
  const written = await Promise.all(twins.map(twin => readTwinRows(admin, twin, before?.xid ?? '')));
  const bare = await timed(() => alone.begin(tx => Promise.all(written.map(each => upsertTwin(tx, each)))));
  return { whole, bare, rows: written.reduce((sum, { values }) => sum + (values[0]?.length ?? 0), 0) };
}

async function besideBareUpsert(twins: readonly Twin[], from: number, who: string): Promise<void> {
  const turns = [];
  for (let batch = 0; batch < WARM + BATCHES; batch++) turns.push(await inTurn(twins, likes(from + batch * BATCH, BATCH, CASTS)));
  const measured = turns.slice(WARM);
  // Of the middle batch: others use the machine too.
  const [whole, bare] = [middle(measured.map(turn => turn.whole)), middle(measured.map(turn => turn.bare))];
  const rows = Math.round(measured.reduce((sum, turn) => sum + turn.rows, 0) / BATCHES);
  const rate = (ms: number) => Math.round((BATCH * 1000) / ms);
  console.log(`${BATCHES} batches of ${BATCH} events of ${who} on ${CASTS} casts, ${rows} rows written by each`);
  console.log(`bare upsert of the same rows          ${rate(bare)} events/s`);
  console.log(`dedupe, count, fold, score, write     ${rate(whole)} events/s, ${(bare / whole).toFixed(2)} of the bare upsert`);
}

async function byTableSize(): Promise<void> {
  let next = 2 * PEOPLE;
  for (const total of TABLES) {
    await fillUp(database.url, total);
    const times: number[] = [];
    for (let batch = 0; batch < WARM + BATCHES; batch++, next += BATCH)
      times.push(await timed(() => record(likes(next, BATCH, CASTS))));
    const each = (middle(times.slice(WARM)) / CASTS) * 1000;
    console.log(
      `with ${String(total).padStart(6)} casts in the table    ${each.toFixed(0)} µs for each cast that ten events touch`,
    );
  }
}

try {
  await post(db, CASTS);
  const twins: Twin[] = [];
  for (const table of WRITTEN) twins.push(await makeTwin(admin, table));
  await besideBareUpsert(twins, 0, 'newcomers');
  await besideBareUpsert(twins, PEOPLE, 'people who are known');
  await byTableSize();
} finally {
  await Promise.all([admin.end(), db.end(), alone.end()]);
  await database.stop();
}
