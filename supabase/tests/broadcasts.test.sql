-- What is told to screens, how often, and who may listen.
begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
-- Until the rollback, so that everyone below can speak of what they find.
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(22);

insert into public.users (id, farcaster_fid, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia'), ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas');
insert into public.performances (id, user_id, farcaster_cast_id, title, poster_lines, kind, ink, status) values
  ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000a1', '0x' || repeat('c1', 20), 'Seen', '{Seen}', 'song', 'teal', 'live'),
  ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000a1', '0x' || repeat('c2', 20), 'Hidden', '{Hidden}', 'song', 'teal', 'hidden');

-- How often.
delete from realtime.messages;
select private.tell('a', 'state', jsonb_build_object('version', n)) from generate_series(1, 5) n;
select results_eq($$select (payload ->> 'version')::integer from realtime.messages where topic = 'a'$$, array[1], 'A quiet topic is told at once');
select is(private.tell_waiting(), 0, 'What follows within the second waits');
update private.broadcasts set sent_at = sent_at - interval '1 second';
select is(private.tell_waiting(), 1, 'When the second is over a topic is told once');
select results_eq($$select max((payload ->> 'version')::integer), count(*)::integer from realtime.messages where topic = 'a'$$, 'values (5, 2)', 'and of the latest state alone');
select is(private.tell_waiting(), 0, 'Told is told');
select private.tell('a', 'state', '{"version": 6}');
select results_eq($$select count(*)::integer from realtime.messages where topic = 'a'$$, array[2], 'The next one waits for its second again');
update private.broadcasts set sent_at = sent_at - interval '1 second';
select private.tell('a', 'state', '{"version": 7}');
select results_eq($$select max((payload ->> 'version')::integer), count(*)::integer from realtime.messages where topic = 'a'$$, 'values (7, 3)', 'What waited is replaced by what is newer');
update private.broadcasts set sent_at = sent_at - interval '1 second';
select is(private.tell_waiting(), 0, 'and never told after it');
select private.tell('b', 'state', '{}'), private.tell('a', 'other', '{}');
select results_eq($$select topic, event from realtime.messages where topic = 'b' or event = 'other' order by topic$$, $$values ('a', 'other'), ('b', 'state')$$, 'Topics and things do not wait for each other');
select isnt_empty($$select from cron.job where jobname = 'tell-waiting' and schedule = '1 second'$$, 'Somebody tells what waits');

-- Who may listen. A row of each topic; a policy sees the one that realtime.topic() names.
delete from realtime.messages;
insert into realtime.messages (topic, extension, private)
select topic, extension, true from (values ('prices'), ('performance:00000000-0000-4000-8000-000000000001'), ('performance:00000000-0000-4000-8000-000000000002'),
  ('performance:x'), ('coin:0x00'), ('room:1'), ('elsewhere')) t (topic), (values ('broadcast'), ('presence')) e (extension);
create function pg_temp.hears(name text) returns text[] language plpgsql as $$
begin
  perform set_config('realtime.topic', name, true);
  return (select coalesce(array_agg(extension order by extension), '{}') from realtime.messages m where m.topic = name);
end $$;
grant execute on function pg_temp.hears(text) to anon, authenticated;

set local role anon;
set local request.jwt.claims = '{"role":"anon"}';
select is(pg_temp.hears('prices'), '{broadcast}', 'Strangers listen to all prices');
select is(pg_temp.hears('performance:00000000-0000-4000-8000-000000000001'), '{broadcast}', 'Strangers listen to a live performance');
select is(pg_temp.hears('performance:00000000-0000-4000-8000-000000000002'), '{}', 'Strangers do not listen to a hidden one');
select is(pg_temp.hears('performance:x'), '{}', 'nor to one that cannot be');
select is(pg_temp.hears('coin:0x00'), '{}', 'nor to a coin that is none');
select is(pg_temp.hears('elsewhere'), '{}', 'nor to what nobody opened');
select is(pg_temp.hears('room:1'), '{broadcast,presence}', 'Strangers see who is in a room');
select throws_ok($$insert into realtime.messages (topic, extension, private) values ('prices', 'broadcast', true)$$, '42501', null, 'Strangers cannot forge a price');
select set_config('realtime.topic', 'room:1', true);
select throws_ok($$insert into realtime.messages (topic, extension, private) values ('room:1', 'presence', true)$$, '42501', null, 'Strangers are not counted');
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select is(pg_temp.hears('performance:00000000-0000-4000-8000-000000000002'), '{broadcast}', 'Authors listen to what they have hidden');
select set_config('realtime.topic', 'room:1', true);
select lives_ok($$insert into realtime.messages (topic, extension, private) values ('room:1', 'presence', true)$$, 'Who is signed in says that they are there');
select throws_ok($$insert into realtime.messages (topic, extension, private) values ('room:1', 'broadcast', true)$$, '42501', null, 'and nothing else');

select * from finish();
rollback;
