begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
-- Until the rollback, so that everyone below can speak of what they find.
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(42);

insert into public.users (id, farcaster_fid, display_name) values ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia');
insert into public.performances (id, user_id, title, poster_lines, kind, ink, status) values
  ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000a1', 'Live one', '{LIVE}', 'song', 'amber', 'live'),
  ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000a1', 'Hidden one', '{HIDDEN}', 'song', 'rose', 'hidden');
insert into public.performance_coins (performance_id, coin_address, chain_id, name, symbol, currency, pool_id, pool_key, metadata_cid, creator_address,
  transaction_hash, created_block, created_block_hash, launched_at, opens_at)
select id, '0x' || repeat(case status when 'live' then 'c1' else 'c2' end, 20), 8453, title, upper(status), '0x' || repeat('00', 20), '0x' || repeat('bb', 32),
  '{}', 'cid', '0x' || repeat('a1', 20), '0x01', 10, '0x02', now(), now() from public.performances;
insert into public.coin_trades values
  ('0x' || repeat('c1', 20), 11, '0x0b', 0, '0x03', '0x' || repeat('fa', 20), 'buy', 115792089237316195423570985008687907853269984665640564039457584007913129639935, 5, 7, now());
insert into public.coin_prices values ('0x' || repeat('c1', 20), 11, '0x0b', 0, 7, now());
insert into public.coin_transfers values ('0x' || repeat('c1', 20), 11, '0x0b', 1, '0x' || repeat('00', 20), '0x' || repeat('fa', 20), 5, 0, 5);
insert into public.coin_holders values
  ('0x' || repeat('c1', 20), '0x' || repeat('fa', 20), 5, 11, 1), ('0x' || repeat('c1', 20), '0x' || repeat('fb', 20), 6, 11, 2);
insert into public.user_wallets values ('0x' || repeat('fa', 20), '00000000-0000-4000-8000-0000000000a1', now());
insert into public.coin_candles values ('0x' || repeat('c1', 20), 60, date_trunc('minute', now()), 7, 9, 6, 8, 5, 1);
insert into public.coin_rewards values
  ('0x' || repeat('c1', 20), 11, '0x0b', 2, '0x' || repeat('00', 20), '0x' || repeat('a1', 20), '0x01', '0x02', 3, 0, 3, 2, 0, 1, 0, now()),
  ('0x' || repeat('c1', 20), 11, '0x0b', 3, '0x' || repeat('00', 20), '0x' || repeat('a1', 20), '0x01', '0x02', 4, 0, 4, 2, 0, 1, 0, now());
insert into public.users (id, farcaster_fid, display_name) values ('00000000-0000-4000-8000-0000000000a2', 2, 'Jonas');
insert into public.viral_queue (id, performance_id, user_id, status, detection_score, rule_version, decided_at, payout_address, consent)
select ('00000000-0000-4000-8000-0000000000f' || right(id::text, 1))::uuid, id, user_id, 'final', 1, 'r', now(), '0x' || repeat('5b', 20),
  jsonb_build_object('owners', jsonb_build_array('0x' || repeat('A1', 20)), 'split', jsonb_build_array(
    jsonb_build_object('account', '0x' || repeat('a1', 20), 'bps', 8000), jsonb_build_object('account', '0x' || repeat('a2', 20), 'bps', 2000)))
from public.performances;
insert into public.launch_parts values
  ('00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-0000000000a2', 0, 2000, 'accepted', '0x' || repeat('a2', 20), '0x01', now(), now());
insert into private.chain_cursors (id, block_number, block_hash) values ('coins', 11, '0x0b') on conflict (id) do nothing;

set local role anon;
select results_eq('select symbol from public.performance_coins', array['LIVE'], 'Strangers see coins of live performances alone');
select results_eq('select price::text from public.coin_prices', array['7'], 'Strangers see prices');
select results_eq('select coin_amount::text from public.coin_trades', array['115792089237316195423570985008687907853269984665640564039457584007913129639935'], 'Strangers see trades, every amount to its last unit');
select throws_ok('select * from public.coin_transfers', '42501', null, 'Strangers see no holdings');
select throws_ok('select * from public.coin_holders', '42501', null, 'Strangers see nobody''s balance');
select results_eq('select high::text from public.coin_candles', array['9'], 'Strangers see candles');
select results_eq('select currency_amount::text, times from public.coin_earnings', $$values ('7', 2::bigint)$$, 'Strangers see what trading paid a creator');
select results_eq('select week_currency_amount::text, week_eth_amount::text, last_block from public.coin_earnings', $$values ('7', '7', 11::bigint)$$, 'and how much of it in the past week, up to which block');
select throws_ok('select * from public.own_payouts()', '42501', null, 'Strangers have no payouts');
select results_eq('select block_number from public.market_clock()', array[11::bigint], 'Strangers see how old prices are');
select throws_ok('select * from private.chain_cursors', '42501', null, 'Strangers see nothing of the indexer');
select throws_ok('select * from private.chain_blocks', '42501', null, 'Strangers see no blocks');
select throws_ok('update public.performance_coins set current_price = 1', '42501', null, 'Strangers set no prices');
select throws_ok($$insert into public.coin_trades values ('0x' || repeat('c1', 20), 12, '0x0c', 0, '0x04', '0x' || repeat('fb', 20), 'buy', 1, 1, 1, now())$$, '42501', null, 'Strangers make no trades up');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select results_eq('select symbol from public.performance_coins order by symbol', array['HIDDEN', 'LIVE'], 'A creator sees the coin of what is hidden, too');
select throws_ok('select * from public.coin_transfers', '42501', null, 'A creator sees no holdings of others');
select results_eq('select balance::text from public.coin_holders', array['5'], 'People see what their own wallets hold, and no other''s');
select throws_ok('update public.coin_holders set balance = 9', '42501', null, 'People set no balances');
select throws_ok($$insert into public.coin_rewards select * from public.coin_rewards$$, '42501', null, 'People make no earnings up');
select throws_ok('select * from private.coin_reads', '42501', null, 'People see nothing of how far the index read');
select throws_ok('update public.performance_coins set market_cap = 1', '42501', null, 'A creator sets no market cap');
select throws_ok('delete from public.coin_trades', '42501', null, 'A creator makes no trade disappear');
select throws_ok($$insert into public.coin_prices values ('0x' || repeat('c1', 20), 12, '0x0c', 0, 9, now())$$, '42501', null, 'A creator makes no price up');

