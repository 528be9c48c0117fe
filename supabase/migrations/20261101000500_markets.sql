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

create table public.coin_transfers (
  coin_address text not null,
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

create index coin_transfers_block on public.coin_transfers using brin (block_number);
-- Mints and burns, a handful a coin: its supply is their sum.
create index coin_transfers_supply on public.coin_transfers (coin_address)
  where sender = '0x0000000000000000000000000000000000000000' or recipient = '0x0000000000000000000000000000000000000000';

create table public.coin_holders (
  coin_address text not null references public.performance_coins (coin_address),
  holder text not null,
  balance numeric(78, 0) not null,
  block_number bigint not null,
  log_index integer not null,
  is_little_trusted boolean,
  primary key (coin_address, holder)
);
create index coin_holders_holder on public.coin_holders (holder) where balance > 0;
create index coin_holders_largest on public.coin_holders (coin_address, balance desc) where balance > 0;
create index coin_holders_unseen on public.coin_holders (coin_address) where is_little_trusted is null;
comment on column public.coin_holders.is_little_trusted is 'Null from a transfer until the coin''s row is brought up to date.';
comment on table public.coin_holders is 'What each address holds of each coin, by its latest transfer. Closed but for one''s own proven wallets: nobody lists holdings.';

create table private.coin_spreads (
  coin_address text primary key references public.performance_coins (coin_address) on delete cascade,
  holders bigint not null,
  held numeric not null,
  little_trusted numeric not null,
  trust_seen_at timestamptz not null default '-infinity',
  is_told boolean not null default false
);
create index coin_spreads_untold on private.coin_spreads (coin_address) where not is_told;
comment on table private.coin_spreads is 'Sums over coin_holders, moved along by a trigger with what each statement changes: how many hold, how much, and how much of it is little trusted. Pools and hooks are in them, and are taken off where they are read.';
comment on column private.coin_spreads.is_told is 'Whether the coin''s own row says so already.';
comment on column private.coin_spreads.trust_seen_at is 'When it was last asked of every holder whether they are trusted.';

create function private.spread_holders() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if tg_op = 'TRUNCATE' then
    delete from private.coin_spreads;
  end if;
  if tg_op in ('UPDATE', 'DELETE') then
    insert into private.coin_spreads as s (coin_address, holders, held, little_trusted)
    select coin_address, -count(*) filter (where balance > 0), -sum(balance), -coalesce(sum(balance) filter (where is_little_trusted), 0)
    from removed group by coin_address
    on conflict (coin_address) do update set holders = s.holders + excluded.holders, held = s.held + excluded.held,
      little_trusted = s.little_trusted + excluded.little_trusted, is_told = false;
  end if;
  if tg_op in ('INSERT', 'UPDATE') then
    insert into private.coin_spreads as s (coin_address, holders, held, little_trusted)
    select coin_address, count(*) filter (where balance > 0), sum(balance), coalesce(sum(balance) filter (where is_little_trusted), 0)
    from added group by coin_address
    on conflict (coin_address) do update set holders = s.holders + excluded.holders, held = s.held + excluded.held,
      little_trusted = s.little_trusted + excluded.little_trusted, is_told = false;
  end if;
  return null;
end $$;
create trigger spread_new_holders after insert on public.coin_holders referencing new table as added
  for each statement execute function private.spread_holders();
create trigger spread_balances after update on public.coin_holders referencing old table as removed new table as added
  for each statement execute function private.spread_holders();
create trigger spread_lost_holders after delete on public.coin_holders referencing old table as removed
  for each statement execute function private.spread_holders();
create trigger forget_spreads after truncate on public.coin_holders for each statement execute function private.spread_holders();

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

create table public.coin_rewards (
  coin_address text not null,
  block_number bigint not null,
  block_hash text not null,
  log_index integer not null,
  currency text not null,
  payout_recipient text not null,
  platform_referrer text not null,
  trade_referrer text not null,
  creator_currency numeric(78, 0) not null,
  creator_coin numeric(78, 0) not null,
  creator_eth numeric(78, 0),
  platform_currency numeric(78, 0) not null,
  platform_coin numeric(78, 0) not null,
  trade_currency numeric(78, 0) not null,
  trade_coin numeric(78, 0) not null,
  rewarded_at timestamptz not null,
  primary key (coin_address, block_number, log_index)
);
create index coin_rewards_block on public.coin_rewards using brin (block_number);
create index coin_rewards_recipient on public.coin_rewards (payout_recipient);
comment on table public.coin_rewards is 'CoinMarketRewardsV4 logs: what a trade''s fee paid, and to whom. The chain pays directly; nothing is owed here.';

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
create trigger require_coins after insert on public.coin_transfers referencing new table as added
  for each statement execute function private.require_coins();
create trigger require_coins after insert on public.coin_rewards referencing new table as added
  for each statement execute function private.require_coins();

create table public.coin_migrations (
  coin_address text not null references public.performance_coins (coin_address),
  block_number bigint not null,
  block_hash text not null,
  log_index integer not null,
  from_pool_id text not null,
  from_pool_key jsonb not null,
  to_pool_id text not null,
  to_pool_key jsonb not null,
  primary key (coin_address, block_number, log_index)
);
create index coin_migrations_block on public.coin_migrations (block_number);
comment on table public.coin_migrations is 'LiquidityMigrated logs: from which pool to which a coin moved. Trades in any of its pools are its trades.';

create view public.coin_earnings with (security_invoker = true) as
select coin_address, payout_recipient, currency, sum(creator_currency) as currency_amount, sum(creator_coin) as coin_amount,
  case when count(*) = count(creator_eth) then sum(creator_eth) end as eth_amount,
  coalesce(sum(creator_currency) filter (where rewarded_at > now() - interval '7 days'), 0) as week_currency_amount,
  case when count(*) = count(creator_eth) then coalesce(sum(creator_eth) filter (where rewarded_at > now() - interval '7 days'), 0) end as week_eth_amount,
  count(*) as times, max(rewarded_at) as last_at, max(block_number) as last_block
from public.coin_rewards group by coin_address, payout_recipient, currency;
comment on view public.coin_earnings is 'What trading paid to whom, by coin and currency, ever and in the past 7 days; eth_amount as it was worth when it was paid, null where that is not known of each payment.';

create table private.backing_pools (
  currency text primary key check (currency ~ '^0x[0-9a-f]{40}$'),
  against text not null check (against ~ '^0x[0-9a-f]{40}$'),
  pool_id text check (pool_id ~ '^0x[0-9a-f]{64}$'),
  pool_address text check (pool_address ~ '^0x[0-9a-f]{40}$'),
  is_token0 boolean not null,
  check ((pool_id is null) <> (pool_address is null))
);
comment on table private.backing_pools is 'The pool that prices a currency which coins are paired with: a creator coin''s own, or one that the configuration names.';

create table private.backing_prices (
  currency text not null references private.backing_pools (currency),
  block_number bigint not null,
  block_hash text not null,
  log_index integer not null,
  price numeric(78, 0) not null,
  priced_at timestamptz not null,
  primary key (currency, block_number)
);
create index backing_prices_block on private.backing_prices (block_number);
comment on table private.backing_prices is 'The last price of a currency in each block in which it changed, in smallest units of what its pool trades it against, for 10^18 of its own.';

create table private.chain_cursors (
  id text primary key,
  block_number bigint not null,
  block_hash text not null,
  block_at timestamptz,
  seen_at timestamptz not null default '-infinity',
  lease_until timestamptz not null default '-infinity',
  given_back_at timestamptz not null default '-infinity',
  lease_owner text,
  paused_at timestamptz
);
comment on column private.chain_cursors.seen_at is 'When the chain was last looked at: what the index says is as old as that.';
comment on column private.chain_cursors.given_back_at is 'When the holder of the lease means to end; lease_until is for one that died.';
create table private.chain_blocks (
  block_number bigint primary key,
  block_hash text not null,
  block_at timestamptz not null
);
comment on table private.chain_blocks is 'Recent blocks as we indexed them: where a stored hash differs from the chain''s, a reorg begins.';

create table private.coin_reads (
  coin_address text primary key references public.performance_coins (coin_address) on delete cascade,
  created_block_hash text not null,
  read_to bigint,
  began_at timestamptz not null default now(),
  paused_at timestamptz
);
comment on table private.coin_reads is 'How far a coin''s past was read: null where it is followed with the cursor. A coin that was linked after its block had passed begins here.';

create view private.backfills with (security_invoker = true) as
select r.coin_address, c.symbol, r.read_to - c.created_block + 1 as blocks_read, k.block_number - r.read_to as blocks_left,
  round(100.0 * (r.read_to - c.created_block + 1) / greatest(k.block_number - c.created_block + 1, 1), 1) as percent, r.began_at, r.paused_at
from private.coin_reads r
  join public.performance_coins c using (coin_address)
  join private.chain_cursors k on k.id = 'coins'
where r.read_to is not null;
comment on view private.backfills is 'Coins whose past is being read, and how far it is. To pause one: update private.coin_reads set paused_at = now(); to go on: null. private.chain_cursors.paused_at pauses the whole index.';

create function public.market_clock() returns table (block_number bigint, block_at timestamptz, seen_at timestamptz)
language sql stable security definer set search_path = ''
as $$ select k.block_number, k.block_at, k.seen_at from private.chain_cursors k where k.id = 'coins' $$;
comment on function public.market_clock() is 'Up to which block prices are, and when the chain was last looked at, so that a screen can say how old they are. Security definer because the rest of the cursor is nobody''s business.';
revoke execute on function public.market_clock() from public;
grant execute on function public.market_clock() to anon, authenticated;

create function public.own_payouts() returns table (
  performance_id uuid, title text, poster_url text, ink text, coin_address text, symbol text, currency text, is_own boolean,
  payout_address text, account text, bps integer)
language sql stable security definer set search_path = ''
as $$
  select p.id, p.title, p.poster_url, p.ink, c.coin_address, c.symbol, c.currency, q.user_id = (select auth.uid()),
    q.payout_address, part ->> 'account', (part ->> 'bps')::integer
  from public.performance_coins c
    join public.viral_queue q on q.performance_id = c.performance_id
    join public.performances p on p.id = c.performance_id
    cross join lateral jsonb_array_elements(q.consent -> 'split') part
  where part ->> 'account' in (
      select w.address from public.user_wallets w where w.user_id = (select auth.uid())
      union all
      select lp.wallet_address from public.launch_parts lp where lp.queue_id = q.id and lp.user_id = (select auth.uid()) and lp.answer = 'accepted'
      union all
      select lower(q.consent -> 'owners' ->> 0) where q.user_id = (select auth.uid()))
  order by c.created_block desc, part ->> 'account'
$$;
comment on function public.own_payouts() is 'The parts of coins'' earnings that belong to the viewer: by the wallets they accepted or approved with, or proved since. Security definer because consents are nobody''s to read, and because money stays one''s own when a take is hidden.';
revoke execute on function public.own_payouts() from public;
grant execute on function public.own_payouts() to authenticated;

alter table public.performance_coins enable row level security;
alter table public.coin_trades enable row level security;
alter table public.coin_prices enable row level security;
alter table public.coin_transfers enable row level security;
alter table public.coin_holders enable row level security;
alter table public.coin_candles enable row level security;
alter table public.coin_rewards enable row level security;
alter table public.coin_migrations enable row level security;
alter table private.backing_pools enable row level security;
alter table private.backing_prices enable row level security;
alter table private.chain_cursors enable row level security;
alter table private.chain_blocks enable row level security;
alter table private.coin_reads enable row level security;
alter table private.coin_spreads enable row level security;

grant select on public.performance_coins, public.coin_trades, public.coin_prices, public.coin_candles, public.coin_rewards, public.coin_earnings
  to anon, authenticated;
grant select on public.coin_holders to authenticated;
grant select, insert, update, delete on public.performance_coins, public.coin_trades, public.coin_prices, public.coin_transfers, public.coin_holders,
  public.coin_candles, public.coin_rewards, public.coin_migrations to gigavibe_functions;
grant select, insert, update, delete on private.chain_cursors, private.chain_blocks, private.coin_reads, private.coin_spreads, private.backing_pools, private.backing_prices
  to gigavibe_functions;
grant select on private.backfills to gigavibe_functions;

-- Not exists(): the planner may answer that from a hash of all performances, for a page of twelve.
create policy "Everyone sees coins of what they may see" on public.performance_coins for select to anon, authenticated
  using ((select true from public.performances p where p.id = performance_id));
create policy "Everyone sees trades" on public.coin_trades for select to anon, authenticated using (true);
create policy "Everyone sees prices" on public.coin_prices for select to anon, authenticated using (true);
create policy "Everyone sees candles" on public.coin_candles for select to anon, authenticated using (true);
create policy "Everyone sees what trading paid" on public.coin_rewards for select to anon, authenticated using (true);
create policy "People see what their own wallets hold" on public.coin_holders for select to authenticated
  using (holder in (select w.address from public.user_wallets w where w.user_id = (select auth.uid())));
create policy "Functions keep coins" on public.performance_coins for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep trades" on public.coin_trades for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep prices" on public.coin_prices for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep transfers" on public.coin_transfers for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep holders" on public.coin_holders for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep candles" on public.coin_candles for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep rewards" on public.coin_rewards for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep migrations" on public.coin_migrations for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep backing pools" on private.backing_pools for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep backing prices" on private.backing_prices for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep spreads" on private.coin_spreads for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep reads" on private.coin_reads for all to gigavibe_functions using (true) with check (true);
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
