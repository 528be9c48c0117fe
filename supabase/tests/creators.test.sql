begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(19);

insert into public.users (id, farcaster_fid, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas'),
  ('00000000-0000-4000-8000-0000000000c3', 3, 'Mei');

set local role anon;
select throws_ok('select * from public.follows', '42501', null, 'Strangers see nobody''s follows');
select lives_ok('select * from public.creator_counts', 'Strangers see how many follow');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select lives_ok($$insert into public.follows (creator_id) values ('00000000-0000-4000-8000-0000000000a1')$$, 'A fan follows a creator');
select throws_ok($$insert into public.follows (creator_id) values ('00000000-0000-4000-8000-0000000000a1')$$, '23505', null, 'A follow is counted once');
select throws_ok($$insert into public.follows (creator_id) values (auth.uid())$$, '23514', null, 'Nobody follows themselves');
select throws_ok(
  $$insert into public.follows (follower_id, creator_id) values ('00000000-0000-4000-8000-0000000000c3', '00000000-0000-4000-8000-0000000000a1')$$,
  '42501', null, 'Nobody follows in the name of another');
select throws_ok('update public.creator_counts set followers_count = 9', '42501', null, 'Nobody writes counters');
select results_eq(
  'select user_id::text, followers_count, following_count from public.creator_counts order by user_id',
  $$values ('00000000-0000-4000-8000-0000000000a1', 1::bigint, 0::bigint), ('00000000-0000-4000-8000-0000000000b2', 0, 1)$$,
  'The database counts on both sides');

set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select is_empty('select * from public.follows', 'A creator does not see who follows');
delete from public.follows;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select results_eq('select count(*) from public.follows', array[1::bigint], 'Nobody ends the follow of another');
delete from public.follows;
select results_eq('select sum(followers_count + following_count)::int from public.creator_counts', array[0], 'Who stops following is counted out');

insert into public.follows (creator_id) values ('00000000-0000-4000-8000-0000000000a1');
reset role;
insert into public.follows (follower_id, creator_id) values
  ('00000000-0000-4000-8000-0000000000c3', '00000000-0000-4000-8000-0000000000a1'), ('00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-0000000000c3');
select private.merge_users('00000000-0000-4000-8000-0000000000c3', '00000000-0000-4000-8000-0000000000b2');
select results_eq(
  'select user_id::text, followers_count, following_count from public.creator_counts where followers_count + following_count > 0 order by user_id',
  $$values ('00000000-0000-4000-8000-0000000000a1', 1::bigint, 0::bigint), ('00000000-0000-4000-8000-0000000000b2', 0, 1)$$,
  'Two accounts that join follow as one');

-- Somebody whom two hundred follow, one of them with both accounts.
insert into public.users (id, farcaster_fid, display_name) values ('00000000-0000-4000-8000-0000000000d4', 4, 'Star'), ('00000000-0000-4000-8000-0000000000e5', null, 'Star');
with fans as (insert into public.users (display_name) select 'Fan' from generate_series(1, 200) returning id)
insert into public.follows (follower_id, creator_id) select id, '00000000-0000-4000-8000-0000000000d4' from fans;
insert into public.follows (follower_id, creator_id)
select (min(id::text))::uuid, '00000000-0000-4000-8000-0000000000e5' from public.users where display_name = 'Fan';
create function pg_temp.counted_by(act text) returns bigint language plpgsql as $$
declare
  before constant bigint := pg_stat_get_xact_tuples_updated('public.creator_counts'::regclass);
begin
  execute act;
  return pg_stat_get_xact_tuples_updated('public.creator_counts'::regclass) - before;
end $$;
select cmp_ok(pg_temp.counted_by($$select private.merge_users('00000000-0000-4000-8000-0000000000d4', '00000000-0000-4000-8000-0000000000e5')$$),
  '<', 1000::bigint, 'Many follows move together, so that an account with many can join another');
select results_eq($$select followers_count from public.creator_counts where user_id = '00000000-0000-4000-8000-0000000000e5'$$, array[200::bigint], 'Each follower is counted once');
select cmp_ok(pg_temp.counted_by($$select private.erase_user('00000000-0000-4000-8000-0000000000e5')$$),
  '<', 500::bigint, 'And go together, so that it can be deleted');
select results_eq(
  $$select followers_count from public.creator_counts where user_id in ('00000000-0000-4000-8000-0000000000d4', '00000000-0000-4000-8000-0000000000e5')$$,
  array[0::bigint, 0], 'Then nobody follows it');

select private.erase_user('00000000-0000-4000-8000-0000000000a1');
select results_eq('select sum(followers_count + following_count)::int from public.creator_counts', array[0], 'Who leaves is followed by nobody');

-- Their token is good for an hour.
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select throws_ok($$insert into public.follows (creator_id) values ('00000000-0000-4000-8000-0000000000b2')$$, '23514', 'They left.', 'Who left follows nobody any more');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select throws_ok($$insert into public.follows (creator_id) values ('00000000-0000-4000-8000-0000000000a1')$$, '23514', 'They left.', 'and nobody follows them');
reset role;

select * from finish();
rollback;
