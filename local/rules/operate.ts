import type pg from 'pg';
import { countRule } from '../../shared/engagement/detection/first-rules.ts';

/** What an operator sees and does, as one of the people of the database: its policies decide, and what is done carries their name. */
export async function asOperator<T>(client: pg.Client, userId: string, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    await client.query("select set_config('request.jwt.claims', $1, true)", [
      JSON.stringify({ sub: userId, role: 'authenticated' }),
    ]);
    await client.query('set local role authenticated');
    const done = await work();
    await client.query('commit');
    return done;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

export type RuleLine = {
  version: string;
  kind: string;
  target: string;
  hits: string | null;
  made_at: Date;
  in_force: string | null;
};

/** All rules, newest first, and for which channels each is in force ('all' for those without one of their own). */
export async function listRules(client: pg.Client): Promise<RuleLine[]> {
  const { rows } = await client.query<RuleLine>(`
    select v.version, v.rule ->> 'kind' as kind, v.rule ->> 'target' as target, v.rule -> 'fittedOn' ->> 'positives' as hits, v.made_at,
      (select string_agg(case when l.channel = '' then 'all' else l.channel end, ', ' order by l.channel) from (
        select distinct on (channel) channel, version from public.viral_rules_in_force where valid_from <= now()
        order by channel, valid_from desc, id desc) l where l.version = v.version) as in_force
    from public.viral_rules v order by v.made_at desc, v.version`);
  return rows;
}

export type ShadowLine = Record<
  'judged' | 'fired' | 'confirmed' | 'settled' | 'hits' | 'fired_hits' | 'coins' | 'coin_hits',
  string
> & { version: string | null; channel: string; made_at: Date };

/** What candidates would have done since they were made. */
export async function reportShadows(client: pg.Client): Promise<ShadowLine[]> {
  return (await client.query<ShadowLine>('select * from public.viral_shadow_report()')).rows;
}

/** Puts a rule in force for a channel, '' for all, from now on. @throws when it is not there or the person is no operator */
export async function putInForce(client: pg.Client, version: string, channel: string, reason: string): Promise<void> {
  await client.query('insert into public.viral_rules_in_force (version, channel, reason) values ($1, $2, $3)', [
    version,
    channel,
    reason,
  ]);
}

/** Makes the count rule of a target size, for a channel that is too small for the rule of all. @returns its version */
export async function makeCountRule(client: pg.Client, target: number): Promise<string> {
  const rule = countRule(target);
  await client.query('insert into public.viral_rules (version, rule) values ($1, $2) on conflict do nothing', [
    rule.version,
    rule,
  ]);
  return rule.version;
}
