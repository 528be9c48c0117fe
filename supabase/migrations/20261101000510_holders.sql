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
create trigger require_coins after insert on public.coin_transfers referencing new table as added
  for each statement execute function private.require_coins();

alter table public.coin_transfers enable row level security;
alter table public.coin_holders enable row level security;
alter table private.coin_spreads enable row level security;

grant select on public.coin_holders to authenticated;
grant select, insert, update, delete on public.coin_transfers, public.coin_holders, private.coin_spreads to gigavibe_functions;

create policy "People see what their own wallets hold" on public.coin_holders for select to authenticated
  using (holder in (select w.address from public.user_wallets w where w.user_id = (select auth.uid())));
create policy "Functions keep transfers" on public.coin_transfers for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep holders" on public.coin_holders for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep spreads" on private.coin_spreads for all to gigavibe_functions using (true) with check (true);
