import type { ReceivedEvent } from '../shared/engagement/ports.ts';
import { unixMs } from '../shared/kernel/units.ts';
import { connectDatabase, type Database } from '../supabase/functions/_shared/adapters/database.ts';
import { arrayOf } from '../supabase/functions/_shared/adapters/database-array.ts';
import { recordEvents } from '../supabase/functions/_shared/stores/engagement.ts';
import { ruleBook } from '../supabase/functions/_shared/stores/engagement-rules.ts';
import { castRecorder } from '../supabase/functions/_shared/stores/performances.ts';
import { startTestDatabase } from './supabase/test-database.ts';

const CASTS = 50;
const BATCH = 1_000;
const BATCHES = 12;
const PEOPLE = 20_000;
const START = Date.UTC(2026, 0, 1);
const hashOf = (n: number) => `0x${n.toString(16).padStart(40, '0')}`;

const event = (i: number): ReceivedEvent => ({
  action: 'created',
  signal: 'like',
  fid: 1 + ((i * 7_919) % PEOPLE),
  castHash: hashOf(1 + (i % CASTS)),
  at: unixMs(START + i * 100),
  score: 0.9,
  by: { username: `user${i % PEOPLE}`, displayName: 'Somebody', avatarUrl: null },
});

/** The least that storing these events takes: bare upserts of the rows of events and people, without a look at what they mean. */
async function bare(db: Database, events: readonly ReceivedEvent[]): Promise<void> {
  await db.begin(async tx => {
    await tx`
      insert into bare_events select * from unnest(
        ${arrayOf(events.map(() => 'reaction.created'))}::text[], ${arrayOf(events.map(() => 1))}::smallint[],
        ${arrayOf(events.map(each => each.fid))}::bigint[], ${arrayOf(events.map(each => each.castHash))}::text[],
        ${arrayOf(events.map(each => new Date(each.at)))}::timestamptz[], ${arrayOf(events.map(each => each.score))}::double precision[])
        as said (event_type, reaction_type, fid, cast_hash, event_at, score)
      on conflict do nothing`;
    await tx`
      insert into bare_people select * from unnest(
        ${arrayOf(events.map(each => each.fid))}::bigint[], ${arrayOf(events.map(each => each.by.username))}::text[],
        ${arrayOf(events.map(each => each.by.displayName))}::text[], ${arrayOf(events.map(each => each.score))}::real[],
        ${arrayOf(events.map(each => new Date(each.at)))}::timestamptz[]) as said (fid, username, display_name, score, seen_at)
      on conflict (fid) do update set username = excluded.username, display_name = excluded.display_name, score = excluded.score,
        seen_at = excluded.seen_at`;
  });
}

const database = await startTestDatabase(30_940);
const admin = connectDatabase(database.url);
const db = connectDatabase(database.functionsUrl);
try {
  await admin`create table public.bare_events (event_type text, reaction_type smallint, fid bigint, cast_hash text, event_at timestamptz,
    score double precision, primary key (cast_hash, fid, reaction_type, event_type, event_at))`;
  await admin`create index on public.bare_events (cast_hash, event_at)`;
  await admin`create table public.bare_people (fid bigint primary key, username text, display_name text, score real, seen_at timestamptz)`;
  const author = { fid: 9, displayName: 'Nia', username: 'nia', avatarUrl: null, bio: null, walletAddress: null };
  for (let n = 1; n <= CASTS; n++) {
    const embeds = [
      {
        url: `https://app.example/p/00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
        contentType: null,
        durationMs: null,
      },
    ];
    const cast = { hash: hashOf(n), author, text: 'Song — song', at: unixMs(START), embeds, parentHash: null, channel: null };
    await castRecorder(db, { appUrl: 'https://app.example' })('created', cast);
  }
  const rules = ruleBook();
  const spent = { whole: 0, bare: 0 };
  for (let batch = 0; batch < BATCHES; batch++) {
    const events = Array.from({ length: BATCH }, (_, i) => event(batch * BATCH + i));
    const timed = async (what: keyof typeof spent, work: () => Promise<unknown>) => {
      const from = performance.now();
      await work();
      if (batch > 1) spent[what] += performance.now() - from;
    };
    await timed('bare', () => bare(admin, events));
    await timed('whole', () => db.begin(tx => recordEvents(tx, events, rules)));
  }
  const rate = (ms: number) => Math.round(((BATCHES - 2) * BATCH * 1000) / ms);
  console.log(`bare upsert of events and people   ${rate(spent.bare)} events/s`);
  console.log(
    `dedupe, fold, metrics, climb too    ${rate(spent.whole)} events/s, ${(spent.bare / spent.whole).toFixed(2)} of the bare one`,
  );
} finally {
  await Promise.all([admin.end(), db.end()]);
  await database.stop();
}
