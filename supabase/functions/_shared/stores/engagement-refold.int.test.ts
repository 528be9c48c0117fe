import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../../local/supabase/testing/open-test-database.ts';
import { countRule } from '../../../../shared/engagement/detection/first-rules.ts';
import { LAYOUT, describe as told } from '../../../../shared/engagement/detection/state.ts';
import { foldHistory } from '../../../../shared/engagement/fold-history.ts';
import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Job } from '../../../../shared/ops/schema.ts';
import {
  APP,
  castOf,
  enforce,
  judgeNow,
  launchesOf,
  newHash,
  recasts,
  refoldAll,
  START,
  storedEvents,
  whileComes,
} from '../../_testing/engagement.ts';
import { recordEvents } from './engagement.ts';
import { refoldSome } from './engagement-refold.ts';
import { refoldHandler } from './engagement-refolding.ts';
import { ruleBook } from './engagement-rules.ts';
import { castRecorder } from './performances.ts';

const { admin, connect } = openTestDatabase(30_040);

describe('engagement on a real database', () => {
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
    const { head } = foldHistory(await storedEvents(admin, hash), post, await ruleBook()(admin, inForce?.version ?? ''));
    expect(await stored()).toMatchObject({ state: head, refolding: null, people: told(head.state).people, fired: true });
    const [launch] = await launchesOf(admin, id);
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
    const { head, checkpoints } = foldHistory(
      await storedEvents(admin, hash),
      post,
      await ruleBook()(admin, inForce?.version ?? ''),
    );
    expect(live).toEqual({ state: head, checkpoints });
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
      const { head, checkpoints } = foldHistory(await storedEvents(admin, hash), post, rule);
      expect({ state: live?.state, checkpoints: live?.checkpoints.map((each: string) => JSON.parse(each)) }).toEqual({
        state: head,
        checkpoints,
      });
      made.push([upTo, ...checkpoints.map(({ read }) => read)]);
    }
    expect(made).toEqual([[100], [130, 128], [255, 128], [256, 128, 256], [660, 512, 640], [700, 512, 640]]);
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
    await enforce(admin, { ...others, trust: { ...trust, minScore: 0.7 } });
    await recordEvents(db, [last], ruleBook());
    await refoldAll(db);
    const [row] = await admin`select state from private.engagement_states where cast_hash = ${hash}`;
    expect(row?.state.rule).toBe('strict-1');
    expect(told(row?.state.state)).toMatchObject({ people: 0, leftOut: { lowScore: 4 } });
    await enforce(admin, countRule(150));
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
});
