import type { Example } from '../../../../shared/engagement/calibration/example.ts';
import { fromSingles, singlesOf } from '../../../../shared/engagement/detection/features.ts';
import { type DetectionRule, detectionRuleSchema } from '../../../../shared/engagement/detection/rule.ts';
import type { History, RefitStore } from '../../../../shared/engagement/refit/ports.ts';
import { unixMs } from '../../../../shared/kernel/units.ts';
import type { Database, Transaction } from '../adapters/database.ts';
import { arrayOf } from '../adapters/database-array.ts';
import { readSince } from './engagement-known.ts';

const DAY_MS = 86_400_000;
/** Nothing fires any more after a day, and a confirmation takes minutes. */
const OVER_MS = DAY_MS + 3_600_000;
const SETTLED_MS = 7 * DAY_MS;
/** Newest performances that a fit looks at, and newest candidates that go on judging. */
const HISTORY = 500;
const CANDIDATES = 7;

type CastRow = {
  performance_id: string;
  cast_hash: string;
  posted_at: Date;
  creator_followers: string | null;
  creator_usual: number | null;
  ordinary_worth: number | null;
};
type Kept = Omit<Example, 'values'> & { singles: (number | null)[] };

/** The refit on Postgres. */
export function refitStore(db: Database): RefitStore {
  return {
    ruleInForce: async channel => {
      const [row] = await db<
        { rule: unknown }[]
      >`select rule from public.viral_rules where version = private.rule_in_force(${channel})`;
      return detectionRuleSchema.parse(row?.rule);
    },

    unjudged: async (channel, now, limit) => {
      const rows = await db<(CastRow & { rule: unknown })[]>`
        with candidates as (
          select version, made_at from public.viral_refits r
          where channel = ${channel} and version is not null
            and not exists (select from public.viral_rules_in_force f where f.version = r.version)
          order by made_at desc limit ${CANDIDATES})
        select v.rule, c.performance_id, c.cast_hash, c.posted_at, c.creator_usual, c.ordinary_worth, m.creator_followers
        from candidates r
        join public.viral_rules v on v.version = r.version
        join private.engagement_casts c on c.posted_at >= r.made_at and c.posted_at < ${new Date(now - OVER_MS)}
        join public.performance_metrics m on m.performance_id = c.performance_id
        where ${channel} in ('', c.channel)
          and not exists (
            select from public.viral_shadow_decisions d where d.version = r.version and d.performance_id = c.performance_id)
        order by c.posted_at, r.version limit ${limit}`;
      const histories = await historiesOf(db, rows);
      return histories.map((history, i) => ({ ...history, rule: detectionRuleSchema.parse(rows[i]?.rule) }));
    },

    saveShadows: async decisions => {
      const time = (at: number | null) => at && new Date(at);
      await db`
        insert into public.viral_shadow_decisions (version, performance_id, fired_at, confirmed_at, score)
        select * from unnest(
          ${arrayOf(decisions.map(each => each.version))}::text[],
          ${arrayOf(decisions.map(each => each.performanceId))}::uuid[],
          ${arrayOf(decisions.map(each => time(each.firedAt)))}::timestamptz[],
          ${arrayOf(decisions.map(each => time(each.confirmedAt)))}::timestamptz[],
          ${arrayOf(decisions.map(each => each.score))}::double precision[])
        on conflict do nothing`;
    },

    unread: async (channel, key, now, limit) => {
      const rows = await db<CastRow[]>`
        with newest as (
          select c.performance_id, c.cast_hash, c.posted_at, c.creator_usual, c.ordinary_worth from private.engagement_casts c
          where c.performance_id is not null and c.posted_at < ${new Date(now - SETTLED_MS)} and ${channel} in ('', c.channel)
          order by c.posted_at desc limit ${HISTORY})
        select n.*, m.creator_followers from newest n join public.performance_metrics m using (performance_id)
        where not exists (
          select from private.refit_examples e
          where e.channel = ${channel} and e.performance_id = n.performance_id and e.key = ${key})
        order by n.posted_at limit ${limit}`;
      return historiesOf(db, rows);
    },

    worths: async channel => {
      const rows = await db<{ worth: number }[]>`
        select worth from private.refit_examples where channel = ${channel} and worth is not null`;
      return rows.map(({ worth }) => worth);
    },

    saveExample: async (channel, performanceId, key, worth, example) => {
      const kept: Kept | null = example && { ...rest(example), singles: singlesOf(example.values).map(shortened) };
      await db`
        insert into private.refit_examples as e (channel, performance_id, key, worth, example)
        values (${channel}, ${performanceId}, ${key}, ${worth}, ${kept && JSON.stringify(kept)}::text::json)
        on conflict (channel, performance_id) do update set key = excluded.key, worth = excluded.worth, example = excluded.example, made_at = now()`;
    },

    examples: async (channel, key) => {
      const rows = await db<{ example: Kept | null }[]>`
        select e.example from private.refit_examples e join private.engagement_casts c using (performance_id)
        where e.channel = ${channel} and e.key = ${key} order by c.posted_at desc, e.performance_id limit ${HISTORY}`;
      return rows.map(({ example }) => example && exampleOf(example));
    },

    saveRefit: ({ channel, rule, examples, hits, trials, failure }) =>
      db.begin(async tx => {
        const version = rule && (await saveCandidate(tx, channel, rule));
        // A night that is told twice, because its worker was ended in between, is one.
        if (version === 'known') return;
        await tx`
          insert into public.viral_refits (channel, version, examples, hits, trials, failure)
          values (${channel}, ${version}, ${examples}, ${hits}, ${JSON.stringify(trials)}::text::jsonb, ${failure})`;
        await tx`
          delete from private.refit_examples where channel = ${channel} and performance_id not in (
            select e.performance_id from private.refit_examples e join private.engagement_casts c using (performance_id)
            where e.channel = ${channel} order by c.posted_at desc, e.performance_id limit ${HISTORY})`;
      }),
  };
}

