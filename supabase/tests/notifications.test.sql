begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(30);

insert into public.users (id, farcaster_fid, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas');
insert into public.performances (id, user_id, title, poster_lines, kind, ink, cast_at)
values ('00000000-0000-4000-8000-00000000d001', '00000000-0000-4000-8000-0000000000a1', 'Night bus home', '{NIGHT}', 'song', 'amber', now());
insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at)
values ('00000000-0000-4000-8000-00000000d001', '00000000-0000-4000-8000-0000000000a1', 1, 'v', now());
select results_eq('select key, kind from public.jobs where kind = ''notice''',
  $$values ('notice:00000000-0000-4000-8000-0000000000a1', 'notice')$$, 'With the notice comes the job that sends it');
update public.viral_queue set status = 'awaiting_consent';
update public.viral_queue set opens_at = now(), status = 'pinned';
update public.viral_queue set status = 'open';
update public.viral_queue set status = 'sent';
update public.viral_queue set status = 'open';
select results_eq('select kind from public.notices order by kind', array['announced', 'crossed', 'open'], 'A thing that happened is told once, though a reorg made it happen twice');

set local role anon;
select throws_ok('select id from public.notices', '42501', null, 'Strangers see no inbox');
select throws_ok('select user_id from public.notice_settings', '42501', null, 'Strangers see no settings');
select throws_ok('select * from private.notification_tokens', '42501', null, 'Strangers see no tokens');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select is_empty('select id from public.notices', 'A fan does not see the inbox of a creator');
select lives_ok('update public.notices set read_at = now()', 'and changes nothing in it');
select lives_ok($$insert into public.notice_settings (time_zone) values ('Europe/Stockholm')$$, 'A fan says where they are');
select throws_ok($$update public.notice_settings set quiet_from = 1440$$, '23514', null, 'A day has 1,440 minutes');
select throws_ok($$update public.notice_settings set muted = '{crossed}'$$, '23514', null, 'What asks for an answer is not muted');

set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select is_empty('select time_zone from public.notice_settings', 'Nobody sees where a fan is');
select results_eq('select count(*) from public.notices where read_at is null', array[3::bigint], 'A creator finds what happened, unread');
select lives_ok($$update public.notices set read_at = now() where kind = 'crossed'$$, 'and marks it as read');
select throws_ok('select push_id from public.notices', '42501', null, 'but does not see how it was sent');
select throws_ok('update public.notices set delivered_at = now()', '42501', null, 'nor says that it was');
select throws_ok($$insert into public.notices (user_id, kind, performance_id) values (auth.uid(), 'open', '00000000-0000-4000-8000-00000000d001')$$, '42501', null, 'Nobody writes notices');

reset role;
delete from public.viral_queue;
delete from public.jobs;
set local role anon;
select throws_ok('select * from public.launch_watches', '42501', null, 'Strangers see nobody who watches');
set local role authenticated;
select throws_ok($$insert into public.launch_watches (performance_id) values ('00000000-0000-4000-8000-00000000d001')$$, '42501', null, 'Nobody watches their own take');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select throws_ok(
  $$insert into public.launch_watches (user_id, performance_id) values ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-00000000d001')$$,
  '42501', null, 'Nobody watches in the name of another');
select lives_ok($$insert into public.launch_watches (performance_id) values ('00000000-0000-4000-8000-00000000d001')$$, 'A fan watches a take');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select is_empty('select * from public.launch_watches', 'A creator does not see who watches');
delete from public.launch_watches;
reset role;
select results_eq('select count(*) from public.launch_watches', array[1::bigint], 'nor ends it');
insert into public.performances (user_id, title, poster_lines, kind, ink, cast_at)
select '00000000-0000-4000-8000-0000000000a1', 'Take', '{TAKE}', 'song', 'amber', now() from generate_series(1, 1000);
select throws_ok($$insert into public.launch_watches (user_id, performance_id)
  select '00000000-0000-4000-8000-0000000000b2', id from public.performances on conflict do nothing$$, '23514', 'Nobody waits for more than 1,000 takes.', 'A person watches a thousand takes at most');

insert into public.performance_coins (performance_id, coin_address, chain_id, name, symbol, currency, pool_id, pool_key, metadata_cid, creator_address,
  transaction_hash, created_block, created_block_hash, launched_at, opens_at)
values ('00000000-0000-4000-8000-00000000d001', '0x' || repeat('c', 40), 8453, 'Bus', 'BUS', '0x' || repeat('0', 40), '0x' || repeat('b', 64), '{}', 'cid',
  '0x' || repeat('e', 40), '0x01', 10, '0x02', now(), now());
set local role anon;
select throws_ok('select * from public.trade_watches', '42501', null, 'Strangers see no trades that people wait for');
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select lives_ok($$insert into public.trade_watches (transaction_hash, coin_address, trader)
  select '0x' || lpad(n::text, 64, '0'), '0x' || repeat('c', 40), '0x' || repeat('f', 40) from generate_series(1, 1) n$$, 'A fan waits for a trade of theirs');
select throws_ok($$insert into public.trade_watches (transaction_hash, coin_address, trader)
  values ('0x' || repeat('1', 64), '0x' || repeat('d', 40), '0x' || repeat('f', 40))$$, '42501', null, 'but for none of a coin that is none');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select is_empty('select * from public.trade_watches', 'Nobody else sees it');
delete from public.trade_watches;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select results_eq('select count(*) from public.trade_watches', array[1::bigint], 'nor ends it');
select throws_ok($$insert into public.trade_watches (transaction_hash, coin_address, trader)
  select '0x' || lpad(n::text, 64, '0'), '0x' || repeat('c', 40), '0x' || repeat('f', 40) from generate_series(2, 51) n$$, '23514', 'Nobody waits for more than 50 trades.', 'A person waits for fifty at most');
reset role;
update public.trade_watches set created_at = now() - interval '25 hours';
do $$ begin execute (select command from cron.job where jobname = 'forget-trade-watches'); end $$;
select is_empty('select * from public.trade_watches', 'A trade that never landed is forgotten after a day');

select * from finish();
rollback;
