import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { organicCascade } from '../../../../local/detection/organic.ts';
import { openTestDatabase } from '../../../../local/supabase/testing/open-test-database.ts';
import { countRule } from '../../../../shared/engagement/detection/first-rules.ts';
import type { ReceivedEvent } from '../../../../shared/engagement/ports.ts';
import { refitHandler } from '../../../../shared/engagement/refit/refit-handler.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Job } from '../../../../shared/ops/schema.ts';
import { recordEvents } from './engagement.ts';
import { refitStore } from './engagement-refit.ts';
import { ruleBook } from './engagement-rules.ts';
import { castRecorder } from './performances.ts';

const APP = 'https://gigavibe.example';
const DAY = 86_400_000;
const NOW = Date.now();
const by = { username: null, displayName: null, avatarUrl: null };
const TARGET = 12;

const { url, admin, db } = openTestDatabase(29_760);
let posts = 0;

/** Posts performances of made-up crowds in a channel, one an hour from a time on, with all that was done to them. */
async function postMany(count: number, from: number): Promise<void> {
  const rules = ruleBook();
  const events: ReceivedEvent[] = [];
  for (let i = 0; i < count; i++) {
    const [number, at] = [++posts, unixMs(from + i * 3_600_000)];
    const castHash = `0x${number.toString(16).padStart(40, '0')}`;
    const author = {
      fid: 900,
      displayName: 'Nia',
      username: 'nia',
      avatarUrl: null,
      bio: null,
      walletAddress: `0x${'ab'.repeat(20)}` as const,
    };
    const embeds = [{ url: `${APP}/p/${randomUUID()}`, contentType: null, durationMs: null }];
    const cast = { hash: castHash, author, text: 'Reel — song', at, embeds, parentHash: null, channel: 'folk' };
    await castRecorder(db, { appUrl: APP })('created', cast);
    const crowd = organicCascade(number, { most: 40 });
    for (const [person, { t }] of crowd.entries())
      events.push({
        action: 'created',
        signal: 'like',
        fid: number * 100 + person,
        castHash,
        at: unixMs(at + t * 1000),
        score: null,
        by,
      });
  }
  await recordEvents(db, events, rules);
}

/** Does the job slice by slice, each with what the one before left in it, as a worker reads it back. @returns how many slices */
async function refit(now: number): Promise<number> {
  const handler = refitHandler({ store: refitStore(db), now: () => unixMs(now) });
  let payload: unknown = { channel: 'folk' };
  for (let slices = 1; ; slices++) {
    const next = await handler({ payload } as Job, unixMs(now + 8_000));
    if (next === 'done') return slices;
    payload = JSON.parse(JSON.stringify(next.payload));
  }
}

const rulesCommand = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['local/rules/rules.ts', ...args, '--database', url]);

beforeAll(async () => {
  const rule = countRule(TARGET);
  await admin`insert into public.viral_rules (version, rule) values (${rule.version}, ${JSON.stringify(rule)}::text::jsonb)`;
  await admin`insert into public.viral_rules_in_force (channel, version, reason) values ('folk', ${rule.version}, 'A small channel.')`;
});

describe('the nightly refit', () => {
  it('makes no more than a count of a history without hits', async () => {
    await refit(NOW - 60 * DAY);
    expect(
      await admin`select v.rule ->> 'kind' as kind, r.hits from public.viral_refits r join public.viral_rules v using (version)`,
    ).toEqual([{ kind: 'count', hits: 0 }]);
  });

  it('fits a candidate on the settled history, in slices, and puts nothing in force', async () => {
    await postMany(110, NOW - 50 * DAY);
    expect(await refit(NOW - 8 * DAY)).toBeGreaterThan(16);
    const [made] = await admin`
      select r.version, r.examples, r.hits, r.trials, v.rule ->> 'kind' as kind, v.made_by, private.rule_in_force('folk') as in_force
      from public.viral_refits r join public.viral_rules v using (version) order by r.id desc limit 1`;
    expect(made).toMatchObject({ examples: 110, kind: 'fitted', made_by: null, in_force: 'count-12' });
    expect(Number(made?.hits)).toBeGreaterThan(40);
    expect(JSON.stringify(made?.trials)).toContain('"name":"fitted"');
  });

  it('keeps another candidate of the same day beside the first, and the same one told twice once', async () => {
    const store = refitStore(db);
    const refit = (target: number, channel: string) =>
      store.saveRefit({
        channel,
        rule: { ...countRule(target), version: 'refit-20260101-9' },
        examples: target,
        hits: 0,
        trials: [],
        failure: null,
      });
    for (const target of [30, 30, 40, 30, 40]) await refit(target, 'jazz');
    await refit(40, 'jazz-and-more');
    const rows = await admin`
      select r.channel, r.version, v.rule -> 'target' as target, v.rule ->> 'version' as own from public.viral_refits r join public.viral_rules v using (version)
      where r.channel like 'jazz%' order by r.id`;
    expect(rows.map(({ channel, version, target, own }) => [channel, version, target, own])).toEqual([
      ['jazz', 'refit-20260101-9', 30, 'refit-20260101-9'],
      ['jazz', 'refit-20260101-9.2', 40, 'refit-20260101-9.2'],
      ['jazz-and-more', 'refit-20260101-9.3', 40, 'refit-20260101-9.3'],
    ]);
  });

  it('lets candidates judge what was posted since, once, and tells operators alone', async () => {
    await postMany(12, NOW + DAY);
    await refit(NOW + 30 * DAY);
    await refit(NOW + 30 * DAY);
    const rows =
      await admin`select version, count(*)::integer as judged, count(fired_at)::integer as fired from public.viral_shadow_decisions group by version order by version`;
    expect(rows.map(({ judged }) => judged)).toEqual([12, 12, 12]);
    expect(rows.some(({ fired }) => Number(fired) > 0 && Number(fired) < 12)).toBe(true);

    const [operator, stranger] = [randomUUID(), randomUUID()];
    await admin`
      insert into public.users (id, farcaster_fid, display_name) values (${operator}, 7001, 'Op'), (${stranger}, 7002, 'No one')`;
    await admin`insert into private.operators (user_id) values (${operator})`;
    const version = String(rows[1]?.version);
    expect((await rulesCommand('report', '--as', operator)).stdout).toContain(version);
    expect((await rulesCommand('report', '--as', stranger)).stdout).not.toContain(version);
    const put = ['put-in-force', version, '--channel', 'folk', '--reason', 'Finds them earlier.'];
    await expect(rulesCommand(...put, '--as', stranger)).rejects.toThrow('row-level security');
    await rulesCommand(...put, '--as', operator);
    const [latest] = await admin`select version, put_by, reason from public.viral_rules_in_force order by id desc limit 1`;
    expect(latest).toEqual({ version, put_by: operator, reason: 'Finds them earlier.' });
    expect((await rulesCommand('list', '--as', operator)).stdout).toMatch(new RegExp(`${version}.*folk`));
  });
});
