-- Closed by default: what the catalogue holds is exactly what this file declares. A new table, grant or function fails here
-- until it is written down.
begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
select plan(12);

create temporary view relations as
select c.oid, n.nspname || '.' || c.relname as name, c.relkind, c.relrowsecurity, c.relacl, c.relowner
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'private');

create temporary view granted as
with held as (
  select name, a.grantee, a.privilege_type as verb
  from relations, aclexplode(coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner))) a
  where relkind in ('r', 'p', 'v', 'm', 'f', 'S') and a.grantee <> relowner
  union all
  select name, a.grantee, a.privilege_type || '(' || string_agg(t.attname, ', ' order by t.attname) || ')'
  from relations join pg_attribute t on t.attrelid = relations.oid and t.attacl is not null, aclexplode(t.attacl) a
  group by name, a.grantee, a.privilege_type
)
select name, coalesce(nullif(grantee, 0)::regrole::text, 'public') as role, string_agg(verb, ' ' order by verb) as verbs
from held group by name, grantee;

create temporary table declared (name text, role text, verbs text);
insert into declared values
  -- identity
  ('public.users', 'anon', 'SELECT(avatar_url, bio, created_at, deleted_at, display_name, farcaster_fid, id, username)'),
  ('public.users', 'authenticated', 'SELECT(avatar_url, bio, created_at, deleted_at, display_name, farcaster_fid, id, username)'),
  ('public.users', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('public.farcaster_people', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('public.user_wallets', 'authenticated', 'SELECT'),
  ('public.user_wallets', 'gigavibe_functions', 'DELETE INSERT SELECT'),
  ('private.sign_in_nonces', 'gigavibe_functions', 'DELETE INSERT SELECT'),
  ('private.sessions', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('private.refresh_tokens', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  -- media
  ('public.media_files', 'anon',
    'SELECT(checked_at, cid, codecs, duration_ms, height, id, loudness, mime, peaks, pin_status, profile, purpose, second_pin_status, size_bytes, width)'),
  ('public.media_files', 'authenticated',
    'SELECT(checked_at, cid, codecs, duration_ms, height, id, loudness, mime, peaks, pin_status, problem, profile, purpose, second_pin_status, size_bytes, user_id, width)'),
  ('public.media_files', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  -- performances
  ('public.attestations', 'authenticated', 'SELECT'),
  ('public.attestations', 'gigavibe_functions', 'INSERT SELECT'),
  ('public.performances', 'anon', 'SELECT'),
  ('public.performances', 'authenticated', 'SELECT'),
  ('public.performances', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('public.takes', 'anon', 'SELECT'),
  ('public.takes', 'authenticated', 'SELECT'),
  ('public.feed_ranks', 'anon', 'SELECT'),
  ('public.feed_ranks', 'authenticated', 'SELECT'),
  ('public.search_words', 'anon', 'SELECT'),
  ('public.search_words', 'authenticated', 'SELECT'),
  ('public.search_entries', 'anon', 'SELECT'),
  ('public.search_entries', 'authenticated', 'SELECT'),
  ('public.performance_views', 'anon', 'SELECT'),
  ('public.performance_views', 'authenticated', 'SELECT'),
  -- creators
  ('public.follows', 'authenticated', 'DELETE INSERT(creator_id) SELECT'),
  ('public.creator_counts', 'anon', 'SELECT'),
  ('public.creator_counts', 'authenticated', 'SELECT'),
  -- chains
  ('public.pose_files', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE(lapses_at)'),
  ('public.dance_chains', 'anon', 'SELECT'),
  ('public.dance_chains', 'authenticated', 'SELECT'),
  ('public.dance_chains', 'gigavibe_functions', 'INSERT SELECT'),
  ('public.dance_moves', 'anon', 'SELECT'),
  ('public.dance_moves', 'authenticated', 'SELECT'),
  ('public.dance_moves', 'gigavibe_functions', 'INSERT SELECT'),
  ('public.move_votes', 'authenticated', 'DELETE INSERT(move_id) SELECT'),
  ('public.chain_follows', 'authenticated', 'DELETE INSERT(chain_id) SELECT'),
  -- provenance
  ('private.due_records', 'gigavibe_functions', 'DELETE SELECT UPDATE(taken)'),
  ('public.provenance_batches', 'anon', 'SELECT'),
  ('public.provenance_batches', 'authenticated', 'SELECT'),
  ('public.provenance_batches', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('public.provenance_records', 'anon', 'SELECT'),
  ('public.provenance_records', 'authenticated', 'SELECT'),
  ('public.provenance_records', 'gigavibe_functions', 'INSERT SELECT'),
  -- rights
  ('private.audio_prints', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('private.take_files', 'gigavibe_functions', 'SELECT'),
  ('public.copy_claims', 'authenticated', 'SELECT(appeal, appealed_at, because, decided_at, decision, found_at, id, note, of_performance_id, performance_id) UPDATE(appeal)'),
  ('public.copy_claims', 'gigavibe_functions', 'INSERT SELECT'),
  -- moderation
  ('public.reports', 'authenticated', 'INSERT(chain_id, details, move_id, performance_id, reason) SELECT'),
  ('public.moderation_decisions', 'authenticated', 'SELECT(action, chain_id, created_at, id, move_id, note, performance_id)'),
  ('public.appeals', 'authenticated', 'INSERT(decision_id, words) SELECT'),
  -- premium
  ('public.holders_files', 'anon', 'SELECT'),
  ('public.holders_files', 'authenticated', 'SELECT'),
  ('public.holders_files', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('private.holders_keys', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('public.key_releases', 'authenticated', 'SELECT(block_number, entitled_as, file_id, released_at)'),
  ('public.key_releases', 'gigavibe_functions', 'INSERT SELECT'),
  -- notifications
  ('public.notices', 'authenticated', 'SELECT(buyers, chain_id, coins, created_at, holders, id, kind, move_id, moves, performance_id, read_at, side, spent, user_id) UPDATE(read_at)'),
  ('public.notices', 'gigavibe_functions', 'SELECT UPDATE'),
  ('public.notice_settings', 'authenticated',
    'INSERT(muted, quiet, quiet_from, quiet_until, time_zone) SELECT(muted, quiet, quiet_from, quiet_until, time_zone, updated_at, user_id) UPDATE(muted, quiet, quiet_from, quiet_until, time_zone)'),
  ('public.notice_settings', 'gigavibe_functions', 'SELECT'),
  ('public.launch_watches', 'authenticated', 'DELETE INSERT(performance_id) SELECT'),
  ('public.trade_watches', 'authenticated', 'DELETE INSERT(coin_address, trader, transaction_hash) SELECT'),
  ('public.trade_watches', 'gigavibe_functions', 'SELECT'),
  ('private.notification_tokens', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('private.dead_notification_tokens', 'gigavibe_functions', 'INSERT SELECT'),
  -- engagement
  ('public.engagement_events', 'gigavibe_functions', 'INSERT SELECT'),
  ('private.engagement_casts', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('private.engagement_states', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('private.engagement_weights', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('private.circle_people', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('private.circle_counters', 'gigavibe_functions', 'SELECT UPDATE'),
  ('private.receipt_salts', 'gigavibe_functions', 'INSERT SELECT'),
  ('public.performance_metrics', 'anon', 'SELECT'),
  ('public.performance_metrics', 'authenticated', 'SELECT'),
  ('public.performance_metrics', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('public.performance_scores', 'anon', 'SELECT'),
  ('public.performance_scores', 'authenticated', 'SELECT'),
  ('public.performance_scores', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('public.viral_rules', 'anon', 'SELECT'),
  ('public.viral_rules', 'authenticated', 'INSERT(rule, version) SELECT'),
  ('public.viral_rules', 'gigavibe_functions', 'INSERT SELECT'),
  ('public.viral_rules_in_force', 'anon', 'SELECT'),
  ('public.viral_rules_in_force', 'authenticated', 'INSERT(channel, reason, valid_from, version) SELECT'),
  ('public.viral_rules_in_force', 'gigavibe_functions', 'SELECT'),
  ('private.refit_examples', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('public.viral_refits', 'authenticated', 'SELECT'),
  ('public.viral_refits', 'gigavibe_functions', 'INSERT SELECT'),
  ('public.viral_shadow_decisions', 'authenticated', 'SELECT'),
  ('public.viral_shadow_decisions', 'gigavibe_functions', 'INSERT SELECT'),
  ('public.viral_receipts', 'anon', 'SELECT'),
  ('public.viral_receipts', 'authenticated', 'SELECT'),
  ('public.viral_receipts', 'gigavibe_functions', 'INSERT SELECT'),
  ('public.viral_receipt_events', 'anon', 'SELECT'),
  ('public.viral_receipt_events', 'authenticated', 'SELECT'),
  ('public.viral_receipt_events', 'gigavibe_functions', 'INSERT SELECT'),
  -- launches
  ('public.viral_queue', 'anon',
    'SELECT(created_at, decided_at, detection_score, id, name, opens_at, performance_id, rule_version, status, ticker, updated_at, user_id)'),
  ('public.viral_queue', 'authenticated',
    'SELECT(created_at, decided_at, detection_score, id, name, opens_at, performance_id, rule_version, status, ticker, updated_at, user_id)'),
  ('public.viral_queue', 'gigavibe_functions',
    'INSERT(decided_at, detection_score, name, performance_id, rule_version, ticker, user_id) SELECT UPDATE(coin_salt, consent, consent_expires_at, consent_signature, consented_at, error_kind, last_error, metadata, metadata_cid, name, nonce, opens_at, payout_address, picture, predicted_address, status, ticker, updated_at, wallet_address)'),
  ('public.launch_parts', 'authenticated', 'SELECT(answer, answered_at, bps, created_at, queue_id, user_id)'),
  ('public.launch_parts', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('private.launch_transactions', 'gigavibe_functions', 'INSERT SELECT UPDATE(sent_at)'),
  ('private.server_wallets', 'gigavibe_functions', 'INSERT(address, chain_id) SELECT UPDATE(balance, balance_at)'),
  ('private.wallet_nonces', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('private.launch_health', 'gigavibe_functions', 'SELECT UPDATE(failures, open_until, since, trouble)'),
  -- markets
  ('public.performance_coins', 'anon', 'SELECT'),
  ('public.performance_coins', 'authenticated', 'SELECT'),
  ('public.performance_coins', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('public.coin_trades', 'anon', 'SELECT'),
  ('public.coin_trades', 'authenticated', 'SELECT'),
  ('public.coin_trades', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('public.coin_prices', 'anon', 'SELECT'),
  ('public.coin_prices', 'authenticated', 'SELECT'),
  ('public.coin_prices', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('public.coin_transfers', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('public.coin_holders', 'authenticated', 'SELECT'),
  ('public.coin_holders', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('public.coin_candles', 'anon', 'SELECT'),
  ('public.coin_candles', 'authenticated', 'SELECT'),
  ('public.coin_candles', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('public.coin_rewards', 'anon', 'SELECT'),
  ('public.coin_rewards', 'authenticated', 'SELECT'),
  ('public.coin_rewards', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('public.coin_earnings', 'anon', 'SELECT'),
  ('public.coin_earnings', 'authenticated', 'SELECT'),
  ('public.coin_migrations', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('private.coin_reads', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('private.coin_spreads', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('private.backfills', 'gigavibe_functions', 'SELECT'),
  ('private.backing_pools', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('private.backing_prices', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('private.chain_cursors', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('private.chain_blocks', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  -- ops
  ('public.part_health', 'gigavibe_functions', 'SELECT UPDATE'),
  ('public.jobs', 'gigavibe_functions', 'DELETE INSERT SELECT UPDATE'),
  ('public.dead_jobs', 'gigavibe_functions', 'INSERT SELECT'),
  -- hearing
  ('private.cast_polls', 'gigavibe_functions', 'SELECT UPDATE'),
  ('private.author_polls', 'gigavibe_functions', 'SELECT UPDATE'),
  ('private.sweep_seen', 'gigavibe_functions', 'DELETE INSERT SELECT'),
  ('private.credit_days', 'gigavibe_functions', 'INSERT SELECT UPDATE'),
  ('private.source_health', 'gigavibe_functions', 'INSERT SELECT UPDATE');

select is_empty(
  'select name, role, verbs from granted except select name, role, verbs from declared',
  'Nobody may do with a table what is not declared');
select is_empty(
  'select name, role, verbs from declared except select name, role, verbs from granted',
  'Everybody may do what is declared');
select is_empty(
  $$select name from relations where relkind in ('r', 'p') and not relrowsecurity$$,
  'Every table has row level security');
select is_empty(
  $$select schemaname, tablename, policyname from pg_policies where schemaname in ('public', 'private') and 'public' = any (roles)$$,
  'Every policy names whom it is for');
select is_empty(
  $$select schemaname, tablename, policyname from pg_policies
    where schemaname in ('public', 'private') and cmd = 'ALL' and roles <> '{gigavibe_functions}'$$,
  'Policies for people are for one command');
select is_empty(
  $$select p.oid::regprocedure, coalesce(nullif(a.grantee, 0)::regrole::text, 'public')
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    where n.nspname in ('public', 'private') and a.grantee <> p.proowner
      and (p.oid::regprocedure::text, coalesce(nullif(a.grantee, 0)::regrole::text, 'public')) not in (
        ('private.merge_users(uuid,uuid)', 'gigavibe_functions'), ('private.erase_user(uuid)', 'gigavibe_functions'),
        ('private.show_polled(uuid,bigint,bigint,bigint)', 'gigavibe_functions'),
        ('private.use_door(text,text,integer,integer,timestamp with time zone,integer)', 'gigavibe_functions'),
        ('private.count_view(uuid,text,uuid,timestamp with time zone)', 'gigavibe_functions'),
        ('server_time()', 'anon'), ('server_time()', 'authenticated'),
        ('market_clock()', 'anon'), ('market_clock()', 'authenticated'), ('own_launches()', 'authenticated'), ('own_payouts()', 'authenticated'),
        ('launch_is_over(uuid)', 'anon'), ('launch_is_over(uuid)', 'authenticated'),
        ('recent_engagement(uuid)', 'anon'), ('recent_engagement(uuid)', 'authenticated'),
        ('private.add_job(text,text,jsonb,timestamp with time zone)', 'gigavibe_functions'),
        ('is_operator()', 'authenticated'), ('viral_shadow_report()', 'authenticated'), ('private.rule_in_force(text)', 'gigavibe_functions'),
        ('private.known_people(bigint[])', 'gigavibe_functions'), ('private.done_before(text[],bigint[])', 'gigavibe_functions'),
        ('private.casts_to_fold(text[],boolean)', 'gigavibe_functions'),
        ('private.append_events(text[],smallint[],bigint[],text[],text[],double precision[],bigint[],double precision[],integer[],text[],double precision[])', 'gigavibe_functions'),
        ('private.keep_people(bigint[],text[],text[],text[],real[],double precision[])', 'gigavibe_functions'),
        ('private.keep_casts(text[],bigint[],bigint[],integer[],integer[],integer[],integer[],timestamp with time zone[],timestamp with time zone[])', 'gigavibe_functions'),
        ('private.keep_states(text[],json[],json[],json[],boolean)', 'gigavibe_functions'),
        ('private.keep_metrics(uuid[],bigint[],bigint[],bigint[],double precision[],double precision[],integer[],integer[],integer[],real[],real[],real[],double precision[],bigint[],timestamp with time zone[],timestamp with time zone[],timestamp with time zone[])', 'gigavibe_functions'),
        ('private.keep_climb(uuid[],timestamp with time zone[],double precision[])', 'gigavibe_functions'),
        ('private.tell_watchers(uuid,integer)', 'gigavibe_functions'), ('private.tell_fans(uuid,bigint,integer,integer[])', 'gigavibe_functions'),
        ('private.tell_landed(uuid)', 'gigavibe_functions'), ('private.tell_failed(uuid,text[])', 'gigavibe_functions'), ('private.wants_ticker(text)', 'gigavibe_functions'), ('private.launch_may_move(text,text)', 'gigavibe_functions'),
        ('entries_like(text,text,integer)', 'anon'), ('entries_like(text,text,integer)', 'authenticated'),
        ('fold_words(text)', 'anon'), ('fold_words(text)', 'authenticated'),
        ('feed_new(timestamp with time zone,bigint,integer)', 'anon'), ('feed_new(timestamp with time zone,bigint,integer)', 'authenticated'),
        ('feed_rising(double precision,uuid,integer)', 'anon'), ('feed_rising(double precision,uuid,integer)', 'authenticated'),
        ('feed_underground(double precision,uuid,integer)', 'anon'), ('feed_underground(double precision,uuid,integer)', 'authenticated'),
        ('feed_for_you(bigint,uuid,integer)', 'anon'), ('feed_for_you(bigint,uuid,integer)', 'authenticated'),
        ('search_stage(text,integer,timestamp with time zone,uuid,integer)', 'anon'),
        ('search_stage(text,integer,timestamp with time zone,uuid,integer)', 'authenticated'),
        ('moderation_queue(integer)', 'authenticated'), ('moderate_chain(uuid,text,text)', 'authenticated'), ('moderate_move(uuid,text,text)', 'authenticated'),
        ('hidden_moves(uuid)', 'anon'), ('hidden_moves(uuid)', 'authenticated'),
        ('move_before(uuid)', 'anon'), ('move_before(uuid)', 'authenticated'), ('move_before(uuid)', 'gigavibe_functions'),
        ('moderation_log(bigint,integer)', 'authenticated'), ('moderate_take(uuid,text,text)', 'authenticated'),
        ('credit_lines(uuid,uuid)', 'anon'), ('credit_lines(uuid,uuid)', 'authenticated'), ('credit_lines(uuid,uuid)', 'gigavibe_functions'),
        ('copy_queue(integer)', 'authenticated'), ('answer_copy(bigint[],text,text)', 'authenticated'),
        ('moderate_holders_file(uuid,text,text)', 'authenticated'), ('private.is_operator(uuid)', 'gigavibe_functions'),
        ('private.prints_like(integer[],integer[],text,integer)', 'gigavibe_functions'),
        ('private.on_stage_before(uuid,uuid)', 'gigavibe_functions'), ('private.held_for_copy(uuid)', 'gigavibe_functions'), ('private.why_held(uuid)', 'gigavibe_functions'), ('private.hold_launches(uuid[],text)', 'gigavibe_functions'))$$,
  'Nobody may call a function that is not declared');
select is_empty(
  $$select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private') and p.prosecdef and not coalesce(p.proconfig @> array['search_path=""'], false)$$,
  'What runs with its owner''s rights has an empty search path');
select is_empty(
  $$select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private') and p.prosecdef
      and coalesce(obj_description(p.oid, 'pg_proc'), '') not ilike '%security definer because%'$$,
  'What runs with its owner''s rights says why');
select is_empty(
  $$select nspname, a.grantee::regrole from pg_namespace, aclexplode(nspacl) a
    where nspname = 'private' and a.grantee <> nspowner and a.grantee <> 'gigavibe_functions'::regrole$$,
  'Only edge functions reach the private schema');
select results_eq(
  $$select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolinherit from pg_roles where rolname = 'gigavibe_functions'$$,
  'values (false, false, false, false, false)',
  'Edge functions log in as a role of least privilege');
select is_empty(
  $$select c.conrelid::regclass, a.attname from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'public.users'::regclass
      and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = a.attnum)$$,
  'What is somebody''s is found by an index in every table, when they leave or join another account');

-- Else Postgres says that it cannot, before it asks who may: to the API that is a fault of ours.
create function pg_temp.answer_to_anon(statement text) returns text
language plpgsql
as $$
begin
  set local role anon;
  execute statement;
  reset role;
  return 'done';
exception when others then
  return sqlstate;
end $$;
select is_empty(
  $$select statement, answer from (
      select r.name, format(verb, r.name, quote_ident(a.attname)) as statement
      from relations r join pg_attribute a on a.attrelid = r.oid and a.attnum = 1,
        (values ('update %1$s set %2$s = null'), ('delete from %1$s'), ('insert into %1$s (%2$s) values (null)')) verbs (verb)
      where r.relkind = 'v' and r.name like 'public.%') writes, pg_temp.answer_to_anon(statement) answer
    where answer <> '42501'$$,
  'What a view shows nobody may write, and is told so');

select * from finish();
rollback;