/**
 * Keeps a candidate. A version never changes: another rule of the same day is kept beside the first, as `<version>.2`, and so on.
 * @returns the version that it got, 'known' when this very rule was made for the channel on that day before
 */
async function saveCandidate(tx: Transaction, channel: string, rule: DetectionRule): Promise<string> {
  for (let n = 1; ; n++) {
    const version = n === 1 ? rule.version : `${rule.version}.${n}`;
    const text = JSON.stringify({ ...rule, version });
    const made = await tx`
      insert into public.viral_rules (version, rule, made_by) values (${version}, ${text}::text::jsonb, null) on conflict do nothing returning version`;
    if (made.length > 0) return version;
    const same = await tx`
      select from public.viral_rules join public.viral_refits using (version)
      where version = ${version} and rule = ${text}::text::jsonb and channel = ${channel}`;
    if (same.length > 0) return 'known';
  }
}

async function historiesOf(db: Database, rows: readonly CastRow[]): Promise<History[]> {
  const histories: History[] = [];
  for (const row of rows) {
    const people = await readSince(db, row.cast_hash, null);
    const post = {
      castHash: row.cast_hash,
      postedAt: unixMs(row.posted_at.getTime()),
      creatorFollowers: row.creator_followers === null ? null : Number(row.creator_followers),
      creatorUsual: row.creator_usual,
      ordinaryWorth: row.ordinary_worth,
    };
    histories.push({ performanceId: row.performance_id, post, events: [...people.values()].flatMap(person => person.events) });
  }
  return histories;
}

const rest = ({ values: _values, ...others }: Example) => others;

const exampleOf = ({ singles, ...others }: Kept): Example => ({ ...others, values: fromSingles(singles) });

/** Six digits are more than any fit can use. */
const shortened = (value: number | null) => value && Number(value.toPrecision(6));
