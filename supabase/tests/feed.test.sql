begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(27);

insert into public.users (id, farcaster_fid, display_name, username) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia Adeyemi', 'niasings'),
  ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas Ekström', 'jonas');
insert into public.performances (id, user_id, title, poster_lines, kind, ink, status, cast_at) values
  ('00000000-0000-4000-8000-00000000d001', '00000000-0000-4000-8000-0000000000a1', 'Night bus home', '{NIGHT}', 'song', 'amber', 'live', '2026-11-01'),
  ('00000000-0000-4000-8000-00000000d002', '00000000-0000-4000-8000-0000000000b2', 'Pressure cooker', '{COOKER}', 'song', 'teal', 'live', '2026-11-02'),
  ('00000000-0000-4000-8000-00000000d003', '00000000-0000-4000-8000-0000000000b2', 'Salt hymn', '{SALT}', 'song', 'teal', 'live', '2026-11-03'),
  ('00000000-0000-4000-8000-00000000d004', '00000000-0000-4000-8000-0000000000a1', 'Hidden night', '{HIDDEN}', 'song', 'rose', 'hidden', '2026-11-04'),
  ('00000000-0000-4000-8000-00000000d005', '00000000-0000-4000-8000-0000000000a1', 'Draft night', '{DRAFT}', 'song', 'rose', 'draft', null);
insert into public.performance_metrics (performance_id, viral_threshold, viral_score, rising_score, crossed_at, creator_followers) values
  ('00000000-0000-4000-8000-00000000d001', 250, 3, 5, null, 1000),
  ('00000000-0000-4000-8000-00000000d002', 250, 300, 9, now(), 999),
  ('00000000-0000-4000-8000-00000000d004', 250, 90, 8, null, 10);

create function pg_temp.titles(asked text) returns text[] language plpgsql as $$
declare said text[];
begin
  execute 'select coalesce(array_agg(coalesce(take ->> ''title'', ''-'')), ''{}'') from ' || asked into said;
  return said;
end $$;
grant execute on function pg_temp.titles(text) to public;

set local role anon;
select is(pg_temp.titles('feed_new()'), array['Salt hymn', 'Pressure cooker', 'Night bus home'], 'New shows what is on stage, the newest first');
select is(pg_temp.titles('feed_rising()'), array['Night bus home'], 'Rising shows what has not crossed the line and is on stage');
select is(pg_temp.titles('feed_underground()'), array['Pressure cooker'], 'Underground shows those whom fewer than a thousand follow');
select is(pg_temp.titles('feed_for_you()'), array['Pressure cooker', 'Salt hymn', 'Night bus home'], 'For you puts a doubling of points twelve hours ahead');
select throws_ok('update public.feed_ranks set for_you = 0', '42501', null, 'Nobody writes ranks');
select is(pg_temp.titles($q$search_stage('nigt bus')$q$), array['Night bus home'], 'Search forgives an error, and shows nothing hidden');
select is(
  (select array_agg(coalesce(take ->> 'title', person ->> 'display_name')) from search_stage('ekstrom')),
  array['Jonas Ekström', 'Salt hymn', 'Pressure cooker'], 'A person is found without accents, before their takes');
select is(pg_temp.titles($q$search_stage('%')$q$), '{}'::text[], 'A sign alone finds nothing');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select is(pg_temp.titles('feed_for_you()'), array['Pressure cooker', 'Salt hymn', 'Night bus home'], 'Who follows nobody sees what everybody sees');
reset role;
insert into public.follows (follower_id, creator_id) values ('00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-0000000000a1');
set local role authenticated;
-- 1 Nov and a day for two doublings, and a day for the follow: level with 3 Nov, and the higher id stands first.
select is(pg_temp.titles('feed_for_you()'), array['Pressure cooker', 'Salt hymn', 'Night bus home'], 'A follow is worth a day, not more');
reset role;
update public.performance_metrics set viral_score = 7 where performance_id = '00000000-0000-4000-8000-00000000d001';
set local role authenticated;
select is(pg_temp.titles('feed_for_you()'), array['Pressure cooker', 'Night bus home', 'Salt hymn'], 'With its points a take of somebody followed rises');

reset role;
update public.performances set status = 'hidden' where title = 'Pressure cooker';
set local request.jwt.claims = '{"role":"anon"}';
set local role anon;
select is(pg_temp.titles('feed_for_you()'), array['Salt hymn', 'Night bus home'], 'What is hidden leaves the feed');
select is(pg_temp.titles($q$search_stage('pressure')$q$), '{}'::text[], 'What is hidden is not found');
select is_empty($$select word from public.search_words where word in ('pressure', 'cooker')$$, 'and words that it alone said are not on stage any more');

