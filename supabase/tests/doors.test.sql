begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(20);

insert into public.users (id, farcaster_fid, display_name) values ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia');
insert into public.performances (id, user_id, title, poster_lines, kind, ink, status, cast_at) values
  ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000a1', 'Live', '{LIVE}', 'song', 'amber', 'live', now()),
  ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000a1', 'Hidden', '{HIDDEN}', 'song', 'amber', 'hidden', now());

set local role gigavibe_functions;
create function pg_temp.uses(who text, times integer, at timestamptz) returns bigint
language sql as $$ select count(*) from generate_series(1, times) where private.use_door('a', who, 10, 60, at) = 0 $$;
select is(pg_temp.uses('nia', 15, '2026-11-01 12:00:00Z'), 10::bigint, 'Ten are allowed, and no more');
select is(private.use_door('a', 'nia', 10, 60, '2026-11-01 12:00:30Z'), 30, 'Whoever is refused hears for how long');
select is(private.use_door('a', 'jonas', 10, 60, '2026-11-01 12:00:30Z'), 0, 'Others are not held up');
select is(private.use_door('b', 'nia', 10, 60, '2026-11-01 12:00:30Z'), 0, 'Nor are other doors');
select is(private.use_door('a', 'nia', 10, 60, '2026-11-01 12:01:00Z'), 6, 'A new window does not forget the one before it');
select is(pg_temp.uses('nia', 15, '2026-11-01 12:01:30Z'), 5::bigint, 'Half a window later half of them are free again');
select is(pg_temp.uses('nia', 15, '2026-11-01 12:05:00Z'), 10::bigint, 'Later all are');
select is(private.use_door('upload', 'net', 100, 86400, '2026-11-01 12:00:00Z', 60), 0, 'What weighs more uses more');
select is(private.use_door('upload', 'net', 100, 86400, '2026-11-01 13:00:00Z', 41), 39600, 'What would be too much is refused until the day is over');
select is(private.use_door('upload', 'net', 100, 86400, '2026-11-01 13:00:00Z', 40), 0, 'What still has room is not');
select is(private.use_door('upload', 'net', 100, 86400, '2026-11-02 00:00:00Z', 100), 0, 'The next day begins anew: whose it was is not known from one day to another');
select throws_ok('select * from private.door_uses', '42501', null, 'Functions do not read who came');
select throws_ok('select * from private.viewers', '42501', null, 'Nor who watched');

select is(private.count_view('00000000-0000-4000-8000-000000000001', 'net ua', null, now()), true, 'A visitor is counted');
select is(private.count_view('00000000-0000-4000-8000-000000000001', 'net ua', null, now()), false, 'Once a day');
select is(private.count_view('00000000-0000-4000-8000-000000000001', 'net ua', null, now() + interval '1 day'), true, 'And again on another');
select is(private.count_view('00000000-0000-4000-8000-000000000002', 'net ua', null, now()), false, 'What is hidden has no views');
select is(private.count_view('00000000-0000-4000-8000-000000000001', 'net ua', '00000000-0000-4000-8000-0000000000a1', now()), false, 'The author is no audience');
set local role anon;
select results_eq('select views from public.performance_views', array[2::bigint], 'Everyone sees how many watched');

reset role;
delete from private.door_uses;
insert into private.door_uses (bucket, window_at, uses, before)
select door || ':x', now() - interval '3 hours', 1, 0 from unnest(array['upload', 'act']) door;
do $$ begin execute (select command from cron.job where jobname = 'forget-visitors'); end $$;
select results_eq('select bucket from private.door_uses', array['upload:x'], 'Who came is forgotten after two hours, what a network uploaded after a day');

select * from finish();
rollback;
