import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromDatabase } from '../../../../local/receipts/public-tables.ts';
import { readPublished } from '../../../../local/receipts/read-published.ts';
import { openTestDatabase } from '../../../../local/supabase/testing/open-test-database.ts';
import { countRule } from '../../../../shared/engagement/detection/first-rules.ts';
import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import { verifyReceipt } from '../../../../shared/engagement/verify-receipt.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { HoldJob, Job } from '../../../../shared/ops/schema.ts';
import {
  APP,
  castOf,
  enforce,
  judgeNow,
  LATER,
  launchesOf,
  newHash,
  recasts,
  START,
  whileComes,
} from '../../_testing/engagement.ts';
import { engagementRecorder, recordEvents } from './engagement.ts';
import { judgeCast } from './engagement-decisions.ts';
import { judgeHandler } from './engagement-judging.ts';
import { ruleBook } from './engagement-rules.ts';
import { castRecorder } from './performances.ts';

const { url, admin, connect } = openTestDatabase(30_020);

describe('engagement on a real database', () => {
  it('decides once, after the delay, with receipt, queue row and job, while two isolates race', async () => {
    await enforce(admin, countRule(150));
    const [hash, id] = [newHash(), randomUUID()];
    const [first, second] = [engagementRecorder(connect()), engagementRecorder(connect())];
    await castRecorder(connect(), { appUrl: APP })('created', castOf(hash, id));
    const outcomes = await Promise.all(recasts(hash, 120).flatMap(event => [first(event), second(event)]));
    expect(outcomes.filter(outcome => outcome === 'counted').length).toBe(120);
    const [row] = await admin`select received, duplicates, fired_at from private.engagement_casts where cast_hash = ${hash}`;
    expect(row).toMatchObject({ received: '240', duplicates: '120' });
    const [job] = await admin`select kind, run_at from public.jobs where key = ${`judge:${hash}`}`;
    expect(job).toEqual({ kind: 'judge', run_at: new Date(Number(row?.fired_at) + 600_000) });
    expect(await launchesOf(admin, id)).toHaveLength(0);

    const [one, two] = [connect(), connect()];
    expect(await judgeCast(one, ruleBook(), hash, unixMs(START + 500_000))).toEqual({
      againAt: Number(job?.run_at) + 1,
    });
    expect((await Promise.all([judgeNow(one, hash), judgeNow(two, hash)])).sort()).toEqual(['confirmed', 'nothing']);
    const launches = await launchesOf(admin, id);
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

  it('decides for a cast that comes after its reactions, by the time of the reactions', async () => {
    const [hash, id] = [newHash(), randomUUID()];
    const db = connect();
    await recordEvents(db, recasts(hash, 80), ruleBook());
    expect(await castRecorder(db, { appUrl: APP })('created', castOf(hash, id))).toBe('performance');
    expect(await judgeNow(db, hash)).toBe('confirmed');
    const [launch] = await launchesOf(admin, id);
    expect(Number(launch?.decided_at)).toBeLessThan(START + 80_000);
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
    expect(await launchesOf(admin, id)).toHaveLength(0);
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
    expect(await launchesOf(admin, id)).toHaveLength(0);
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
      const published = await fromDatabase(url);
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
    expect(await launchesOf(admin, id)).toHaveLength(1);
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
      expect(await launchesOf(admin, id)).toHaveLength(0);
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
    expect(await launchesOf(admin, id)).toHaveLength(1);
    expect(await judgeNow(db, hash)).toBe('nothing');
  });
});
