begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
-- Until the rollback, so that everyone below can speak of what they find.
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(22);

insert into public.users (id, farcaster_fid, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas');
insert into public.performances (id, user_id, title, poster_lines, kind, ink, status, farcaster_cast_id) values
  ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000a1', 'Live one', '{LIVE}', 'song', 'amber', 'live', '0x' || repeat('c1', 20)),
  ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000a1', 'Hidden one', '{HIDDEN}', 'song', 'rose', 'hidden', '0x' || repeat('c2', 20));
insert into public.engagement_events (event_type, reaction_type, fid, cast_hash, event_at) values
  ('reaction.created', 1, 7, '0x' || repeat('c1', 20), '2026-01-01T00:00:00Z'),
  ('reaction.created', 1, 7, '0x' || repeat('c2', 20), '2026-01-01T00:00:00Z');
insert into public.engagement_reactions values ('0x' || repeat('c1', 20), 7, 1, true, '2026-01-01T00:00:00Z');
insert into private.engagement_casts (cast_hash) values ('0x' || repeat('c1', 20));
insert into public.farcaster_people (fid, username, display_name, score, seen_at) values (7, 'mei', 'Mei', 0.9, now());
insert into public.performance_metrics (performance_id, likes_count, viral_threshold) values
  ('00000000-0000-4000-8000-000000000001', 1, 150), ('00000000-0000-4000-8000-000000000002', 1, 150);
insert into public.performance_scores values
  ('00000000-0000-4000-8000-000000000001', '2026-01-01T00:00:00Z', 1), ('00000000-0000-4000-8000-000000000002', '2026-01-01T00:00:00Z', 1);
insert into public.viral_receipts (performance_id, rule_version, score, threshold, terms, people, people_needed, left_out, reasons, decided_at)
  select id, 'count-1', 150, 150, '[]', 40, 40, 0, '{}', now() from public.performances where farcaster_cast_id is not null;

set local role anon;
select throws_ok('select * from public.engagement_events', '42501', null, 'Strangers see no engagement events');
select throws_ok('select * from public.engagement_reactions', '42501', null, 'Strangers see no reactions of people');
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
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select results_eq('select count(*)::integer from public.performance_metrics', array[2], 'Authors see the metrics of what is hidden, too');

reset role;
update private.broadcasts set sent_at = sent_at - interval '1 second';
set local role gigavibe_functions;
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
