begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
-- Until the rollback, so that everyone below can speak of what they find.
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(59);

insert into public.users (id, farcaster_fid, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas');
insert into public.performances (id, user_id, title, poster_lines, kind, ink) values
  ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000a1', 'Waiting', '{WAITING}', 'song', 'amber'),
  ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000a1', 'Announced', '{ANNOUNCED}', 'song', 'rose'),
  ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-0000000000a1', 'Held', '{HELD}', 'song', 'teal'),
  ('00000000-0000-4000-8000-000000000004', '00000000-0000-4000-8000-0000000000b2', 'Of Jonas', '{JONAS}', 'song', 'moss');
insert into public.viral_queue (id, performance_id, user_id, status, detection_score, rule_version, decided_at, ticker, opens_at, last_error) values
  ('00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000a1', 'awaiting_consent', 100, 'count-1', now(), 'WAIT', null, null),
  ('00000000-0000-4000-8000-0000000000c2', '00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000a1', 'pinned', 100, 'count-1', now(), 'SOON', now() + interval '3 minutes', null),
  ('00000000-0000-4000-8000-0000000000c3', '00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-0000000000a1', 'held', 100, 'count-1', now(), 'HELD', now(), 'The performance was taken back.'),
  ('00000000-0000-4000-8000-0000000000c4', '00000000-0000-4000-8000-000000000004', '00000000-0000-4000-8000-0000000000b2', 'detected', 100, 'count-1', now(), 'JONAS', null, null);
insert into private.server_wallets (address, chain_id) values ('0x' || repeat('aa', 20), 8453);
insert into private.launch_transactions (hash, queue_id, wallet_address, nonce, raw, max_fee_per_gas) values
  ('0x' || repeat('ab', 32), '00000000-0000-4000-8000-0000000000c2', '0x' || repeat('aa', 20), 2, '0x02', 1);

set local role anon;
select results_eq('select ticker from public.viral_queue', array['SOON'], 'Strangers see announced launches alone');
select throws_ok('select last_error from public.viral_queue', '42501', null, 'Strangers see no faults');
select throws_ok('select consent_expires_at from public.viral_queue', '42501', null, 'Strangers see no deadlines of creators');
select throws_ok('select * from public.own_launches()', '42501', null, 'Strangers have no launches of their own');
select throws_ok('select consent_signature from public.viral_queue', '42501', null, 'Strangers see no signatures');
select throws_ok('select nonce from public.viral_queue', '42501', null, 'Strangers see no nonces');
select throws_ok('select * from private.launch_transactions', '42501', null, 'Strangers see no signed transactions');
select throws_ok('select * from private.server_wallets', '42501', null, 'Strangers see no wallets of the server');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select results_eq('select ticker from public.viral_queue order by ticker', array['HELD', 'SOON', 'WAIT'], 'Creators see all of their own launches and what is announced');
select results_eq($$select last_error from public.own_launches() where ticker = 'HELD'$$, array['The performance was taken back.'], 'Creators read why a launch is held');
select throws_ok('select consent, consent_signature from public.viral_queue', '42501', null, 'Not even creators read signatures');
select throws_ok('select metadata from public.viral_queue', '42501', null, 'Creators get the inputs from the card alone');
select throws_ok($$update public.viral_queue set status = 'approved'$$, '42501', null, 'A creator cannot approve without signing');
select throws_ok($$insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at) values ('00000000-0000-4000-8000-000000000004', '00000000-0000-4000-8000-0000000000a1', 1, 'x', now())$$, '42501', null, 'Nobody queues a launch of their own making');
select throws_ok('delete from public.viral_queue', '42501', null, 'A creator cannot make a launch disappear');
select throws_ok('select * from private.launch_transactions', '42501', null, 'Creators see no signed transactions');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select results_eq('select ticker from public.viral_queue order by ticker', array['JONAS', 'SOON'], 'A fan sees announced launches and their own, nothing else');
select throws_ok('select last_error from public.viral_queue', '42501', null, 'A fan sees no faults of what is announced');
select throws_ok('select consent_expires_at from public.viral_queue', '42501', null, 'A fan sees no deadlines of creators');
select results_eq('select ticker from public.own_launches()', array['JONAS'], 'Own launches are one''s own alone');

