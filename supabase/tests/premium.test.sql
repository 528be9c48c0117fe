begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(23);

insert into public.users (id, farcaster_fid, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas'),
  ('00000000-0000-4000-8000-0000000000c3', 3, 'Operator');
insert into private.operators (user_id) values ('00000000-0000-4000-8000-0000000000c3');
insert into public.media_files (id, user_id, purpose, cid, size_bytes, mime, pin_status, checked_at)
select ('00000000-0000-4000-8000-0000000000f' || n)::uuid, '00000000-0000-4000-8000-0000000000a1', 'sealed', 'bafkrei' || repeat(chr(96 + n), 52), 100,
  'application/octet-stream', 'pinned', now() from generate_series(1, 4) n;
insert into public.performances (id, user_id, title, poster_lines, kind, ink, status)
select ('00000000-0000-4000-8000-0000000000d' || n)::uuid, '00000000-0000-4000-8000-0000000000a1', 'Take ' || n, '{TAKE}', 'song', 'amber',
  case n when 2 then 'hidden' else 'live' end from generate_series(1, 4) n;
insert into public.holders_files (id, performance_id, user_id, media_id, mime, size_bytes, removed_at)
select ('00000000-0000-4000-8000-0000000000e' || n)::uuid, ('00000000-0000-4000-8000-0000000000d' || n)::uuid, '00000000-0000-4000-8000-0000000000a1',
  ('00000000-0000-4000-8000-0000000000f' || n)::uuid, 'audio/wav', 50, case n when 3 then now() end from generate_series(1, 3) n;
insert into private.holders_keys (file_id, secret_id, wrapped) values ('00000000-0000-4000-8000-0000000000e1', '1', repeat('A', 80));
insert into public.key_releases (file_id, reader_id, entitled_as, block_number)
values ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000b2', 'holder', 7);

select throws_ok($$insert into public.media_files (user_id, purpose, cid, size_bytes, mime) values ('00000000-0000-4000-8000-0000000000a1', 'take', 'bafkrei' || repeat('z', 52), 1, 'application/octet-stream')$$,
  '23514', null, 'Nothing but a sealed file is of no type');
select throws_ok($$update public.holders_files set performance_id = '00000000-0000-4000-8000-0000000000d1' where id::text like '%e2'$$, '23505', null, 'A take has one file for holders');

set local role anon;
select results_eq('select right(id::text, 2) from public.holders_files', array['e1'], 'Strangers see that a live take has something for holders');
select throws_ok('select * from public.key_releases', '42501', null, 'Strangers see no releases');
select throws_ok('select * from private.holders_keys', '42501', null, 'Strangers reach no keys');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select results_eq('select right(id::text, 2) from public.holders_files', array['e1'], 'Fans see the same');
select is_empty('select file_id from public.key_releases', 'Nobody sees releases of others'' files, not even those to themselves');
select throws_ok('select * from private.holders_keys', '42501', null, 'Fans reach no keys');
select throws_ok($$insert into public.holders_files (id, performance_id, user_id, media_id, mime, size_bytes) values (gen_random_uuid(), '00000000-0000-4000-8000-0000000000d4', auth.uid(), '00000000-0000-4000-8000-0000000000f4', 'audio/wav', 1)$$,
  '42501', null, 'Nobody goes around the door');
select throws_ok('update public.holders_files set least_coins = 1', '42501', null, 'Nor lowers what it takes');
select throws_ok($$select public.moderate_holders_file('00000000-0000-4000-8000-0000000000e1', 'take_down', 'mine')$$, '42501', null, 'Fans take nothing down');

set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select results_eq('select right(id::text, 2) from public.holders_files order by id', array['e1', 'e2'], 'Makers see theirs, also of a hidden take, and none that they removed');
select results_eq('select entitled_as, block_number from public.key_releases', $$values ('holder', 7::bigint)$$, 'Makers see how often theirs was opened');
select throws_ok('select reader_id from public.key_releases', '42501', null, 'They do not see by whom');

set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000c3"}';
select lives_ok($$select public.moderate_holders_file('00000000-0000-4000-8000-0000000000e1', 'take_down', 'Somebody else''s')$$, 'An operator takes it down');
select throws_ok($$select public.moderate_holders_file('00000000-0000-4000-8000-0000000000e1', 'burn', 'x')$$, '23514', null, 'There are two decisions');
select results_eq('select right(id::text, 2) from public.holders_files order by id', array['e1', 'e2'], 'Operators still see it');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select results_eq('select taken_down_because from public.holders_files where taken_down_at is not null', array['Somebody else''s'], 'Its maker reads why');
set local role anon;
select is_empty('select id from public.holders_files', 'For everybody else there is nothing any more');
set local role gigavibe_functions;
select throws_ok('update public.key_releases set block_number = 8', '42501', null, 'Nobody rewrites who was given a key');
select throws_ok($$insert into public.key_releases (file_id, reader_id, entitled_as) values ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000c3', 'operator')$$,
  '23514', null, 'No operator is given a key without a reason');

reset role;
select private.erase_user('00000000-0000-4000-8000-0000000000a1');
select is_empty('select * from private.holders_keys', 'When its maker leaves, the key is gone');
select is_empty('select * from public.holders_files', 'and the file is none for holders any more');

select * from finish();
rollback;
