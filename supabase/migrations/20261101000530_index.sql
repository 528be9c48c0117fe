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

alter table public.coin_migrations enable row level security;
alter table private.backing_pools enable row level security;
alter table private.backing_prices enable row level security;
alter table private.chain_cursors enable row level security;
alter table private.chain_blocks enable row level security;
alter table private.coin_reads enable row level security;

grant select, insert, update, delete on public.coin_migrations, private.chain_cursors, private.chain_blocks, private.coin_reads, private.backing_pools, private.backing_prices
  to gigavibe_functions;
grant select on private.backfills to gigavibe_functions;

create policy "Functions keep migrations" on public.coin_migrations for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep backing pools" on private.backing_pools for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep backing prices" on private.backing_prices for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep reads" on private.coin_reads for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep cursors" on private.chain_cursors for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep blocks" on private.chain_blocks for all to gigavibe_functions using (true) with check (true);