-- Whose stage it is to listen to.
set local realtime.topic = 'stage:00000000-0000-4000-8000-0000000000b2';
reset role;
insert into realtime.messages (topic, extension, event, private) values ('stage:00000000-0000-4000-8000-0000000000b2', 'broadcast', 'launch', true);
set local role authenticated;
select isnt_empty($$select id from realtime.messages where topic = 'stage:00000000-0000-4000-8000-0000000000b2'$$, 'Creators listen to their own stage');
set local realtime.topic = 'stage:00000000-0000-4000-8000-0000000000a1';
select is_empty($$select id from realtime.messages where topic = 'stage:00000000-0000-4000-8000-0000000000b2'$$, 'Nobody listens to another one''s stage');

set local role gigavibe_functions;
set local request.jwt.claims = '';
select lives_ok($$update public.viral_queue set status = 'reserved', nonce = 3 where ticker = 'SOON' and status = 'pinned'$$, 'Functions move launches');
select lives_ok($$insert into private.launch_transactions (hash, queue_id, wallet_address, nonce, raw, max_fee_per_gas) values ('0x' || repeat('ac', 32), '00000000-0000-4000-8000-0000000000c2', '0x' || repeat('aa', 20), 3, '0x02', 1)$$, 'Functions record what they sign');
select throws_ok('delete from private.launch_transactions', '42501', null, 'Not even functions forget what was signed');
select throws_ok('delete from public.viral_queue', '42501', null, 'Not even functions forget a launch');
select throws_ok('delete from private.server_wallets', '42501', null, 'Not even functions forget a wallet');
select throws_ok('delete from private.wallet_nonces', '42501', null, 'Not even functions forget a nonce');
select throws_ok('update private.server_wallets set most_per_day = most_per_day * 2', '42501', null, 'Functions cannot lift their own limits');
select throws_ok('update private.server_wallets set paused_because = null', '42501', null, 'Functions cannot switch the wallet on');
select throws_ok($$insert into private.server_wallets (address, chain_id, most_per_day) values ('0x' || repeat('ab', 20), 8453, 1)$$, '42501', null, 'A new wallet has the usual limits');
select lives_ok('update private.server_wallets set balance = 1, balance_at = now()', 'Functions note the wallet''s balance');
select throws_ok($$update public.viral_queue set status = 'somewhere' where ticker = 'SOON'$$, '23514', null, 'There are no other states than those known');
select throws_ok($$update public.viral_queue set ticker = 'no good' where ticker = 'SOON'$$, '23514', null, 'A ticker is 2 to 12 capitals and digits');
select throws_ok($$insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at) values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000a1', 1, 'x', now())$$, '23505', null, 'A performance is launched once');
reset role;
-- A fifth launch wants the ticker that each state in turn has.
insert into public.performances (id, user_id, title, poster_lines, kind, ink) values
  ('00000000-0000-4000-8000-000000000005', '00000000-0000-4000-8000-0000000000b2', 'Fifth', '{FIFTH}', 'song', 'moss');
insert into public.viral_queue (id, performance_id, user_id, status, detection_score, rule_version, decided_at, ticker) values
  ('00000000-0000-4000-8000-0000000000c5', '00000000-0000-4000-8000-000000000005', '00000000-0000-4000-8000-0000000000b2', 'awaiting_consent', 100, 'count-1', now(), 'FIFTH');
create function pg_temp.clash(state text) returns text language plpgsql as $$
begin
  update public.viral_queue set ticker = 'FIFTH', status = state where ticker = 'HELD';
  raise exception using errcode = 'P0001';
exception when unique_violation then return 'held';
  when raise_exception then return 'free';
end $$;
select results_eq(
  $$select state, pg_temp.clash(state), private.wants_ticker(state) from regexp_split_to_table(substring(
      (select pg_get_constraintdef(oid) from pg_constraint where conname = 'viral_queue_status_check') from 'ARRAY\[(.*)\]'), ', ') as quoted,
    lateral (select substring(quoted from '''(.*)''') as state) as named order by state$$,
  $$values ('approved', 'held', true), ('awaiting_consent', 'held', true), ('confirmed', 'held', true), ('dead', 'free', false), ('detected', 'free', true),
    ('expired', 'free', false), ('failed', 'held', true), ('final', 'held', true), ('held', 'free', false), ('open', 'held', true), ('pinned', 'held', true),
    ('refused', 'free', false), ('reserved', 'held', true), ('sent', 'held', true), ('signed', 'held', true)$$,
  'A ticker is held from the card on until the launch comes to nothing, in whichever of its states');

