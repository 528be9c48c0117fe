create table private.untold_prices (
  coin_address text primary key references public.performance_coins (coin_address) on delete cascade,
  payload jsonb not null,
  changed_at timestamptz not null default clock_timestamp()
);
comment on table private.untold_prices is 'Coins whose change those who watch all prices have not been told yet.';
create index untold_prices_oldest on private.untold_prices (changed_at);

alter table private.untold_prices enable row level security;

create function private.broadcast_price() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  said jsonb := jsonb_build_object(
    'performance_id', new.performance_id, 'coin_address', new.coin_address, 'current_price', new.current_price::text,
    'market_cap', new.market_cap::text, 'price_24h_ago', new.price_24h_ago::text, 'volume_24h', new.volume_24h::text,
    'holders_count', new.holders_count, 'top_ten_bps', new.top_ten_bps, 'low_trust_bps', new.low_trust_bps, 'price_block', new.price_block, 'price_log_index', new.price_log_index, 'priced_at', new.priced_at);
begin
  perform private.tell('coin:' || new.coin_address, 'price', said);
  insert into private.untold_prices (coin_address, payload) values (new.coin_address, said)
  on conflict (coin_address) do update set payload = excluded.payload;
  return null;
end $$;
comment on function private.broadcast_price() is 'Security definer because writers of prices may not write realtime messages.';
create trigger broadcast_price after insert or update on public.performance_coins
  for each row execute function private.broadcast_price();

create function private.tell_prices() returns integer
language plpgsql set search_path = ''
as $$
declare
  ticks jsonb;
begin
  with oldest as (
    select u.coin_address from private.untold_prices u order by u.changed_at limit 200 for update skip locked),
  taken as (
    delete from private.untold_prices u using oldest where u.coin_address = oldest.coin_address returning u.payload)
  select jsonb_agg(taken.payload) into ticks from taken;
  if ticks is null then return 0; end if;
  perform realtime.send(jsonb_build_object('ticks', ticks), 'prices', 'prices', true);
  return jsonb_array_length(ticks);
end $$;
comment on function private.tell_prices() is 'One message for all coins that changed, the longest waiting first; 200 at most, so that it stays well under what Realtime carries.';
select cron.schedule('tell-prices', '1 second', 'select private.tell_prices()');

create policy "Everyone listens to all prices" on realtime.messages for select to anon, authenticated
  using (extension = 'broadcast' and (select realtime.topic()) = 'prices');
create policy "Everyone listens to coins that they may see" on realtime.messages for select to anon, authenticated
  using (extension = 'broadcast' and (select realtime.topic()) like 'coin:%' and exists (
    select from public.performance_coins c where c.coin_address = substr(realtime.topic(), 6)));

-- The documented channel `coin-prices`: postgres_changes UPDATE on performance_coins.
alter publication supabase_realtime add table public.performance_coins;