select results_eq('select symbol, payout_address, account, bps, is_own from public.own_payouts() order by symbol',
  $$values ('HIDDEN', '0x' || repeat('5b', 20), '0x' || repeat('a1', 20), 8000, true), ('LIVE', '0x' || repeat('5b', 20), '0x' || repeat('a1', 20), 8000, true)$$,
  'A creator has their own part, of a hidden take too, and nobody else''s');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a2"}';
select results_eq('select symbol, account, bps, is_own from public.own_payouts()', $$values ('LIVE', '0x' || repeat('a2', 20), 2000, false)$$, 'Who accepted a part has it, by the wallet that accepted');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a3"}';
select is_empty('select * from public.own_payouts()', 'Others have none');

set local role gigavibe_functions;
set local request.jwt.claims = '';
select lives_ok($$insert into public.coin_trades values ('0x' || repeat('c1', 20), 12, '0x0c', 0, '0x04', '0x' || repeat('fb', 20), 'sell', 1, 1, 1, now())$$, 'Functions write trades');
select throws_ok($$insert into public.coin_trades values ('0x' || repeat('c1', 20), 12, '0x0c', 0, '0x04', '0x' || repeat('fb', 20), 'sell', 1, 1, 1, now())$$, '23505', null, 'A log is a trade once');
select throws_ok($$insert into public.coin_prices values ('0x' || repeat('c1', 20), 11, '0x0d', 0, 8, now())$$, '23505', null, 'A place on the chain has one price');
select throws_ok($$insert into public.coin_trades values ('0x' || repeat('c9', 20), 12, '0x0e', 0, '0x04', '0x' || repeat('fb', 20), 'buy', 1, 1, 1, now())$$, '23503', null, 'Only coins of ours are traded');
select throws_ok($$insert into public.coin_trades values ('0x' || repeat('c1', 20), 12, '0x0e', 0, '0x04', '0x' || repeat('fb', 20), 'gift', 1, 1, 1, now())$$, '23514', null, 'A trade is a buy or a sale');
select throws_ok($$insert into public.coin_trades values ('0x' || repeat('c1', 20), 12, '0x0e', 0, '0x04', '0xNOBODY', 'buy', 1, 1, 1, now())$$, '23514', null, 'A trader is an address');
select lives_ok('delete from public.coin_trades where block_number > 11', 'Functions take back what a reorg took back');
reset role;

-- What is told.
delete from realtime.messages;
delete from private.broadcasts;
select private.tell_prices();
delete from realtime.messages;
update public.performance_coins set current_price = 123456789012345678901234567890, market_cap = 5, price_block = 12, price_log_index = 3 where symbol = 'LIVE';
select results_eq(
  'select topic, event, private from realtime.messages order by topic',
  $$values ('coin:0x' || repeat('c1', 20), 'price', true)$$,
  'A price is told at once to those at the coin, in a private channel');
select results_eq($$select distinct payload ->> 'current_price' from realtime.messages$$, array['123456789012345678901234567890'], 'A price is told to its last unit');
select results_eq($$select distinct (payload ->> 'price_block')::integer, (payload ->> 'price_log_index')::integer from realtime.messages$$, $$values (12, 3)$$, 'A price says where on the chain it comes from');
update public.performance_coins set current_price = 7, price_block = 13, price_log_index = 0 where symbol = 'LIVE';
select results_eq('select count(*)::integer from realtime.messages', array[1], 'A second price within the second has to wait');
select is(private.tell_prices(), 1, 'Those who watch all prices are told of a coin once');
select results_eq(
  $$select topic, private, payload -> 'ticks' -> 0 ->> 'current_price', jsonb_array_length(payload -> 'ticks') from realtime.messages where topic = 'prices'$$,
  $$values ('prices', true, '7', 1)$$, 'and of its latest price alone');
select is(private.tell_prices(), 0, 'Told is told');
select isnt_empty($$select from pg_publication_tables where pubname = 'supabase_realtime' and tablename = 'performance_coins'$$, 'The documented channel coin-prices hears of updates');
select is_empty($$select tablename from pg_publication_tables where pubname = 'supabase_realtime' and tablename in ('coin_transfers', 'viral_queue', 'jobs', 'users')$$, 'Nothing closed is published');

select * from finish();
rollback;