-- What is told, and to whom.
delete from realtime.messages;
update public.viral_queue set status = 'approved' where ticker = 'WAIT';
select results_eq('select topic, private from realtime.messages', $$values ('stage:00000000-0000-4000-8000-0000000000a1', true)$$, 'What is not announced is told to its creator alone');
delete from realtime.messages;
update public.viral_queue set status = 'signed' where ticker = 'SOON';
select results_eq(
  'select topic, private from realtime.messages order by topic',
  $$values ('performance:00000000-0000-4000-8000-000000000002', true), ('stage:00000000-0000-4000-8000-0000000000a1', true)$$,
  'What is announced is told to everyone at the performance');
select is_empty($$select payload from realtime.messages where payload ?| array['nonce', 'consent', 'consent_signature', 'last_error']$$, 'Nothing internal is told');
delete from realtime.messages;
update public.viral_queue set last_error = 'The pinning service is away' where ticker = 'SOON';
select is_empty('select payload from realtime.messages', 'A fault that is tried again is nobody''s news');
select is((select status from public.viral_queue where ticker = 'SOON'), 'signed', 'A fault moves nothing');

-- Who shares in a coin.
insert into public.users (id, farcaster_fid, display_name) values ('00000000-0000-4000-8000-0000000000d4', 4, 'Mara');
delete from public.notices;
delete from realtime.messages;
set local role gigavibe_functions;
insert into public.launch_parts (queue_id, user_id, place, bps) values
  ('00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000b2', 0, 2000);
reset role;
select results_eq('select user_id, kind, performance_id from public.notices',
  $$values ('00000000-0000-4000-8000-0000000000b2'::uuid, 'asked', '00000000-0000-4000-8000-000000000001'::uuid)$$, 'Who is asked to share finds it in the inbox');
select results_eq($$select topic from realtime.messages where event = 'part' order by topic$$,
  array['stage:00000000-0000-4000-8000-0000000000a1', 'stage:00000000-0000-4000-8000-0000000000b2'], 'and both stages are told');
update public.notices set read_at = now();
update public.launch_parts set bps = 2500;
select results_eq('select read_at is null from public.notices', array[true], 'Another part is asked anew');
select throws_ok($$update public.launch_parts set answer = 'accepted', answered_at = now()$$, '23514', null, 'Nobody accepts without a wallet and a signature');
select throws_ok('update public.launch_parts set bps = 9001', '23514', null, 'The creator keeps something');
set local role anon;
select throws_ok('select * from public.launch_parts', '42501', null, 'Strangers see no parts');
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select results_eq('select bps from public.launch_parts', array[2500], 'Who is asked sees what for');
select throws_ok('select signature from public.launch_parts', '42501', null, 'Nobody reads signatures');
select throws_ok($$update public.launch_parts set answer = 'declined'$$, '42501', null, 'Answers come through the door alone');
select throws_ok($$insert into public.launch_parts (queue_id, user_id, place, bps) values ('00000000-0000-4000-8000-0000000000c4', '00000000-0000-4000-8000-0000000000b2', 1, 5000)$$, '42501', null, 'Nobody gives themselves a part');
select throws_ok('delete from public.launch_parts', '42501', null, 'Nobody takes a part away');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select results_eq('select bps from public.launch_parts', array[2500], 'The creator sees whom they asked');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000d4"}';
select is_empty('select bps from public.launch_parts', 'Others see nothing of it');
reset role;

select results_eq($$select public.launch_is_over('00000000-0000-4000-8000-000000000001')$$, array[false], 'While a creator may still decide nothing is over');
delete from realtime.messages;
update public.viral_queue set status = 'refused' where ticker = 'WAIT';
select results_eq($$select payload - 'id' from realtime.messages where topic = 'performance:00000000-0000-4000-8000-000000000001'$$,
  $$values ('{"performance_id": "00000000-0000-4000-8000-000000000001"}'::jsonb)$$, 'That nothing comes of it is told at the take, and not why');
set local role anon;
select results_eq(
  $$select public.launch_is_over(('00000000-0000-4000-8000-00000000000' || n)::uuid) from generate_series(1, 4) n$$,
  array[true, false, false, false], 'and whoever asks is told: of what was refused, not of what is announced, held or detected');
reset role;
select results_eq($$select topic from realtime.messages where event = 'part'$$, array['stage:00000000-0000-4000-8000-0000000000b2'], 'Who was asked is told that it is decided');

update public.viral_queue set opens_at = null where ticker = 'SOON';
set local role anon;
select is_empty('select ticker from public.viral_queue', 'Strangers see no launch that has no time to open');
reset role;

select * from finish();
rollback;
