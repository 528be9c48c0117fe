begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
-- Until the rollback, so that everyone below can speak of what they find.
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(36);

insert into public.users (id, farcaster_fid, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas');
insert into public.performances (id, user_id, title, poster_lines, kind, ink, status, farcaster_cast_id) values
  ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000a1', 'Live one', '{LIVE}', 'song', 'amber', 'live', '0x' || repeat('c1', 20)),
  ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000a1', 'Hidden one', '{HIDDEN}', 'song', 'rose', 'hidden', '0x' || repeat('c2', 20));
insert into public.engagement_events (event_type, reaction_type, fid, cast_hash, event_at) values
  ('reaction.created', 1, 7, '0x' || repeat('c1', 20), '2026-01-01T00:00:00Z'),
  ('reaction.created', 1, 7, '0x' || repeat('c2', 20), '2026-01-01T00:00:00Z');
insert into private.engagement_casts (cast_hash) values ('0x' || repeat('c1', 20));
insert into public.farcaster_people (fid, username, display_name, score, seen_at) values (7, 'mei', 'Mei', 0.9, now());
insert into public.performance_metrics (performance_id, likes_count, viral_threshold) values
  ('00000000-0000-4000-8000-000000000001', 1, 150), ('00000000-0000-4000-8000-000000000002', 1, 150);
insert into public.performance_scores values
  ('00000000-0000-4000-8000-000000000001', '2026-01-01T00:00:00Z', 1), ('00000000-0000-4000-8000-000000000002', '2026-01-01T00:00:00Z', 1);
insert into public.viral_receipts (performance_id, rule_version, score, threshold, terms, people, people_needed, circles, left_out, left_out_for, posted_at,
    decided_at, confirmed_at, events, events_hash, receipt_hash)
  select id, 'count-150', 101, 100, '[]', 60, 19, 60, 0, '{}', now(), now(), now(), 1, '0x' || repeat('0', 64), '0x' || repeat('1', 64)
  from public.performances where farcaster_cast_id is not null;
insert into public.viral_receipt_events (performance_id, place, at, person, kind, circle)
  select performance_id, 0, now(), '0xaa', 0, 0 from public.viral_receipts;
insert into private.receipt_salts select performance_id, 'salt' from public.viral_receipts;
insert into private.operators (user_id) values ('00000000-0000-4000-8000-0000000000b2');

set local role anon;
select throws_ok('select * from public.engagement_events', '42501', null, 'Strangers see no engagement events');
select throws_ok('select * from private.receipt_salts', '42501', null, 'Strangers cannot guess who was left out');
select results_eq('select performance_id::text from public.viral_receipt_events', array['00000000-0000-4000-8000-000000000001'], 'Strangers see the lines of receipts of live performances alone');
select results_eq('select version from public.viral_rules', array['count-150'], 'Strangers see the rules');
select throws_ok('select * from public.viral_shadow_decisions', '42501', null, 'Strangers do not see what shadows would do');
select throws_ok($$insert into public.viral_rules (version, rule) values ('mine', '{}')$$, '42501', null, 'Strangers make no rules');
select throws_ok('select * from private.engagement_casts', '42501', null, 'Strangers see nothing private');
select results_eq('select performance_id::text from public.performance_metrics', array['00000000-0000-4000-8000-000000000001'], 'Strangers see metrics of live performances alone');
select results_eq('select performance_id::text from public.performance_scores', array['00000000-0000-4000-8000-000000000001'], 'Strangers see the climb of live performances alone');
select results_eq('select performance_id::text from public.viral_receipts', array['00000000-0000-4000-8000-000000000001'], 'Strangers see receipts of live performances alone');
select results_eq($$select display_name from public.recent_engagement('00000000-0000-4000-8000-000000000001')$$, array['Mei'], 'Strangers see who reacted last, by name');
select is_empty($$select * from public.recent_engagement('00000000-0000-4000-8000-000000000002')$$, 'Nobody sees who reacted to what is hidden');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select throws_ok('select * from public.engagement_events', '42501', null, 'A signed-in fan sees no engagement events');
select throws_ok('update public.performance_metrics set likes_count = 1000', '42501', null, 'A signed-in fan cannot change metrics');
select throws_ok('update public.viral_receipts set score = 1000', '42501', null, 'A signed-in fan cannot change receipts');
select throws_ok($$insert into public.engagement_events (event_type, reaction_type, fid, cast_hash, event_at) values ('reaction.created', 1, 8, '0x' || repeat('c1', 20), now())$$, '42501', null, 'A signed-in fan cannot make engagement up');
select throws_ok($$insert into public.performance_scores values ('00000000-0000-4000-8000-000000000001', now(), 999)$$, '42501', null, 'A signed-in fan cannot draw a climb');
select lives_ok(
  $$insert into public.viral_rules (version, rule) select 'strict-1', rule || '{"version": "strict-1"}' from public.viral_rules where version = 'count-150'$$,
  'An operator makes a rule');
select lives_ok($$insert into public.viral_rules_in_force (version, channel, reason) values ('strict-1', 'music', 'Bots on /music.')$$, 'An operator puts it in force for a channel');
select results_eq(
  $$select version, put_by::text from public.viral_rules_in_force where channel = 'music'$$,
  $$values ('strict-1', '00000000-0000-4000-8000-0000000000b2')$$, 'Who did it is written down');
select throws_ok($$insert into public.viral_rules_in_force (version, channel, reason) values ('strict-1', '/Music', 'Bots on /music.')$$, '23514', null, 'What can be no channel gets no rule: it would never hold');
select throws_ok($$update public.viral_rules set rule = '{}'$$, '42501', null, 'Not even an operator changes a rule');
select throws_ok($$insert into public.viral_rules_in_force (version, reason, put_by) values ('strict-1', 'Somebody else did.', null)$$, '42501', null, 'Not even an operator signs for another');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select throws_ok($$insert into public.viral_rules_in_force (version, reason) values ('count-150', 'I like it better.')$$, '42501', null, 'Who is no operator puts no rule in force');
select is_empty('select * from public.viral_shadow_decisions', 'Who is no operator sees no shadow');
select results_eq('select count(*)::integer from public.performance_metrics', array[2], 'Authors see the metrics of what is hidden, too');

reset role;
update private.broadcasts set sent_at = sent_at - interval '1 second';
set local role gigavibe_functions;
select results_eq($$select private.rule_in_force('music'), private.rule_in_force('dance')$$, $$values ('strict-1', 'count-150')$$, 'A channel has its own rule, the others the one for all');
select throws_ok($$insert into public.viral_rules_in_force (version, reason) values ('strict-1', 'A machine did.')$$, '42501', null, 'No function puts a rule in force');
select throws_ok($$update public.engagement_events set fid = 8$$, '42501', null, 'Not even functions rewrite what was said');
select throws_ok('delete from public.engagement_events', '42501', null, 'Not even functions forget what was said');
select throws_ok('update public.viral_receipts set score = 1000', '42501', null, 'Not even functions change a receipt');
select throws_ok(
  $$insert into public.engagement_events (event_type, reaction_type, fid, cast_hash, event_at) values ('reaction.created', 1, 7, '0x' || repeat('c1', 20), '2026-01-01T00:00:00Z')$$,
  '23505', null, 'The same thing is said once');
select lives_ok(
  $$insert into public.engagement_events (event_type, reaction_type, fid, cast_hash, event_at) values ('reaction.created', 2, 7, '0x' || repeat('c1', 20), '2026-01-01T00:00:00Z')$$,
  'A recast beside a like is another thing');
select lives_ok('update public.performance_metrics set likes_count = 5, version = 3', 'Functions keep metrics');
reset role;
select results_eq(
  $$select payload ->> 'likes_count', payload ->> 'version' from realtime.messages
    where topic = 'performance:00000000-0000-4000-8000-000000000001' and event = 'metrics' order by (payload ->> 'version')::integer desc limit 1$$,
  $$values ('5', '3')$$, 'Whoever listens to a performance hears each new version of its metrics');
select throws_ok('update public.performance_metrics set likes_count = -1', '23514', null, 'Counts are never negative');

select * from finish();
rollback;
