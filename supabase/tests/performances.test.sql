begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
-- Until the rollback, so that everyone below can speak of what they find.
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(10);

insert into public.users (id, farcaster_fid, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas');
insert into public.performances (user_id, title, poster_lines, kind, ink, status) values
  ('00000000-0000-4000-8000-0000000000a1', 'Live one', '{LIVE}', 'song', 'amber', 'live'),
  ('00000000-0000-4000-8000-0000000000a1', 'Draft one', '{DRAFT}', 'song', 'teal', 'draft'),
  ('00000000-0000-4000-8000-0000000000a1', 'Hidden one', '{HIDDEN}', 'song', 'rose', 'hidden');

set local role anon;
select results_eq('select title from public.performances', array['Live one'], 'Strangers see live performances and no others');
select throws_ok($$update public.performances set title = 'Mine'$$, '42501', null, 'Strangers cannot change performances');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select results_eq('select title from public.performances', array['Live one'], 'A fan sees no drafts of others');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select results_eq('select title from public.performances order by number', array['Live one', 'Draft one', 'Hidden one'], 'Authors see all of theirs');
select throws_ok($$update public.performances set status = 'live'$$, '42501', null, 'Authors cannot bring back what was hidden');
select throws_ok(
  $$insert into public.performances (user_id, title, poster_lines, kind, ink) values (auth.uid(), 'New', '{NEW}', 'song', 'moss')$$,
  '42501', null, 'Authors cannot go around the door for new performances');
select throws_ok('delete from public.performances', '42501', null, 'Authors cannot delete a performance that others reacted to');

set local role gigavibe_functions;
select lives_ok($$update public.performances set farcaster_cast_id = '0x' || repeat('c1', 20) where title = 'Live one'$$, 'Functions link casts');
select throws_ok($$update public.performances set farcaster_cast_id = '0x' || repeat('c1', 20) where title = 'Draft one'$$, '23505', null, 'A cast is about one performance');
select throws_ok('delete from public.performances', '42501', null, 'Functions cannot delete performances');

select * from finish();
rollback;
