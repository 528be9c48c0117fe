begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
-- Until the rollback, so that everyone below can speak of what they find.
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(39);

insert into public.users (id, farcaster_fid, wallet_address, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, '0x' || repeat('a1', 20), 'Nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, '0x' || repeat('b2', 20), 'Jonas');
insert into public.user_wallets (address, user_id, proven_at) values
  ('0x' || repeat('a1', 20), '00000000-0000-4000-8000-0000000000a1', now()),
  ('0x' || repeat('b2', 20), '00000000-0000-4000-8000-0000000000b2', now());
insert into private.sessions (id, user_id, created_at, expires_at) values
  ('00000000-0000-4000-8000-00000000005a', '00000000-0000-4000-8000-0000000000a1', now(), now() + interval '1 hour');
insert into public.farcaster_people (fid, username, score, seen_at) values (3, 'mei', 0.4, now());

set local role anon;
select results_eq('select display_name from public.users order by farcaster_fid', array['Nia', 'Jonas'], 'Strangers see who performs');
select throws_ok('select wallet_address from public.users', '42501', null, 'Strangers see no wallets');
select throws_ok('select * from public.farcaster_people', '42501', null, 'Strangers see no scores of people');
select throws_ok($$insert into public.users (display_name) values ('Eve')$$, '42501', null, 'Strangers cannot make people');

select throws_ok('select * from public.user_wallets', '42501', null, 'Strangers see nobody''s proven wallets');
select throws_ok('select edited_at from public.users', '42501', null, 'Strangers see of a person what the profile shows, no more');
select throws_ok('select * from private.sessions', '42501', null, 'Strangers see no sessions');
select throws_ok($$select private.erase_user('00000000-0000-4000-8000-0000000000a1')$$, '42501', null, 'Strangers delete no accounts');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select throws_ok('select wallet_address from public.users where id = auth.uid()', '42501', null,
  'A signed-in fan reads no wallets here, not even their own: it comes with the session');
select throws_ok($$update public.users set display_name = 'Eve'$$, '42501', null, 'A signed-in fan cannot rename anybody');
select throws_ok($$update public.users set farcaster_fid = 99 where id = auth.uid()$$, '42501', null, 'A signed-in fan cannot become someone else');
select throws_ok('delete from public.users', '42501', null, 'A signed-in fan cannot delete anybody');

select results_eq('select address from public.user_wallets', $$values ('0x' || repeat('a1', 20))$$, 'A signed-in fan sees their own wallets');
select is_empty($$select from public.user_wallets where user_id = '00000000-0000-4000-8000-0000000000b2'$$, 'and nobody else''s');
select throws_ok($$insert into public.user_wallets values ('0x' || repeat('c3', 20), auth.uid(), now())$$, '42501', null,
  'A signed-in fan adds no wallet without its signature');
select throws_ok($$update public.user_wallets set user_id = auth.uid()$$, '42501', null, 'A signed-in fan takes no wallet over');
select throws_ok('delete from public.user_wallets', '42501', null, 'A signed-in fan removes wallets through our door alone');
select throws_ok('select * from private.sessions', '42501', null, 'A signed-in fan sees no sessions');
select throws_ok('select * from private.refresh_tokens', '42501', null, 'A signed-in fan sees no refresh tokens');
select throws_ok('select * from private.sign_in_nonces', '42501', null, 'A signed-in fan sees no nonces');
select throws_ok($$select private.merge_users('00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-0000000000a1')$$, '42501', null,
  'A signed-in fan cannot take another account over');
select throws_ok('select private.erase_user(auth.uid())', '42501', null, 'A signed-in fan leaves through our door alone');
select throws_ok('select sessions_from, checked_at from public.users', '42501', null, 'A signed-in fan sees nobody''s sign-outs');

set local role service_role;
select throws_ok('select * from public.user_wallets', '42501', null, 'nor wallets,');
select throws_ok('select * from private.sessions', '42501', null, 'nor sessions');
select throws_ok('select * from public.users', '42501', null, 'A leaked service key opens nothing');

set local role gigavibe_functions;
select lives_ok($$update public.users set wallet_address = null where farcaster_fid = 2$$, 'Functions keep people up to date');
select throws_ok('delete from public.users', '42501', null, 'Functions cannot delete people');
select throws_ok($$update public.users set wallet_address = '0xABC' where farcaster_fid = 2$$, '23514', null, 'A wallet is a lower-case address');

select throws_ok($$insert into public.user_wallets values ('0x' || repeat('a1', 20), '00000000-0000-4000-8000-0000000000b2', now())$$, '23505', null,
  'A wallet signs in to one account');
select throws_ok($$update public.user_wallets set user_id = '00000000-0000-4000-8000-0000000000b2'$$, '42501', null,
  'Functions move no wallet: joining two accounts does');
select throws_ok($$select private.merge_users('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000a1')$$, 'P0001', null,
  'An account does not join itself');
select lives_ok($$select private.merge_users('00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-0000000000a1')$$, 'Two accounts become one');
select results_eq('select count(*)::int from public.user_wallets where user_id = ''00000000-0000-4000-8000-0000000000a1''', array[2], 'with the wallets of both');
reset role;
insert into private.notification_tokens (fid, app_fid, url, token) values (1, 9152, 'https://client.example', 'nia-token'), (2, 9152, 'https://client.example', 'jonas-token');
set local role gigavibe_functions;
select lives_ok($$select private.erase_user('00000000-0000-4000-8000-0000000000a1')$$, 'An account can be deleted');
select results_eq('select token from private.notification_tokens', array['jonas-token'], 'and nobody can notify them any more');
select results_eq('select token_hash from private.dead_notification_tokens', array[encode(sha256('nia-token'), 'hex')], 'nor by a late word of their client');
select is_empty('select from public.user_wallets union all select from private.sessions', 'with its wallets and sessions');
select results_eq($$select display_name, farcaster_fid, wallet_address from public.users where id = '00000000-0000-4000-8000-0000000000a1'$$,
  $$values ('Someone who left', null::bigint, null::text)$$, 'and what stays has no name');

select * from finish();
rollback;
