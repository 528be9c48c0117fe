import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../../local/supabase/testing/open-test-database.ts';
import { countRule } from '../../../../shared/engagement/detection/first-rules.ts';
import { describe as told } from '../../../../shared/engagement/detection/state.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import { APP, castOf, newHash, recasts, received, START } from '../../_testing/engagement.ts';
import type { Database } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { engagementRecorder, recordEvents } from './engagement.ts';
import { judgeCast } from './engagement-decisions.ts';
import { ruleBook } from './engagement-rules.ts';
import { peopleStore } from './hearing-sources.ts';
import { castRecorder } from './performances.ts';

const { admin, connect } = openTestDatabase(29_000);

describe('engagement on a real database', () => {
  it('begins with the count rule of the code', async () => {
    const [row] = await admin`select rule, private.rule_in_force('music') as in_force from public.viral_rules`;
    expect(row).toEqual({ rule: countRule(150), in_force: 'count-150' });
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

  it('learns from late comers what ordinary people are worth, and weighs those by it who come to later casts', async () => {
    const db = connect();
    // Nothing that other tests taught.
    await admin`delete from private.circle_people`;
    await admin`update private.circle_counters set people = 0, worths = '{}', late_people = 0, late_worth = 0`;
    const cast = async (day: number, after: number, apart: number, scores: readonly number[]) => {
      const [hash, id] = [newHash(), randomUUID()];
      const at = START + day * 90_000_000;
      await castRecorder(db, { appUrl: APP })('created', { ...castOf(hash, id), at: unixMs(at) });
      const events = recasts(hash, scores.length).map((event, i) => ({
        ...event,
        at: unixMs(at + after + i * apart),
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
    // So far apart that everybody stands wholly for those left out, and nobody is a late comer.
    const few = [60_000, 3_000_000, half.slice(0, 6)] as const;
    expect(await cast(0, ...few)).toEqual({ ordinary: null, weighs: expect.closeTo(1 / ordinaryWorth, 6) });
    expect(await cast(1, 9 * 3_600_000, 1_000, half)).toMatchObject({ ordinary: null });
    const learned = Math.round(((ordinaryWorth + 0.5) / 2) * 100) / 100;
    expect(await cast(2, ...few)).toEqual({ ordinary: learned, weighs: expect.closeTo(1 / learned, 6) });
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
});
