import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromDatabase } from '../../../../local/receipts/public-tables.ts';
import { readPublished } from '../../../../local/receipts/read-published.ts';
import { startTestDatabase, type TestDatabase } from '../../../../local/supabase/test-database.ts';
import { countRule } from '../../../../shared/engagement/detection/first-rules.ts';
import { UNKNOWN_ROOT } from '../../../../shared/engagement/detection/root.ts';
import type { DetectionRule } from '../../../../shared/engagement/detection/rule.ts';
import { LAYOUT, describe as told } from '../../../../shared/engagement/detection/state.ts';
import { foldHistory } from '../../../../shared/engagement/fold-history.ts';
import { keyOf } from '../../../../shared/engagement/place.ts';
import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import { pointsOf, readyRule } from '../../../../shared/engagement/ready-rule.ts';
import type { EngagementEvent } from '../../../../shared/engagement/schema.ts';
import { takeIn } from '../../../../shared/engagement/take-in.ts';
import { EVENT_NUMBERS, eventOfNumber } from '../../../../shared/engagement/testing/event-of-number.ts';
import { smallRule } from '../../../../shared/engagement/testing/small-rule.ts';
import { verifyReceipt } from '../../../../shared/engagement/verify-receipt.ts';
import type { PersonFacts } from '../../../../shared/hearing/schema.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { HoldJob, Job } from '../../../../shared/ops/schema.ts';
import type { Cast } from '../../../../shared/performances/schema.ts';
import { connectDatabase, type Database, type Parameter } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { engagementRecorder, recordEvents } from './engagement.ts';
import { judgeCast } from './engagement-decisions.ts';
import { judgeHandler } from './engagement-judging.ts';
import { readSince } from './engagement-known.ts';
import { refoldSome } from './engagement-refold.ts';
import { refoldHandler } from './engagement-refolding.ts';
import { ruleBook } from './engagement-rules.ts';
import { peopleStore } from './hearing-sources.ts';
import { castRecorder } from './performances.ts';

const APP = 'https://gigavibe.example';
const START = Date.UTC(2026, 0, 1);
const by = { username: null, displayName: null, avatarUrl: null };
const received = (event: EngagementEvent): ReceivedEvent => ({ ...event, by });
/** What may be learned of a person the `n`th time that somebody asks. */
const factsOf = (fid: number, n: number): PersonFacts => ({
  fid,
  username: null,
  displayName: null,
  avatarUrl: null,
  score: [0.3, 0.55, 0.9][n % 3] ?? null,
  followerCount: n * 10,
  registeredAt: unixMs(START - (n % 4 === 0 ? 5 : 500) * 86_400_000),
});

let database: TestDatabase;
let admin: Database;
const pools: Database[] = [];
const connect = (max = 4) => {
  const db = connectDatabase(database.functionsUrl, { max });
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
  channel: null,
});
const recasts = (castHash: string, count: number): ReceivedEvent[] =>
  Array.from({ length: count }, (_, i) =>
    received({ action: 'created', signal: 'recast', fid: 1_001 + i, castHash, at: unixMs(START + i * 1000), score: null }),
  );
const launchesOf = (id: string) => admin`
  select q.status, q.name, q.ticker, q.decided_at, q.detection_score, j.key, j.kind, r.score, r.terms, r.people, r.decided_at as receipt_at,
    r.confirmed_at, m.crossed_at
  from public.viral_queue q
  join public.jobs j on j.payload ->> 'queue_id' = q.id::text
  join public.viral_receipts r using (performance_id)
  join public.performance_metrics m using (performance_id)
  where performance_id = ${id}`;
