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
  top_ten_bps integer check (top_ten_bps between 0 and 10000),
  low_trust_bps integer check (low_trust_bps between 0 and 10000),
  price_block bigint,
  price_block_hash text,
  price_log_index integer,
  priced_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.performance_coins is 'A performance''s coin. Prices are ETH wei for 10^18 coin wei, whatever it is paired with; market cap is ETH wei for the whole supply. Null while no way to ETH is known.';
comment on column public.performance_coins.pool_id is 'The pool that it trades in now: liquidity may migrate.';
comment on column public.performance_coins.top_ten_bps is 'Share of the coins in people''s hands that the ten largest holders have.';
comment on column public.performance_coins.low_trust_bps is 'Share of the coins in people''s hands that is with accounts known to be young or of little trust. Holders nobody knows count as neither.';
comment on column public.performance_coins.launched_at is 'Time of the block that created the coin; the launch fee falls from here.';
comment on column public.performance_coins.opens_at is 'When the launch fee has fallen to 5 %: buying is offered from here.';

create table public.coin_trades (
  coin_address text not null,
  block_number bigint not null,
  block_hash text not null,
  log_index integer not null,
  transaction_hash text not null,
  -- In place of a pattern, which would be half the time that a row of this table takes.
  trader text not null check (length(trader) = 42 and starts_with(trader, '0x') and trader = lower(trader)),
  side text not null check (side in ('buy', 'sell')),
  coin_amount numeric(78, 0) not null check (coin_amount > 0),
  currency_amount numeric(78, 0) not null check (currency_amount >= 0),
  price numeric(78, 0),
  traded_at timestamptz not null,
  indexed_at timestamptz not null default now(),
  eth_amount numeric(78, 0),
  primary key (coin_address, block_number, log_index)
);
comment on column public.coin_trades.currency_amount is 'In smallest units of the currency that the coin is paired with; eth_amount is the same in ETH wei at that moment.';
create index coin_trades_trader on public.coin_trades (trader, block_number desc);
create index coin_trades_block on public.coin_trades using brin (block_number);

create table public.coin_prices (
  coin_address text not null,
  block_number bigint not null,
  block_hash text not null,
  log_index integer not null,
  price numeric(78, 0),
  priced_at timestamptz not null,
  currency_price numeric(78, 0),
  primary key (coin_address, block_number, log_index)
);
create index coin_prices_block on public.coin_prices using brin (block_number);
create index coin_prices_time on public.coin_prices (coin_address, priced_at);
comment on column public.coin_prices.currency_price is 'What the pool says, in smallest units of its currency for 10^18 coin wei; price is the same in ETH wei at that moment.';

create table public.coin_candles (
  coin_address text not null references public.performance_coins (coin_address),
  seconds integer not null check (seconds in (60, 300, 3600, 86400)),
  opened_at timestamptz not null,
  open numeric(78, 0) not null,
  high numeric(78, 0) not null,
  low numeric(78, 0) not null,
  close numeric(78, 0) not null,
  volume numeric(78, 0) not null,
  trades integer not null,
  primary key (coin_address, seconds, opened_at)
);
comment on table public.coin_candles is 'Open, high, low and close of the prices within a minute, five, an hour, a day; volume is ETH wei. A stretch without a price has no candle.';

-- Facts come by thousands, of a handful of coins. A foreign key would look up the coin of each row, a sixth of all the time that the index takes.
create function private.require_coins() returns trigger
language plpgsql set search_path = '' as $$
begin
  if exists (
    select from (select distinct coin_address from added) a
    where not exists (select from public.performance_coins c where c.coin_address = a.coin_address)) then
    raise foreign_key_violation using message = 'This is said of a coin that nobody launched here.';
  end if;
  return null;
end;
$$;
create trigger require_coins after insert on public.coin_trades referencing new table as added
  for each statement execute function private.require_coins();
create trigger require_coins after insert on public.coin_prices referencing new table as added
  for each statement execute function private.require_coins();

alter table public.performance_coins enable row level security;
alter table public.coin_trades enable row level security;
alter table public.coin_prices enable row level security;
alter table public.coin_candles enable row level security;

grant select on public.performance_coins, public.coin_trades, public.coin_prices, public.coin_candles to anon, authenticated;
grant select, insert, update, delete on public.performance_coins, public.coin_trades, public.coin_prices, public.coin_candles to gigavibe_functions;

-- Not exists(): the planner may answer that from a hash of all performances, for a page of twelve.
create policy "Everyone sees coins of what they may see" on public.performance_coins for select to anon, authenticated
  using ((select true from public.performances p where p.id = performance_id));
create policy "Everyone sees trades" on public.coin_trades for select to anon, authenticated using (true);
create policy "Everyone sees prices" on public.coin_prices for select to anon, authenticated using (true);
create policy "Everyone sees candles" on public.coin_candles for select to anon, authenticated using (true);
create policy "Functions keep coins" on public.performance_coins for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep trades" on public.coin_trades for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep prices" on public.coin_prices for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep candles" on public.coin_candles for all to gigavibe_functions using (true) with check (true);
