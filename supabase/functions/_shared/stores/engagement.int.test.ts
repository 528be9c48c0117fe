import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../../../local/supabase/test-database.ts';
import { scoreOf } from '../../../../shared/engagement/decide-viral.ts';
import { EVENT_NUMBERS, eventOfNumber } from '../../../../shared/engagement/event-of-number.ts';
import { foldHistory } from '../../../../shared/engagement/fold-history.ts';
import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import { firstRule, type ViralRule } from '../../../../shared/engagement/rule.ts';
import type { EngagementEvent } from '../../../../shared/engagement/schema.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Cast } from '../../../../shared/performances/schema.ts';
import { connectDatabase, type Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { engagementRecorder, recordEvents } from './engagement.ts';
import { castRecorder } from './performances.ts';

const APP = 'https://gigavibe.example';
const START = Date.UTC(2026, 0, 1);
/** Small enough for the few people of generated histories. */
const smallRule: ViralRule = { ...firstRule, version: 'small-1', threshold: 8, peopleNeeded: 2 };
const by = { username: null, displayName: null, avatarUrl: null };
const received = (event: EngagementEvent): ReceivedEvent => ({ ...event, by });

let database: TestDatabase;
let admin: Database;
const pools: Database[] = [];
const connect = () => {
  const db = connectDatabase(database.functionsUrl);
  pools.push(db);
  return db;
};
let hashes = 0;
const newHash = () => `0x${(++hashes).toString(16).padStart(40, '0')}`;
const castOf = (hash: string, id: string, fid = 900): Cast => ({
  hash,
  author: { fid, displayName: 'Nia', username: 'nia', avatarUrl: null, bio: null, walletAddress: `0x${'ab'.repeat(20)}` },
  text: 'Night bus home — song',
  at: unixMs(START),
  embeds: [{ url: `${APP}/p/${id}`, contentType: null, durationMs: null }],
  parentHash: null,
});
const recasts = (castHash: string, count: number): ReceivedEvent[] =>
  Array.from({ length: count }, (_, i) =>
    received({ action: 'created', signal: 'recast', fid: i + 1, castHash, at: unixMs(START + i * 1000), score: null }),
  );
const launchesOf = (id: string) => admin`
  select q.status, q.name, q.ticker, q.decided_at, q.detection_score, j.key, j.kind, j.payload, r.score, r.terms, r.people, r.decided_at as receipt_at,
    m.crossed_at
  from public.viral_queue q
  join public.jobs j on j.payload ->> 'queue_id' = q.id::text
  join public.viral_receipts r using (performance_id)
  join public.performance_metrics m using (performance_id)
  where performance_id = ${id}`;

beforeAll(async () => {
  database = await startTestDatabase(29_000);
  admin = connectDatabase(database.url);
  pools.push(admin);
});
afterAll(async () => {
  await Promise.all(pools.map(pool => pool.end()));
  await database?.stop();
});

describe('engagement on a real database', () => {
  it('ends in the canonical state, whatever the order, the replays, the batches and the moment when the cast arrives', async () => {
    const db = connect();
    const arrival = fc.record({
      numbers: fc.uniqueArray(fc.nat(EVENT_NUMBERS - 1), { minLength: 1, maxLength: 40 }),
      again: fc.array(fc.nat(39), { maxLength: 15 }),
      order: fc.infiniteStream(fc.double({ noNaN: true, min: 0, max: 1 })),
      batch: fc.integer({ min: 1, max: 12 }),
      linkAt: fc.nat(60),
    });
    await fc.assert(
      fc.asyncProperty(arrival, async ({ numbers, again, order, batch, linkAt }) => {
        const [hash, other, id] = [newHash(), newHash(), randomUUID()];
        const events = numbers.map(number => received(eventOfNumber(number, number % 4 === 0 ? other : hash)));
        const deliveries = [...events, ...again.map(i => events[i % events.length] as ReceivedEvent)]
          .map(event => ({ event, place: order.next().value as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ event }) => event);
        const recordCast = castRecorder(db, { appUrl: APP, rule: smallRule });
        const outcomes: string[] = [];
        let linked = false;
        for (let i = 0; i < deliveries.length; i += batch) {
          if (!linked && i >= linkAt) linked = (await recordCast('created', castOf(hash, id))) === 'performance';
          const part = deliveries.slice(i, i + batch);
          outcomes.push(...((await db.begin(tx => recordEvents(tx, part, smallRule))) as string[]));
        }
        if (!linked) await recordCast('created', castOf(hash, id));

        for (const castHash of [hash, other]) {
          const own = deliveries.filter(event => event.castHash === castHash);
          if (own.length === 0) continue;
          const { state, people } = foldHistory(own, smallRule);
          const [stored] =
            await admin`select received, duplicates, state from private.engagement_casts where cast_hash = ${castHash}`;
          const counted = deliveries.filter((event, i) => event.castHash === castHash && outcomes[i] === 'counted').length;
          expect(stored).toEqual({ received: String(own.length), duplicates: String(own.length - counted), state });
          const standings =
            await admin`select fid, in_force from public.engagement_reactions where cast_hash = ${castHash} and in_force`;
          expect(standings.length).toBe(
            [...people.values()].flatMap(person => Object.values(person)).filter(standing => standing.inForce).length,
          );
        }
        const { state } = foldHistory(
          deliveries.filter(event => event.castHash === hash),
          smallRule,
        );
        const [metrics] = await admin`
          select likes_count, shares_count, replies_count, viral_score, last_event_at from public.performance_metrics where performance_id = ${id}`;
        expect(metrics).toEqual({
          likes_count: String(state.inForce.like),
          shares_count: String(state.inForce.recast),
          replies_count: String(state.inForce.reply),
          viral_score: scoreOf(state, smallRule),
          last_event_at: state.lastAt === null ? null : new Date(state.lastAt),
        });
        const launches = await launchesOf(id);
        expect(launches.length).toBeLessThanOrEqual(1);
        for (const launch of launches) {
          expect((launch.terms as { points: number }[]).reduce((sum, term) => sum + term.points, 0)).toBe(launch.score);
        }
        if (state.people >= smallRule.peopleNeeded && scoreOf(state, smallRule) >= smallRule.threshold)
          expect(launches.length).toBe(1);
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('decides once, with receipt, queue row and job, while two isolates race', async () => {
    const [hash, id] = [newHash(), randomUUID()];
    const [first, second] = [engagementRecorder(connect(), firstRule), engagementRecorder(connect(), firstRule)];
    await castRecorder(connect(), { appUrl: APP, rule: firstRule })('created', castOf(hash, id));
    const outcomes = await Promise.all(recasts(hash, 120).flatMap(event => [first(event), second(event)]));
    expect(outcomes.filter(outcome => outcome === 'counted').length).toBe(120);
    const launches = await launchesOf(id);
    expect(launches).toMatchObject([{ status: 'detected', name: 'Night bus home', kind: 'launch' }]);
    const [launch] = launches;
    expect(launch?.ticker).toMatch(/^[A-Z0-9]{2,12}$/);
    expect(launch?.crossed_at).toEqual(launch?.receipt_at);
    expect(launch?.decided_at).toEqual(launch?.receipt_at);
    expect(Number(launch?.score)).toBeGreaterThanOrEqual(firstRule.threshold);
    const [row] = await admin`select received, duplicates from private.engagement_casts where cast_hash = ${hash}`;
    expect(row).toEqual({ received: '240', duplicates: '120' });
    const [metrics] = await admin`select shares_count, viral_score from public.performance_metrics where performance_id = ${id}`;
    expect(metrics).toEqual({ shares_count: '120', viral_score: 360 });
    const climb = await admin`select at, score from public.performance_scores where performance_id = ${id} order by at`;
    expect(climb.at(-1)).toEqual({ at: new Date(START + 60_000), score: 360 });
  });

  it('counts like → unlike → like once', async () => {
    const [hash, id] = [newHash(), randomUUID()];
    const record = engagementRecorder(connect(), firstRule);
    await castRecorder(connect(), { appUrl: APP, rule: firstRule })('created', castOf(hash, id));
    const like = (at: number, action: 'created' | 'deleted') =>
      record(received({ action, signal: 'like', fid: 5, castHash: hash, at: unixMs(at), score: 0.9 }));
    const counts = async () =>
      (await admin`select likes_count, version from public.performance_metrics where performance_id = ${id}`)[0];
    expect(await like(START + 1, 'created')).toBe('counted');
    expect(await like(START + 2, 'deleted')).toBe('counted');
    expect(await counts()).toEqual({ likes_count: '0', version: '3' });
    expect(await like(START + 3, 'created')).toBe('counted');
    expect(await like(START + 1, 'created')).toBe('duplicate');
    expect(await like(START + 2, 'deleted')).toBe('duplicate');
    expect(await counts()).toEqual({ likes_count: '1', version: '4' });
  });

  it('decides for a cast that comes after its reactions, by the time of the reactions', async () => {
    const [hash, id] = [newHash(), randomUUID()];
    const db = connect();
    await db.begin(tx => recordEvents(tx, recasts(hash, 60), firstRule));
    expect(await launchesOf(id)).toHaveLength(0);
    expect(await castRecorder(db, { appUrl: APP, rule: firstRule })('created', castOf(hash, id))).toBe('performance');
    expect(await launchesOf(id)).toMatchObject([{ decided_at: new Date(START + 59_000), score: 180, people: 60 }]);
  });

  it('never launches what is hidden', async () => {
    const db = connect();
    const recordCast = castRecorder(db, { appUrl: APP, rule: firstRule });
    const [early, late] = [newHash(), newHash()];
    const [earlyId, lateId] = [randomUUID(), randomUUID()];
    await recordCast('created', castOf(early, earlyId));
    await recordCast('deleted', castOf(early, earlyId));
    await db.begin(tx => recordEvents(tx, recasts(early, 60), firstRule));
    await db.begin(tx => recordEvents(tx, recasts(late, 60), firstRule));
    await recordCast('deleted', castOf(late, lateId));
    for (const id of [earlyId, lateId]) {
      expect(await launchesOf(id)).toHaveLength(0);
      expect(await admin`select crossed_at from public.performance_metrics where performance_id = ${id}`).toEqual([
        { crossed_at: null },
      ]);
    }
  });

  it('lets one poisoned event fail alone', async () => {
    const record = engagementRecorder(connect(), firstRule);
    const hash = newHash();
    const events = recasts(hash, 50).map((event, i) => (i === 23 ? { ...event, score: 7 } : event));
    const outcomes = await Promise.allSettled(events.map(record));
    expect(outcomes.map(({ status }) => status).filter(status => status === 'rejected').length).toBe(1);
    expect(outcomes[23]?.status).toBe('rejected');
    const [row] =
      await admin`select received, duplicates, state -> 'inForce' ->> 'recast' as recasts from private.engagement_casts where cast_hash = ${hash}`;
    expect(row).toEqual({ received: '49', duplicates: '0', recasts: '49' });
  });

  it('does not deadlock when isolates take the same casts and people in different orders', async () => {
    const records = [connect(), connect(), connect()].map(db => engagementRecorder(db, firstRule));
    const casts = Array.from({ length: 12 }, newHash);
    const events = casts.flatMap(hash => recasts(hash, 60));
    const orders = [
      events,
      events.toReversed(),
      events.toSorted((a, b) => a.fid - b.fid || b.castHash.localeCompare(a.castHash)),
    ];
    const outcomes = await Promise.all(records.flatMap((record, i) => (orders[i] ?? []).map(record)));
    expect(outcomes.filter(outcome => outcome === 'counted').length).toBe(events.length);
    const rows =
      await admin`select received, duplicates from private.engagement_casts where cast_hash = any (${arrayOf(casts)}::text[])`;
    expect(rows).toEqual(casts.map(() => ({ received: '180', duplicates: '120' })));
  });

  it('makes the state again when the rule has changed', async () => {
    const db = connect();
    const hash = newHash();
    const [low, ...rest] = recasts(hash, 4).map(event => ({ ...event, score: 0.6 })) as [ReceivedEvent, ...ReceivedEvent[]];
    await db.begin(tx => recordEvents(tx, rest, firstRule));
    const strict = { ...firstRule, version: 'strict-1', minScore: 0.7 };
    await db.begin(tx => recordEvents(tx, [low], strict));
    const [row] = await admin`select state from private.engagement_casts where cast_hash = ${hash}`;
    expect(row?.state).toMatchObject({
      rule: 'strict-1',
      inForce: { recast: 4 },
      weighed: { recast: 0 },
      people: 0,
      leftOut: 4,
    });
  });

  it('keeps what the latest event said of a person', async () => {
    const record = engagementRecorder(connect(), firstRule);
    const says = (at: number, name: string, score: number | null) =>
      record({
        action: 'created',
        signal: 'like',
        fid: 77_001,
        castHash: newHash(),
        at: unixMs(at),
        score,
        by: { username: name, displayName: `"${name}" \\ {x}, null`, avatarUrl: null },
      });
    await says(START + 2, 'now', 0.75);
    await says(START + 1, 'before', 0.25);
    await says(START + 3, 'later', null);
    const [person] = await admin`select username, display_name, score from public.farcaster_people where fid = 77001`;
    expect(person).toEqual({ username: 'later', display_name: '"later" \\ {x}, null', score: 0.75 });
  });
});
