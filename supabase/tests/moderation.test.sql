begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(21);

insert into public.users (id, farcaster_fid, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas'),
  ('00000000-0000-4000-8000-0000000000c3', 3, 'Operator');
insert into private.operators (user_id) values ('00000000-0000-4000-8000-0000000000c3');
insert into public.performances (id, user_id, title, poster_lines, kind, ink, status, cast_at)
select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid, '00000000-0000-4000-8000-0000000000a1', 'Take ' || n, '{TAKE}', 'song', 'amber',
  case n when 12 then 'hidden' else 'live' end, now() from generate_series(1, 12) n;
insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at)
values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000a1', 1, 'v', now());

set local role anon;
select throws_ok($$insert into public.reports (performance_id, reason) values ('00000000-0000-4000-8000-000000000001', 'spam')$$, '42501', null, 'Strangers sign in before they report');
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select lives_ok($$insert into public.reports (performance_id, reason, details) values ('00000000-0000-4000-8000-000000000001', 'not_theirs', 'This is my song')$$, 'A fan reports a take');
select throws_ok($$insert into public.reports (performance_id, reason) values ('00000000-0000-4000-8000-000000000001', 'spam')$$, '23505', null, 'Once per person and take');
select throws_ok($$insert into public.reports (performance_id, reason) values ('00000000-0000-4000-8000-000000000002', 'boring')$$, '23514', null, 'Reasons come from the list');
select throws_ok($$insert into public.reports (performance_id, reason) values ('00000000-0000-4000-8000-000000000012', 'spam')$$, '42501', null, 'What nobody sees nobody reports');
insert into public.reports (performance_id, reason)
select id, 'spam' from public.performances where title in ('Take 2', 'Take 3', 'Take 4', 'Take 5', 'Take 6', 'Take 7', 'Take 8', 'Take 9', 'Take 10');
select throws_ok($$insert into public.reports (performance_id, reason) values ('00000000-0000-4000-8000-000000000011', 'spam')$$, '23514', null, 'Ten an hour are the most');
select throws_ok('select * from public.reported_takes()', '42501', null, 'People do not see what others reported');
select throws_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000001', 'hide', 'mine')$$, '42501', null, 'People hide nothing');
select throws_ok('select * from public.moderation_log()', '42501', null, 'Nor what was decided');
select throws_ok('delete from public.reports', '42501', null, 'A report stands');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select is_empty('select * from public.reports', 'The creator does not see who reported');

set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000c3"}';
select results_eq('select count(*) from public.reported_takes()', array[10::bigint], 'Operators see what was reported');
select lives_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000001', 'hide', 'Somebody else''s song')$$, 'An operator hides a take');
select results_eq('select count(*) from public.reported_takes()', array[9::bigint], 'A decision answers the reports before it');
reset role;
select results_eq(
  $$select p.status, q.status from public.performances p join public.viral_queue q on q.performance_id = p.id$$,
  $$values ('hidden', 'held')$$, 'What is hidden makes no coin');
set local role authenticated;
select results_eq('select action, operator, undoable from public.moderation_log()', $$values ('hide', 'Operator', true)$$, 'Each decision is on record with its operator');
select lives_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000001', 'show', 'It is theirs after all')$$, 'An operator shows it again');
reset role;
select results_eq(
  $$select p.status, q.status from public.performances p join public.viral_queue q on q.performance_id = p.id$$,
  $$values ('live', 'detected')$$, 'Its creator is asked anew');
update public.performances set status = 'hidden', taken_back_at = now() where title = 'Take 3';
set local role authenticated;
select throws_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000001', 'show', 'again')$$, '23514', null, 'What is not hidden cannot be shown');
select lives_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000003', 'hide', 'Spam')$$, 'What its author took back can be hidden too');
select throws_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000003', 'show', 'sorry')$$, '23514', null, 'But nobody brings it back');
reset role;

select * from finish();
rollback;
