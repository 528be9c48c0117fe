-- Three kinds of performance: climbing, with a coin, hidden; and a fan.
insert into public.users (id, farcaster_fid, display_name, username, wallet_address) values
  ('00000000-0000-4000-8000-000000000001', 1, 'Nia', 'nia', '0x00000000000000000000000000000000000000a1'),
  ('00000000-0000-4000-8000-000000000002', 2, 'Jonas', 'jonas', null);
insert into public.performances (id, user_id, farcaster_cast_id, title, poster_lines, kind, ink, status, cast_at) overriding system value
select ('00000000-0000-4000-8000-0000000001' || lpad(n::text, 2, '0'))::uuid, '00000000-0000-4000-8000-000000000001',
  '0x' || lpad(n::text, 40, '0'), 'Take ' || n, array['Take', n::text], 'song', 'teal', case when n = 30 then 'hidden' else 'live' end,
  '2026-01-01T00:00:00.123456Z'::timestamptz + n * interval '1 minute'
from generate_series(1, 30) n;
insert into public.performance_metrics (performance_id, likes_count, viral_score, rising_score, viral_threshold, crossed_at, version, creator_followers)
select id, number, number, number / 7.0, 150, case when number = 2 then now() end, 1, 40 from public.performances;
insert into public.performance_scores select '00000000-0000-4000-8000-000000000101', '2026-01-01'::timestamptz + n * interval '1 minute', n from generate_series(1, 5) n;
insert into public.viral_receipts (performance_id, rule_version, score, threshold, terms, people, people_needed, circles, left_out, left_out_for, posted_at,
  decided_at, confirmed_at, events, events_hash, receipt_hash) values
  ('00000000-0000-4000-8000-000000000102', 'count-150', 101.5, 100, '[{"feature":"start","value":null,"points":0},{"feature":"mass","value":92,"points":60},{"feature":"recent","value":60,"points":41.5}]',
   78, 19, 70, 4, '{"lowScore":3,"youngAccount":0,"circleCap":1,"churn":0}', '2026-01-01T00:02:00Z', '2026-01-01T01:00:00Z', '2026-01-01T01:10:00Z', 80,
   '0x' || repeat('6', 64), '0x' || repeat('7', 64));
insert into public.farcaster_people (fid, display_name, seen_at) values (7, 'Mei', now());
insert into public.engagement_events (event_type, reaction_type, fid, cast_hash, event_at) values
  ('reaction.created', 1, 7, '0x' || lpad('1', 40, '0'), '2026-01-01T00:05:00Z');
insert into public.viral_queue (id, performance_id, user_id, status, detection_score, rule_version, decided_at, name, ticker, opens_at) values
  ('00000000-0000-4000-8000-000000000202', '00000000-0000-4000-8000-000000000102', '00000000-0000-4000-8000-000000000001', 'open', 101.5, 'count-150', now(), 'Take 2', 'TAKE', now()),
  ('00000000-0000-4000-8000-000000000203', '00000000-0000-4000-8000-000000000103', '00000000-0000-4000-8000-000000000001', 'detected', 100.4, 'count-150', now(), 'Take 3', 'TAKE3', null);
insert into public.performance_coins (performance_id, coin_address, chain_id, name, symbol, currency, pool_id, pool_key, metadata_cid, creator_address,
  transaction_hash, created_block, created_block_hash, launched_at, opens_at, initial_price, current_price, market_cap, price_24h_ago, price_block, price_block_hash, price_log_index, priced_at) values
  ('00000000-0000-4000-8000-000000000102', '0x00000000000000000000000000000000000000c1', 8453, 'Take 2', 'TAKE', '0x0000000000000000000000000000000000000000',
   '0x' || repeat('1', 64), '{"currency0":"0x0000000000000000000000000000000000000000","currency1":"0x00000000000000000000000000000000000000c1","fee":8388608,"tickSpacing":200,"hooks":"0x0469a4bd3724dc86c9542f4694c976da13c450c0"}', 'bafk', '0x00000000000000000000000000000000000000a1', '0x' || repeat('2', 64), 10, '0x' || repeat('3', 64), now(), now(),
   2000000000, 90071992547409931234567, 90071992547409931234567000000000, 2000000000, 12, '0x' || repeat('4', 64), 3, now());
insert into public.coin_trades (coin_address, block_number, block_hash, log_index, transaction_hash, trader, side, coin_amount, currency_amount, price, traded_at) values
  ('0x00000000000000000000000000000000000000c1', 12, '0x' || repeat('4', 64), 3, '0x' || repeat('5', 64), '0x00000000000000000000000000000000000000b1', 'buy', 123456789012345678901234567890, 10000000000000000, 90071992547409931234567, now());
insert into public.coin_prices (coin_address, block_number, block_hash, log_index, price, priced_at) values
  ('0x00000000000000000000000000000000000000c1', 12, '0x' || repeat('4', 64), 3, 90071992547409931234567, now());
