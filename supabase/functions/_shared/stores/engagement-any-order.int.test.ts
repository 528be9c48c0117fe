import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDatabase } from '../../../../local/receipts/public-tables.ts';
import { readPublished } from '../../../../local/receipts/read-published.ts';
import { openTestDatabase } from '../../../../local/supabase/testing/open-test-database.ts';
import { UNKNOWN_ROOT } from '../../../../shared/engagement/detection/root.ts';
import { describe as told } from '../../../../shared/engagement/detection/state.ts';
import { foldHistory } from '../../../../shared/engagement/fold-history.ts';
import { keyOf } from '../../../../shared/engagement/place.ts';
import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import { pointsOf, readyRule } from '../../../../shared/engagement/ready-rule.ts';
import { takeIn } from '../../../../shared/engagement/take-in.ts';
import { EVENT_NUMBERS, eventOfNumber } from '../../../../shared/engagement/testing/event-of-number.ts';
import { smallRule } from '../../../../shared/engagement/testing/small-rule.ts';
import { verifyReceipt } from '../../../../shared/engagement/verify-receipt.ts';
import type { PersonFacts } from '../../../../shared/hearing/schema.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import { APP, castOf, enforce, LATER, newHash, received, refoldAll, START, storedEvents } from '../../_testing/engagement.ts';
import type { Database } from '../adapters/database.ts';
import { recordEvents } from './engagement.ts';
import { judgeCast } from './engagement-decisions.ts';
import { refoldSome } from './engagement-refold.ts';
import { ruleBook } from './engagement-rules.ts';
import { peopleStore } from './hearing-sources.ts';
import { castRecorder } from './performances.ts';

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

const { url, admin, connect } = openTestDatabase(30_000);

describe('engagement on a real database', () => {
  it('ends in the state of all events, whatever the order, the replays, the batches and the moment when the cast arrives', async () => {
    const db = connect();
    const rules = ruleBook();
    await enforce(admin, smallRule());
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
          const kept = await storedEvents(admin, castHash);
          expect(new Set(kept.map(keyOf))).toEqual(new Set(own.map(keyOf)));
        }

        const post = { castHash: hash, postedAt: unixMs(START), creatorFollowers: null, creatorUsual: null, ordinaryWorth: null };
        const { head, firedAt } = foldHistory(await storedEvents(admin, hash), post, rule);
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
    expect(live?.state).toEqual(foldHistory(await storedEvents(admin, hash), post, rule).head);
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
    const published = await fromDatabase(url);
    let confirmed = 0;
    await fc.assert(
      fc.asyncProperty(parts, async ({ deeds, size }) => {
        const [hash, id] = [newHash(), randomUUID()];
        const people = Array.from({ length: 40 }, (_, i) => (Number(hash) + 1) * 1_000_000 + i);
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
        const { head } = foldHistory(
          await storedEvents(admin, hash),
          { ...post, ordinaryWorth: live?.ordinary_worth },
          readyRule(rule),
        );
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
});
