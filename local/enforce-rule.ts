import { withDatabase } from './supabase/with-database.ts';

/**
 * Puts the rule that holds for all in force again with a delay of its own, as an operator would: on one machine nobody wants to wait ten
 * minutes for a confirmation. Doing it again changes nothing.
 */
export async function enforceDelay(databaseUrl: string, seconds: number): Promise<void> {
  await withDatabase(databaseUrl, async client => {
    await client.query('begin');
    await client.query(
      `with current as (select version, rule from public.viral_rules where version = private.rule_in_force('')),
         made as (
           insert into public.viral_rules (version, rule)
           select version || '-local', rule || jsonb_build_object('version', version || '-local', 'delaySeconds', $1::integer)
           from current where (rule ->> 'delaySeconds')::integer <> $1
           on conflict do nothing returning version)
       insert into public.viral_rules_in_force (version, reason)
       select version, 'On one machine a confirmation comes after ' || $1 || ' seconds.' from made`,
      [seconds],
    );
    await client.query('commit');
  });
}
