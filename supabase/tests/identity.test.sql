begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
-- Until the rollback, so that everyone below can speak of what they find.
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(12);

insert into public.users (id, farcaster_fid, wallet_address, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, '0x' || repeat('a1', 20), 'Nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, '0x' || repeat('b2', 20), 'Jonas');
insert into public.farcaster_people (fid, username, score, seen_at) values (3, 'mei', 0.4, now());

set local role anon;
select results_eq('select display_name from public.users order by farcaster_fid', array['Nia', 'Jonas'], 'Strangers see who performs');
select throws_ok('select wallet_address from public.users', '42501', null, 'Strangers see no wallets');
select throws_ok('select * from public.farcaster_people', '42501', null, 'Strangers see no scores of people');
select throws_ok($$insert into public.users (display_name) values ('Eve')$$, '42501', null, 'Strangers cannot make people');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select throws_ok('select wallet_address from public.users where id = auth.uid()', '42501', null,
  'A signed-in fan reads no wallets here, not even their own: it comes with the session');
select throws_ok($$update public.users set display_name = 'Eve'$$, '42501', null, 'A signed-in fan cannot rename anybody');
select throws_ok($$update public.users set farcaster_fid = 99 where id = auth.uid()$$, '42501', null, 'A signed-in fan cannot become someone else');
select throws_ok('delete from public.users', '42501', null, 'A signed-in fan cannot delete anybody');

set local role service_role;
select throws_ok('select * from public.users', '42501', null, 'A leaked service key opens nothing');

set local role gigavibe_functions;
select lives_ok($$update public.users set wallet_address = null where farcaster_fid = 2$$, 'Functions keep people up to date');
select throws_ok('delete from public.users', '42501', null, 'Functions cannot delete people');
select throws_ok($$update public.users set wallet_address = '0xABC' where farcaster_fid = 2$$, '23514', null, 'A wallet is a lower-case address');

select * from finish();
rollback;