reset role;
update public.performances set title = 'Salt psalm' where title = 'Salt hymn';
select is((select array_agg(word order by word) from public.search_words where word in ('salt', 'hymn', 'psalm')), array['psalm', 'salt'],
  'nor what a title said before it was changed');
update public.performances set title = 'Salt hymn' where title = 'Salt psalm';
update public.users set username = 'jonassen' where username = 'niasings';
select is((select array_agg(word order by word) from public.search_words where word in ('nia', 'adeyemi', 'niasings', 'jonassen')), array['adeyemi', 'jonassen', 'nia'],
  'A name that was given up is no word on stage any more, what others are still called is');
update public.users set display_name = 'Night Singer' where username = 'jonassen';
insert into public.users (id, farcaster_fid, display_name, username) values ('00000000-0000-4000-8000-0000000000c3', 3, 'Mei', 'jonassen');
select is((select array_agg(word order by word) from public.search_words where word in ('nia', 'adeyemi', 'jonassen', 'singer', 'night')), array['night', 'singer'],
  'nor one that passed to somebody who was never on stage');
update public.users set username = 'niasings', display_name = 'Nia' where farcaster_fid = 1;
insert into public.users (id, display_name) values ('00000000-0000-4000-8000-0000000000d4', 'Zuleika');
insert into public.performances (user_id, title, poster_lines, kind, ink, status, cast_at)
values ('00000000-0000-4000-8000-0000000000d4', 'Salt road', '{SALT}', 'song', 'teal', 'live', '2026-11-01');
select private.merge_users('00000000-0000-4000-8000-0000000000d4', '00000000-0000-4000-8000-0000000000a1');
select is((select array_agg(word order by word) from public.search_words where word in ('zuleika', 'road')), array['road'], 'nor that of an account that joined another');
update public.performances set status = 'hidden' where title = 'Salt road';
select private.erase_user('00000000-0000-4000-8000-0000000000b2');
set local role anon;
select is((select count(*)::int from search_stage('ekstrom')), 0, 'Who left is not found by name');
select results_eq($$select word from public.search_words where word in ('jonas', 'ekstrom', 'salt', 'nia') order by word$$, array['nia', 'salt'],
  'nor is their name among the words on stage');
select is(pg_temp.titles('feed_for_you()'), array['Salt hymn', 'Night bus home'], 'A take stays, under no name');

reset role;
update public.performances set status = 'hidden' where title = 'Salt hymn';
update public.performances set status = 'live' where title = 'Salt hymn';
set local role anon;
select is((select array_agg(coalesce(take ->> 'title', person ->> 'display_name')) from search_stage('someone')), array['Salt hymn'],
  'nor as somebody without a name, when a take of theirs is shown again');

reset role;
insert into public.performances (user_id, title, poster_lines, kind, ink, status, cast_at) values
  ('00000000-0000-4000-8000-0000000000a1', 'Привет мир', '{M}', 'song', 'teal', 'live', '2026-11-05'),
  ('00000000-0000-4000-8000-0000000000a1', '上海之夜', '{S}', 'song', 'teal', 'live', '2026-11-06'),
  ('00000000-0000-4000-8000-0000000000a1', 'हिन्दी गाना', '{H}', 'song', 'teal', 'live', '2026-11-07');
set local role anon;
select is(pg_temp.titles($q$search_stage('МИР')$q$), array['Привет мир'], 'Search knows capitals of other scripts');
select is(pg_temp.titles($q$search_stage('превет')$q$), array['Привет мир'], 'and forgives errors in them');
select is(pg_temp.titles($q$search_stage('हिन्दी')$q$), array['हिन्दी गाना'], 'Signs that belong to a letter do not hide the word');
select is(
  array[pg_temp.titles($q$search_stage('之夜')$q$), pg_temp.titles($q$search_stage('海')$q$)], array[array['上海之夜'], array['上海之夜']],
  'What is written without spaces is found by any part of it, and by one sign');

reset role;
-- As a rename leaves it that another take did not see.
update public.search_entries set words = ' ' || public.fold_words('上海之夜 Formerly') where id = (select id from public.performances where title = '上海之夜');
do $$ begin execute (select command from cron.job where jobname = 'forget-words'); end $$;
set local role anon;
select is(pg_temp.titles($q$search_stage('formerly')$q$), '{}'::text[], 'Who was renamed while a take of theirs came on stage is found by the new name alone, at the latest the day after');

select * from finish();
rollback;