/** Puts a rule in force as an operator would. */
async function enforce(rule: DetectionRule): Promise<void> {
  await admin`insert into public.viral_rules (version, rule) values (${rule.version}, ${JSON.stringify(rule)}::text::jsonb) on conflict do nothing`;
  await admin`insert into public.viral_rules_in_force (version, reason) values (${rule.version}, 'For this test.')`;
}
const storedEvents = async (hash: string) => [...(await readSince(admin, hash, null)).values()].flatMap(person => person.events);
/** What follows from late events, now rather than soon. */
async function refoldAll(db: Database): Promise<void> {
  const rules = ruleBook();
  while ((await refoldSome(db, rules, 8, 7)) > 0);
}
/** A database to whose caller something happens before its n-th transaction: between what is read and what is stored. */
function whileComes(db: Database, own: ReceivedEvent[], nth = 1): Database {
  let begun = 0;
  const run = ((text: TemplateStringsArray, ...parameters: Parameter[]) => db(text, ...parameters)) as Database;
  const begin: Database['begin'] = async work => {
    if (++begun === nth) await recordEvents(db, own, ruleBook());
    return db.begin(work);
  };
  return Object.assign(run, { begin, end: db.end });
}
/** The end of the delay of whatever the test did. */
const LATER = unixMs(START + 3_600_000);
const judgeNow = (db: Database, hash: string) => judgeCast(db, ruleBook(), hash, LATER);

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
  it('begins with the count rule of the code', async () => {
    const [row] = await admin`select rule, private.rule_in_force('music') as in_force from public.viral_rules`;
    expect(row).toEqual({ rule: countRule(150), in_force: 'count-150' });
  });

  it('ends in the state of all events, whatever the order, the replays, the batches and the moment when the cast arrives', async () => {
    const db = connect();
    const rules = ruleBook();
    await enforce(smallRule());
    const rule = readyRule(smallRule());
    await admin`insert into private.circle_people (fid, takes, member_of, circle, last_take) select n, '{1}', 1, 1, 1 from generate_series(4, 6) n`;
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
        const recordCast = castRecorder(db, { appUrl: APP });
        const outcomes: string[] = [];
        let linked = false;
        for (let i = 0; i < deliveries.length; i += batch) {
          if (!linked && i >= linkAt) linked = (await recordCast('created', castOf(hash, id))) === 'performance';
          const part = deliveries.slice(i, i + batch);
          outcomes.push(...(await recordEvents(db, part, rules)).outcomes);
          // While more comes, what is late is folded in, a few events at a time.
          if (i % 3 === 0) await refoldSome(db, rules, 1, 5);
        }
        if (!linked) await recordCast('created', castOf(hash, id));

        for (const castHash of [hash, other]) {
          const own = deliveries.filter(event => event.castHash === castHash);
          if (own.length === 0) continue;
          const counted = deliveries.filter((event, i) => event.castHash === castHash && outcomes[i] === 'counted').length;
          const [stored] = await admin`
            select received, duplicates, likes, recasts, replies from private.engagement_casts where cast_hash = ${castHash}`;
          const inForce = { like: 0, recast: 0, reply: 0 };
          for (const person of Map.groupBy(own, event => event.fid).values()) {
            const { more } = takeIn([], person);
            for (const signal of ['like', 'recast', 'reply'] as const) inForce[signal] += more[signal];
          }
          expect(stored).toEqual({
            received: String(own.length),
            duplicates: String(own.length - counted),
            likes: inForce.like,
            recasts: inForce.recast,
            replies: inForce.reply,
          });
          const kept = await storedEvents(castHash);
          expect(new Set(kept.map(keyOf))).toEqual(new Set(own.map(keyOf)));
        }

        const post = { castHash: hash, postedAt: unixMs(START), creatorFollowers: null, creatorUsual: null, ordinaryWorth: null };
        const { head, firedAt } = foldHistory(await storedEvents(hash), post, rule);
        await refoldAll(db);
        const [live] = await admin`
          select state, fired_at from private.engagement_casts join private.engagement_states using (cast_hash) where cast_hash = ${hash}`;
        expect(live?.state).toEqual(head);
        const [metrics] = await admin`
          select viral_score, people, last_event_at from public.performance_metrics where performance_id = ${id}`;
        expect(metrics).toEqual({
          viral_score: pointsOf(head.state, UNKNOWN_ROOT, rule),
          people: told(head.state).people,
          last_event_at: head.last && new Date(head.last[0]),
        });
        if (firedAt !== null) expect(live?.fired_at).not.toBeNull();
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('decides once, after the delay, with receipt, queue row and job, while two isolates race', async () => {
    await enforce(countRule(150));
    const [hash, id] = [newHash(), randomUUID()];
    const [first, second] = [engagementRecorder(connect()), engagementRecorder(connect())];
    await castRecorder(connect(), { appUrl: APP })('created', castOf(hash, id));
    const outcomes = await Promise.all(recasts(hash, 120).flatMap(event => [first(event), second(event)]));
    expect(outcomes.filter(outcome => outcome === 'counted').length).toBe(120);
    const [row] = await admin`select received, duplicates, fired_at from private.engagement_casts where cast_hash = ${hash}`;
    expect(row).toMatchObject({ received: '240', duplicates: '120' });
    const [job] = await admin`select kind, run_at from public.jobs where key = ${`judge:${hash}`}`;
    expect(job).toEqual({ kind: 'judge', run_at: new Date(Number(row?.fired_at) + 600_000) });
    expect(await launchesOf(id)).toHaveLength(0);

    const [one, two] = [connect(), connect()];
    expect(await judgeCast(one, ruleBook(), hash, unixMs(START + 500_000))).toEqual({
      againAt: Number(job?.run_at) + 1,
    });
    expect((await Promise.all([judgeNow(one, hash), judgeNow(two, hash)])).sort()).toEqual(['confirmed', 'nothing']);
    const launches = await launchesOf(id);
    expect(launches).toMatchObject([{ status: 'detected', name: 'Night bus home', kind: 'launch' }]);
    const [launch] = launches;
    expect(launch?.ticker).toMatch(/^[A-Z0-9]{2,12}$/);
    expect(launch?.crossed_at).toEqual(launch?.receipt_at);
    expect(launch?.decided_at).toEqual(launch?.receipt_at);
    expect(Number(launch?.confirmed_at) - Number(launch?.receipt_at)).toBe(600_000);
    expect(((launch?.terms ?? []) as { points: number }[]).reduce((sum, term) => sum + term.points, 0)).toBe(launch?.score);
    expect(Number(launch?.score)).toBeGreaterThanOrEqual(100);
    const [metrics] = await admin`select shares_count, people from public.performance_metrics where performance_id = ${id}`;
    expect(metrics).toEqual({ shares_count: '120', people: 120 });
    const climb = await admin`select at from public.performance_scores where performance_id = ${id} order by at`;
    expect(climb.at(-1)).toEqual({ at: new Date(START + 60_000) });
  });

  it('makes no coin of those who left before the delay was over', async () => {
    const db = connect();
    const [hash, id] = [newHash(), randomUUID()];
    await castRecorder(db, { appUrl: APP })('created', castOf(hash, id));
    const came = recasts(hash, 80);
    const left = came.slice(0, 60).map((event): ReceivedEvent => ({ ...event, action: 'deleted', at: unixMs(START + 300_000) }));
    await recordEvents(db, came, ruleBook());
    await recordEvents(db, left, ruleBook());
    expect(await judgeNow(db, hash)).toEqual({ againAt: START + 86_400_000 });
    expect(await launchesOf(id)).toHaveLength(0);
    expect(await admin`select fired_at from public.performance_metrics where performance_id = ${id}`).toEqual([
      { fired_at: null },
    ]);
  });

  it('finds the hit of a small community by its channel’s own rule, which others do not have', async () => {
    const db = connect();
    const rule = countRule(12, 'count-12');
    await admin`insert into public.viral_rules (version, rule) values (${rule.version}, ${JSON.stringify(rule)}::text::jsonb)`;
    await admin`insert into public.viral_rules_in_force (channel, version, reason) values ('folk', ${rule.version}, 'A small channel.')`;
    const verdicts = [];
    for (const channel of ['folk', null]) {
      const [hash, id] = [newHash(), randomUUID()];
      await castRecorder(db, { appUrl: APP })('created', { ...castOf(hash, id), channel });
      await recordEvents(db, recasts(hash, 10), ruleBook());
      const [metrics] = await admin`select target_size, fired_at from public.performance_metrics where performance_id = ${id}`;
      verdicts.push([metrics?.target_size, metrics?.fired_at !== null, await judgeNow(db, hash)]);
    }
    expect(verdicts).toEqual([
      [12, true, 'confirmed'],
      [150, false, { againAt: START + 86_400_000 }],
    ]);
  });

  it('waits for the people that money waits for, more and more patiently, and for a week at most', async () => {
    const db = connect();
    const rule = countRule(8, 'count-8');
    await admin`insert into public.viral_rules (version, rule) values (${rule.version}, ${JSON.stringify(rule)}::text::jsonb)`;
    await admin`insert into public.viral_rules_in_force (channel, version, reason) values ('tiny', ${rule.version}, 'A tiny channel.')`;
    const [hash, id] = [newHash(), randomUUID()];
    await castRecorder(db, { appUrl: APP })('created', { ...castOf(hash, id), channel: 'tiny' });
    const dozen = recasts(hash, 12).map(event => ({ ...event, fid: event.fid + 80_000, score: 0.9 }));
    await recordEvents(db, dozen, ruleBook());
    const kept = async () =>
      (
        await admin`
        select m.fired_at is not null as fired, m.version, c.learned_at is not null as learned
        from private.engagement_casts c join public.performance_metrics m using (performance_id) where cast_hash = ${hash}`
      )[0];
    const before = await kept();
    expect(before).toMatchObject({ fired: true, learned: false });
    const hour = 3_600_000;
    const looks: number[] = [];
    for (const hours of [1, 48, 160]) {
      const now = unixMs(START + hours * hour);
      const again = await judgeCast(db, ruleBook(), hash, now);
      looks.push(typeof again === 'string' ? Number.NaN : (again.againAt - now) / hour);
    }
    expect(looks).toEqual([expect.closeTo(1 / 39, 2), expect.closeTo(1.5, 1), expect.closeTo(5, 1)]);
    expect(await kept()).toEqual(before);
    expect(await judgeCast(db, ruleBook(), hash, unixMs(START + 168 * hour))).toBe('nothing');
    expect(await kept()).toMatchObject({ fired: false, learned: true });
    expect(await launchesOf(id)).toHaveLength(0);
  });

  it('knows what a creator usually reaches from three performances on, as of the cast', async () => {
    const db = connect();
    const usual: unknown[] = [];
    for (const [day, count] of [5, 30, 8, 99, 2].entries()) {
      const [hash, id] = [newHash(), randomUUID()];
      await castRecorder(db, { appUrl: APP })('created', { ...castOf(hash, id, 901), at: unixMs(START + day * 90_000_000) });
      await recordEvents(db, recasts(hash, count), ruleBook());
      usual.push((await admin`select creator_usual from private.engagement_casts where cast_hash = ${hash}`)[0]?.creator_usual);
    }
    expect(usual).toEqual([null, null, null, 8, 19]);
  });

  it('counts like → unlike → like once', async () => {
    const [hash, id] = [newHash(), randomUUID()];
    const record = engagementRecorder(connect());
    await castRecorder(connect(), { appUrl: APP })('created', castOf(hash, id));
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
    await recordEvents(db, recasts(hash, 80), ruleBook());
    expect(await castRecorder(db, { appUrl: APP })('created', castOf(hash, id))).toBe('performance');
    expect(await judgeNow(db, hash)).toBe('confirmed');
    const [launch] = await launchesOf(id);
    expect(Number(launch?.decided_at)).toBeLessThan(START + 80_000);
  });

  it('folds a long history in parts that was there before its cast, and decides by it', async () => {
    const [hash, id] = [newHash(), randomUUID()];
    const db = connect();
    const events = recasts(hash, 5_001).map(event => ({ ...event, at: unixMs(START + (event.at - START) / 100) }));
    await recordEvents(db, events, ruleBook());
    await castRecorder(db, { appUrl: APP })('created', castOf(hash, id));
    const stored = async () => {
      const [row] = await admin`
        select s.state, s.refolding, m.shares_count, m.people, m.fired_at is not null as fired
        from private.engagement_states s join private.engagement_casts c using (cast_hash) join public.performance_metrics m using (performance_id)
        where c.cast_hash = ${hash}`;
      return row;
    };
    expect(await stored()).toMatchObject({ state: { read: 0 }, refolding: null, shares_count: '5001', people: 0, fired: false });
    await refoldSome(db, ruleBook(), 1, 3_000);
    expect(await stored()).toMatchObject({ state: { read: 0 }, refolding: { read: 3_001 }, shares_count: '5001', people: 0 });
    expect(await judgeNow(db, hash)).toBe('confirmed');
    const [inForce] = await admin<{ version: string }[]>`select private.rule_in_force('') as version`;
    const post = { castHash: hash, postedAt: unixMs(START), creatorFollowers: null, creatorUsual: null, ordinaryWorth: null };
    const { head } = foldHistory(await storedEvents(hash), post, await ruleBook()(admin, inForce?.version ?? ''));
    expect(await stored()).toMatchObject({ state: head, refolding: null, people: told(head.state).people, fired: true });
    const [launch] = await launchesOf(id);
    expect(Number(launch?.decided_at)).toBeLessThan(START + 1_000);
  });

  it('fires by what came late, once it is folded in by the job that cron makes', async () => {
    const [hash, id] = [newHash(), randomUUID()];
    const db = connect();
    await castRecorder(db, { appUrl: APP })('created', castOf(hash, id));
    const [last, ...others] = recasts(hash, 80).reverse() as [ReceivedEvent, ...ReceivedEvent[]];
    expect((await recordEvents(db, [last], ruleBook())).late).toBe(false);
    expect(await recordEvents(db, others, ruleBook())).toEqual({
      outcomes: others.map(() => 'counted'),
      late: true,
    });
    const [cast] =
      await admin`select received, duplicates, events, recasts, fired_at from private.engagement_casts where cast_hash = ${hash}`;
    expect(cast).toEqual({ received: '80', duplicates: '0', events: 80, recasts: 80, fired_at: null });
    // Whoever received them was ended: half a minute later cron finds the cast, and only then.
    const [cron] = await admin<{ command: string }[]>`select command from cron.job where jobname = 'refold'`;
    const asCron = () => admin.begin(tx => tx([cron?.command ?? ''] as unknown as TemplateStringsArray));
    const jobs = () => admin`select kind from public.jobs where key = 'refold'`;
    await asCron();
    expect(await jobs()).toEqual([]);
    await admin`update private.engagement_casts set refold_at = refold_at - interval '31 seconds' where cast_hash = ${hash}`;
    await asCron();
    expect(await jobs()).toEqual([{ kind: 'refold' }]);
    expect(await refoldHandler(db, { now: () => unixMs(0) })({} as Job, unixMs(1))).toBe('done');
    const [after] = await admin`
      select c.fired_at, c.refold_at, m.shares_count, m.people from private.engagement_casts c join public.performance_metrics m using (performance_id)
      where c.cast_hash = ${hash}`;
    expect(after).toEqual({ fired_at: expect.any(Date), refold_at: null, shares_count: '80', people: 80 });
    expect(await admin`select from public.jobs where key = ${`judge:${hash}`}`).toHaveLength(1);
    expect(await judgeNow(db, hash)).toBe('confirmed');
  });

  it('ends in the state of all events while several fold again what several receive', async () => {
    const [hash, id] = [newHash(), randomUUID()];
    await castRecorder(connect(), { appUrl: APP })('created', castOf(hash, id));
    const events = Array.from({ length: 300 }, (_, i) => received(eventOfNumber((i * 7_919) % EVENT_NUMBERS, hash)));
    const rules = ruleBook();
    let receiving = true;
    const folding = [connect(), connect()].map(async db => {
      while (receiving) await refoldSome(db, rules, 4, 40);
    });
    const parts = Array.from({ length: 60 }, (_, i) => events.slice(i * 5, i * 5 + 5));
    const receivers = [connect(), connect()];
    await Promise.all(
      receivers.map(async (db, i) => {
        for (const part of parts.filter((_, n) => n % receivers.length === i)) await recordEvents(db, part, rules);
      }),
    );
    receiving = false;
    await Promise.all(folding);
    await refoldAll(connect());
    const [live] = await admin`select state from private.engagement_states where cast_hash = ${hash}`;
    const [inForce] = await admin<{ version: string }[]>`select private.rule_in_force('') as version`;
    const rule = await rules(admin, inForce?.version ?? '');
    const post = { castHash: hash, postedAt: unixMs(START), creatorFollowers: null, creatorUsual: null, ordinaryWorth: null };
    expect(live?.state).toEqual(foldHistory(await storedEvents(hash), post, rule).head);
  });

  it('ends in the state of its events as they were kept, and in a receipt that can be done again, whatever is learned of people meanwhile', async () => {
    const rules = ruleBook();
    const rule = smallRule({ version: 'small-learned' });
    await admin`insert into public.viral_rules (version, rule) values (${rule.version}, ${JSON.stringify(rule)}::text::jsonb)`;
    await admin`insert into public.viral_rules_in_force (channel, version, reason) values ('learned', ${rule.version}, 'For this test.')`;
    const isolates = [connect(), connect()];
    const teacher = connect();
    const deed = fc.record({
      person: fc.nat(39),
      isLeaving: fc.boolean(),
      late: fc.nat(30),
      score: fc.constantFrom(null, null, 0.6, 0.9),
    });
    const parts = fc.record({ deeds: fc.array(deed, { minLength: 30, maxLength: 160 }), size: fc.integer({ min: 1, max: 12 }) });
    const published = await fromDatabase(database.url);
    let confirmed = 0;
    await fc.assert(
      fc.asyncProperty(parts, async ({ deeds, size }) => {
        const [hash, id] = [newHash(), randomUUID()];
        const people = Array.from({ length: 40 }, (_, i) => (hashes + 1) * 1_000_000 + i);
        await castRecorder(teacher, { appUrl: APP })('created', { ...castOf(hash, id), channel: 'learned' });
        const events = deeds.map(({ person, isLeaving, late, score }, i) => {
          const action = isLeaving && i > 20 ? ('deleted' as const) : ('created' as const);
          // A minute apart: money waits for people who did not all come within half an hour.
          const at = unixMs(START + (i < 20 ? i : i - (late > 24 ? late : 0)) * 60_000);
          return received({ action, signal: 'like', fid: people[i < 20 ? i : person] as number, castHash: hash, at, score });
        });
        const receive = async (db: Database, own: readonly ReceivedEvent[]) => {
          for (let i = 0; i < own.length; i += size) await recordEvents(db, own.slice(i, i + size), rules);
        };
        let receiving = true;
        const teach = async () => {
          for (let n = 0; receiving; n++) {
            const [fid, other] = [people[(n * 7) % 40], people[(n * 11) % 40]] as [number, number];
            await peopleStore(teacher).saveFacts([fid], [factsOf(fid, n)], unixMs(START + n));
            await admin`
              insert into private.circle_people as p (fid, takes, member_of, circle, last_take) values (${other}, '{1}', 7, ${n % 3}, 1)
              on conflict (fid) do update set circle = excluded.circle`;
            await refoldSome(teacher, rules, 2, 20);
          }
        };
        const teaching = teach();
        const ownOf = (isolate: number) => events.filter((_, i) => Math.floor(i / size) % 2 === isolate);
        await Promise.all(isolates.map((db, i) => receive(db, ownOf(i)))).finally(() => {
          receiving = false;
        });
        await teaching;
        await refoldAll(teacher);
        const post = { castHash: hash, postedAt: unixMs(START), creatorFollowers: null, creatorUsual: null, ordinaryWorth: null };
        const [live] = await admin`
          select state, ordinary_worth from private.engagement_states join private.engagement_casts using (cast_hash) where cast_hash = ${hash}`;
        const { head } = foldHistory(await storedEvents(hash), { ...post, ordinaryWorth: live?.ordinary_worth }, readyRule(rule));
        expect(live?.state).toEqual(head);
        if ((await judgeCast(teacher, rules, hash, LATER, undefined, 20)) !== 'confirmed') return;
        confirmed++;
        const { receipt, events: read, rule: byRule } = await readPublished(published, id);
        expect(verifyReceipt(receipt, read, byRule)).toEqual([]);
      }),
      // The same numbers do not meet in the same way again: there is nothing to be made smaller.
      { seed: 31, numRuns: 10, endOnFailure: true },
    );
    await published.close();
    expect(confirmed).toBeGreaterThan(0);
  });

  it('folds a long history again in parts that go on from each other, however much comes meanwhile, and shows what it has read', async () => {
    const db = connect();
    const [hash, id] = [newHash(), randomUUID()];
    await castRecorder(db, { appUrl: APP })('created', castOf(hash, id));
    const events = recasts(hash, 300);
    const of = (fid: number) => events.filter(event => event.fid === fid);
    const late = [1_001, 1_051, 1_151, 1_201].flatMap(of);
    const record = (own: ReceivedEvent[]) => recordEvents(db, own, ruleBook());
    await record(events.filter(event => !late.includes(event)));
    const stored = async () => {
      const [row] = await admin`
        select s.refolding, c.refold_at is not null as waits, m.people from private.engagement_casts c
        join private.engagement_states s using (cast_hash) join public.performance_metrics m using (performance_id) where c.cast_hash = ${hash}`;
      return [row?.refolding?.read ?? null, row?.waits, row?.people];
    };
    const partly = (by = db) => refoldSome(by, ruleBook(), 1, 100);
    const partlyWhile = (own: ReceivedEvent[]) => partly(whileComes(db, own));
    // The very first of all comes last: nothing that is kept is of use.
    await record(of(1_001));
    expect(await stored()).toEqual([null, true, 296]);
    // What comes before it begins is read; what comes into a part, or before it, waits until it is through.
    await partlyWhile(of(1_051));
    expect(await stored()).toEqual([101, true, 296]);
    await partlyWhile(of(1_151));
    expect(await stored()).toEqual([202, true, 296]);
    await partlyWhile(of(1_201));
    expect(await stored()).toEqual([null, true, 298]);
    await partly();
    expect(await stored()).toEqual([229, true, 298]);
    await partly();
    expect(await stored()).toEqual([null, false, 300]);
    const [live] =
      await admin`select state, json_build_array(earlier_checkpoint, checkpoint) as checkpoints from private.engagement_states where cast_hash = ${hash}`;
    const [inForce] = await admin<{ version: string }[]>`select private.rule_in_force('') as version`;
    const post = { castHash: hash, postedAt: unixMs(START), creatorFollowers: null, creatorUsual: null, ordinaryWorth: null };
    const { head, checkpoints } = foldHistory(await storedEvents(hash), post, await ruleBook()(admin, inForce?.version ?? ''));
    expect(live).toEqual({ state: head, checkpoints });
  });

  it.each([
    ['into what it had read', 9],
    ['after that', 199],
  ])(
    'reads a long history for its judgement in parts, without a lock, as it was when that began, whatever comes meanwhile %s',
    async (_, place) => {
      const db = connect();
      const [hash, id] = [newHash(), randomUUID()];
      await castRecorder(db, { appUrl: APP })('created', castOf(hash, id));
      const events = recasts(hash, 200);
      const comes = events.splice(place, 1);
      await recordEvents(db, events, ruleBook());
      expect(await judgeCast(whileComes(db, comes, 2), ruleBook(), hash, LATER, undefined, 50)).toBe('confirmed');
      const published = await fromDatabase(database.url);
      const { receipt, events: read, rule } = await readPublished(published, id);
      await published.close();
      expect(verifyReceipt(receipt, read, rule)).toEqual([]);
      expect(read.map(({ person }) => person)).toEqual(events.map(({ fid }) => String(fid)));
    },
  );

  it('calls nothing off while something comes that it has not read', async () => {
    const db = connect();
    const [hash, id] = [newHash(), randomUUID()];
    await castRecorder(db, { appUrl: APP })('created', castOf(hash, id));
    const events = recasts(hash, 80);
    await recordEvents(db, events.slice(0, 10), ruleBook());
    await admin`update private.engagement_casts set fired_at = ${new Date(START)} where cast_hash = ${hash}`;
    expect(await judgeCast(whileComes(db, events.slice(10), 2), ruleBook(), hash, LATER)).toEqual({ againAt: LATER + 60_000 });
    expect(await judgeNow(db, hash)).toBe('confirmed');
    expect(await launchesOf(id)).toHaveLength(1);
  });

  it('holds its job while a long history is read, a minute at most, and stops where another worker has it', async () => {
    const db = connect();
    const hash = newHash();
    await castRecorder(db, { appUrl: APP })('created', castOf(hash, randomUUID()));
    // Two parts of the real size.
    await recordEvents(db, recasts(hash, 5_100), ruleBook());
    const job = { payload: { cast_hash: hash } } as Job;
    const judged = async (partMs: number, isOurs = true) => {
      let now: number = LATER;
      const held: number[] = [];
      const hold: HoldJob = async (_, until) => {
        held.push(until - LATER);
        now += partMs;
        return isOurs;
      };
      const outcome = judgeHandler(db, { now: () => unixMs(now), hold })(job, unixMs(LATER + 5_000));
      return [await outcome.catch(error => error.code ?? error.message), held];
    };
    expect(await judged(0, false)).toEqual(['another worker has it', [15_000]]);
    expect(await judged(70_000)).toEqual(['engagement/not-read-in-time', [15_000]]);
    expect(await judged(14_000)).toEqual(['done', [15_000, 29_000]]);
  });

  it('keeps the last two checkpoints of what is folded on in order, whatever the batches', async () => {
    const [hash, id] = [newHash(), randomUUID()];
    const db = connect();
    await castRecorder(db, { appUrl: APP })('created', castOf(hash, id));
    const [inForce] = await admin<{ version: string }[]>`select private.rule_in_force('') as version`;
    const rule = await ruleBook()(admin, inForce?.version ?? '');
    const post = { castHash: hash, postedAt: unixMs(START), creatorFollowers: null, creatorUsual: null, ordinaryWorth: null };
    const events = recasts(hash, 700);
    const made: number[][] = [];
    for (const upTo of [100, 130, 255, 256, 660, 700]) {
      await recordEvents(db, events.slice(made.at(-1)?.[0] ?? 0, upTo), ruleBook());
      const [live] = await admin`
        select state, array_remove(array[earlier_checkpoint::text, checkpoint::text], null) as checkpoints
        from private.engagement_states where cast_hash = ${hash}`;
      const { head, checkpoints } = foldHistory(await storedEvents(hash), post, rule);
      expect({ state: live?.state, checkpoints: live?.checkpoints.map((each: string) => JSON.parse(each)) }).toEqual({
        state: head,
        checkpoints,
      });
      made.push([upTo, ...checkpoints.map(({ read }) => read)]);
    }
    expect(made).toEqual([[100], [130, 128], [255, 128], [256, 128, 256], [660, 512, 640], [700, 512, 640]]);
  });

  it('never launches what is hidden', async () => {
    const db = connect();
    const recordCast = castRecorder(db, { appUrl: APP });
    const [early, late] = [newHash(), newHash()];
    const [earlyId, lateId] = [randomUUID(), randomUUID()];
    await recordCast('created', castOf(early, earlyId));
    await recordCast('deleted', castOf(early, earlyId));
    await recordEvents(db, recasts(early, 80), ruleBook());
    await recordEvents(db, recasts(late, 80), ruleBook());
    await recordCast('deleted', castOf(late, lateId));
    for (const [id, hash] of [
      [earlyId, early],
      [lateId, late],
    ] as const) {
      expect(await judgeNow(db, hash)).toBe('nothing');
      expect(await launchesOf(id)).toHaveLength(0);
      expect(await admin`select crossed_at from public.performance_metrics where performance_id = ${id}`).toEqual([
        { crossed_at: null },
      ]);
    }
  });

  it('launches what was hidden at its time once it is judged after it was shown again', async () => {
    const db = connect();
    const [hash, id] = [newHash(), randomUUID()];
    await castRecorder(db, { appUrl: APP })('created', castOf(hash, id));
    await recordEvents(db, recasts(hash, 80), ruleBook());
    await admin`update public.performances set status = 'hidden' where id = ${id}`;
    expect(await judgeNow(db, hash)).toBe('nothing');
    await admin`update public.performances set status = 'live' where id = ${id}`;
    expect(await judgeNow(db, hash)).toBe('confirmed');
    expect(await launchesOf(id)).toHaveLength(1);
    expect(await judgeNow(db, hash)).toBe('nothing');
  });

  it('lets one poisoned event fail alone', async () => {
    const record = engagementRecorder(connect());
    const hash = newHash();
    const events = recasts(hash, 50).map((event, i) => (i === 23 ? { ...event, score: 7 } : event));
    const outcomes = await Promise.allSettled(events.map(record));
    expect(outcomes.map(({ status }) => status).filter(status => status === 'rejected').length).toBe(1);
    expect(outcomes[23]?.status).toBe('rejected');
    const [row] = await admin`select received, duplicates, recasts from private.engagement_casts where cast_hash = ${hash}`;
    expect(row).toEqual({ received: '49', duplicates: '0', recasts: 49 });
  });

  it('does not deadlock when isolates take the same casts and people in different orders', async () => {
    const records = [connect(), connect(), connect()].map(db => engagementRecorder(db));
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

  it('takes people in one order where it learns who they are, too', async () => {
    const [low, high] = [990_001, 990_002];
    for (const fid of [high, low]) await admin`insert into public.farcaster_people (fid, seen_at) values (${fid}, now())`;
    let learnt: Promise<unknown> = Promise.resolve();
    await admin.begin(async tx => {
      await tx`update public.farcaster_people set username = 'low' where fid = ${low}`;
      learnt = peopleStore(connect()).saveFacts([high, low], [], unixMs(START));
      learnt.catch(() => {});
      await expect.poll(async () => (await admin`select from pg_stat_activity where wait_event_type = 'Lock'`).length).toBe(1);
      await tx`update public.farcaster_people set username = 'high' where fid = ${high}`;
    });
    await learnt;
    expect(
      await admin`select username, facts_at from public.farcaster_people where fid in (${low}, ${high}) order by fid`,
    ).toEqual(['low', 'high'].map(username => ({ username, facts_at: new Date(START) })));
  });

  it('needs one connection at least: batches that share it wait for each other, and for nothing else', async () => {
    const [db, hash] = [connect(1), newHash()];
    const batches = Array.from({ length: 6 }, (_, i) => recordEvents(db, recasts(hash, 10 + i), ruleBook()));
    const outcomes = (await Promise.all(batches)).flatMap(batch => batch.outcomes);
    expect(outcomes.filter(outcome => outcome === 'counted').length).toBe(15);
  });

  it('keeps nothing of a batch of which people cannot be read', async () => {
    const [db, hash] = [connect(), newHash()];
    const away = Object.assign(() => Promise.reject(new Error('away')), { begin: db.begin, end: db.end }) as unknown as Database;
    await expect(recordEvents(away, recasts(hash, 10), ruleBook())).rejects.toThrow('away');
    expect((await recordEvents(db, recasts(hash, 10), ruleBook())).outcomes).toEqual(Array(10).fill('counted'));
  });

  it('makes the state again when the rule has changed', async () => {
    const db = connect();
    const [hash, id] = [newHash(), randomUUID()];
    await castRecorder(db, { appUrl: APP })('created', castOf(hash, id));
    const [last, ...rest] = recasts(hash, 4)
      .map(event => ({ ...event, score: 0.6 }))
      .reverse() as [ReceivedEvent, ...ReceivedEvent[]];
    await recordEvents(db, rest, ruleBook());
    const { trust, ...others } = countRule(150, 'strict-1');
    await enforce({ ...others, trust: { ...trust, minScore: 0.7 } });
    await recordEvents(db, [last], ruleBook());
    await refoldAll(db);
    const [row] = await admin`select state from private.engagement_states where cast_hash = ${hash}`;
    expect(row?.state.rule).toBe('strict-1');
    expect(told(row?.state.state)).toMatchObject({ people: 0, leftOut: { lowScore: 4 } });
    await enforce(countRule(150));
  });

  it('makes the state again when its numbers meant something else', async () => {
    const db = connect();
    const [hash, id] = [newHash(), randomUUID()];
    await castRecorder(db, { appUrl: APP })('created', castOf(hash, id));
    const [last, ...rest] = recasts(hash, 4).reverse() as [ReceivedEvent, ...ReceivedEvent[]];
    await recordEvents(db, rest, ruleBook());
    await admin`
      update private.engagement_states set state = (state::jsonb || '{"layout":0,"state":[7,7,7]}')::json where cast_hash = ${hash}`;
    await recordEvents(db, [last], ruleBook());
    await refoldAll(db);
    const [row] = await admin`select state from private.engagement_states where cast_hash = ${hash}`;
    expect(row?.state).toMatchObject({ layout: LAYOUT, read: 4 });
    expect(told(row?.state.state)).toMatchObject({ people: 4 });
  });

  it('keeps what the latest event said of a person', async () => {
    const record = engagementRecorder(connect());
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

  it('learns from late comers what ordinary people are worth, and weighs those by it who come to later casts', async () => {
    const db = connect();
    // Nothing that other tests taught.
    await admin`delete from private.circle_people`;
    await admin`update private.circle_counters set people = 0, worths = '{}', late_people = 0, late_worth = 0`;
    const cast = async (day: number, after: number, scores: readonly number[]) => {
      const [hash, id] = [newHash(), randomUUID()];
      const at = START + day * 90_000_000;
      await castRecorder(db, { appUrl: APP })('created', { ...castOf(hash, id), at: unixMs(at) });
      const events = recasts(hash, scores.length).map((event, i) => ({
        ...event,
        at: unixMs(at + after + i * 1000),
        score: scores[i] ?? null,
      }));
      await recordEvents(db, events, ruleBook());
      const [row] = await admin`
        select c.ordinary_worth, s.state from private.engagement_casts c join private.engagement_states s using (cast_hash) where cast_hash = ${hash}`;
      await judgeCast(db, ruleBook(), hash, unixMs(at + 90_000_000));
      const { mass, people } = told(row?.state.state);
      return { ordinary: row?.ordinary_worth, weighs: mass / people };
    };
    const half = Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? 0.9 : 0.3));
    const { ordinaryWorth } = countRule(150).trust;
    expect(await cast(0, 60_000, half)).toEqual({ ordinary: null, weighs: expect.closeTo(1 / ordinaryWorth, 6) });
    expect(await cast(1, 8 * 3_600_000, half)).toMatchObject({ ordinary: null });
    const learned = Math.round(((ordinaryWorth + 0.5) / 2) * 100) / 100;
    expect(await cast(2, 60_000, half)).toEqual({ ordinary: learned, weighs: expect.closeTo(1 / learned, 6) });
  });
});
