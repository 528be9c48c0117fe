create table public.performance_coins (
  id uuid primary key default gen_random_uuid(),
  performance_id uuid not null unique references public.performances (id),
  coin_address text not null unique check (coin_address ~ '^0x[0-9a-f]{40}$'),
  chain_id bigint not null,
  name text not null,
  symbol text not null,
  currency text not null check (currency ~ '^0x[0-9a-f]{40}$'),
  pool_id text not null check (pool_id ~ '^0x[0-9a-f]{64}$'),
  pool_key jsonb not null,
  metadata_cid text not null,
  creator_address text not null check (creator_address ~ '^0x[0-9a-f]{40}$'),
  transaction_hash text not null,
  created_block bigint not null,
  created_block_hash text not null,
  launched_at timestamptz not null,
  opens_at timestamptz not null,
  initial_price numeric(78, 0),
  current_price numeric(78, 0),
  market_cap numeric(78, 0),
  price_24h_ago numeric(78, 0),
  volume_24h numeric(78, 0) not null default 0,
  holders_count integer not null default 0,
  price_block bigint,
  price_block_hash text,
  price_log_index integer,
  priced_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.performance_coins is 'A performance''s coin. Prices are currency wei for 10^18 coin wei; market cap is currency wei for the whole supply.';
comment on column public.performance_coins.launched_at is 'Time of the block that created the coin; the launch fee falls from here.';
comment on column public.performance_coins.opens_at is 'When the launch fee has fallen to 5 %: buying is offered from here.';

create table public.coin_trades (
  coin_address text not null references public.performance_coins (coin_address),
  block_number bigint not null,
  block_hash text not null,
  log_index integer not null,
  transaction_hash text not null,
  trader text not null check (trader ~ '^0x[0-9a-f]{40}$'),
  side text not null check (side in ('buy', 'sell')),
  coin_amount numeric(78, 0) not null check (coin_amount > 0),
  currency_amount numeric(78, 0) not null check (currency_amount >= 0),
  price numeric(78, 0) not null,
  traded_at timestamptz not null,
  indexed_at timestamptz not null default now(),
  primary key (block_hash, log_index)
);
create index coin_trades_coin on public.coin_trades (coin_address, block_number desc, log_index desc);
create index coin_trades_trader on public.coin_trades (trader, block_number desc);
create index coin_trades_block on public.coin_trades (block_number);

create table public.coin_prices (
  coin_address text not null references public.performance_coins (coin_address),
  block_number bigint not null,
  block_hash text not null,
  log_index integer not null,
  price numeric(78, 0) not null,
  priced_at timestamptz not null,
  primary key (coin_address, block_number, log_index)
);

create table public.coin_transfers (
  coin_address text not null references public.performance_coins (coin_address),
  block_number bigint not null,
  block_hash text not null,
  log_index integer not null,
  sender text not null,
  recipient text not null,
  amount numeric(78, 0) not null,
  sender_balance numeric(78, 0) not null,
  recipient_balance numeric(78, 0) not null,
  primary key (coin_address, block_number, log_index)
);
comment on table public.coin_transfers is 'CoinTransfer logs with the balances after; the latest row a holder gives the balance, so taking a block back needs no arithmetic.';

create table private.chain_cursors (
  id text primary key,
  block_number bigint not null,
  block_hash text not null,
  lease_until timestamptz not null default '-infinity',
  lease_owner text
);
create table private.chain_blocks (
  block_number bigint primary key,
  block_hash text not null,
  parent_hash text not null,
  block_at timestamptz not null
);
comment on table private.chain_blocks is 'Recent blocks as we indexed them: where a stored hash differs from the chain''s, a reorg begins.';

alter table public.performance_coins enable row level security;
alter table public.coin_trades enable row level security;
alter table public.coin_prices enable row level security;
alter table public.coin_transfers enable row level security;
alter table private.chain_cursors enable row level security;
alter table private.chain_blocks enable row level security;

grant select on public.performance_coins, public.coin_trades, public.coin_prices to anon, authenticated;
grant select, insert, update, delete on public.performance_coins, public.coin_trades, public.coin_prices, public.coin_transfers to gigavibe_functions;
grant select, insert, update, delete on private.chain_cursors, private.chain_blocks to gigavibe_functions;

-- Not exists(): the planner may answer that from a hash of all performances, for a page of twelve.
create policy "Everyone sees coins of what they may see" on public.performance_coins for select to anon, authenticated
  using ((select true from public.performances p where p.id = performance_id));
create policy "Everyone sees trades" on public.coin_trades for select to anon, authenticated using (true);
create policy "Everyone sees prices" on public.coin_prices for select to anon, authenticated using (true);
create policy "Functions keep coins" on public.performance_coins for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep trades" on public.coin_trades for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep prices" on public.coin_prices for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep transfers" on public.coin_transfers for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep cursors" on private.chain_cursors for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep blocks" on private.chain_blocks for all to gigavibe_functions using (true) with check (true);

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
    'holders_count', new.holders_count, 'price_block', new.price_block, 'price_log_index', new.price_log_index, 'priced_at', new.priced_at);
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
