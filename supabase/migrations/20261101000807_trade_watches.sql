-- Who sent a trade and has not seen its end is told once when it landed, or was turned down.
alter table public.notices
  add column side text check (side in ('buy', 'sell')),
  add column coins numeric(78, 0) check (coins > 0),
  add column transaction_hash text,
  add constraint notices_trade check (
    num_nonnulls(side, coins) = case when kind = 'landed' then 2 else 0 end and (transaction_hash is not null) = (kind in ('landed', 'failed')));
comment on column public.notices.side is 'Of the trade that landed.';
comment on column public.notices.coins is 'Coins that it moved, in coin wei.';
create unique index notices_landed on public.notices (user_id, transaction_hash) where kind in ('landed', 'failed');
grant select (side, coins) on public.notices to authenticated;

create table public.trade_watches (
  user_id uuid not null default auth.uid() references public.users (id) on delete cascade,
  transaction_hash text not null check (transaction_hash ~ '^0x[0-9a-f]{64}$'),
  coin_address text not null references public.performance_coins (coin_address) on delete cascade,
  trader text not null check (trader ~ '^0x[0-9a-f]{40}$'),
  created_at timestamptz not null default now(),
  primary key (transaction_hash, user_id)
);
comment on table public.trade_watches is 'Trades that were sent and whose end their person has not seen. A row is gone once they saw it or were told, and after a day.';
create index trade_watches_own on public.trade_watches (user_id);
create index trade_watches_coin on public.trade_watches (coin_address);
create index trade_watches_old on public.trade_watches (created_at);

alter table public.trade_watches enable row level security;
grant select, delete, insert (transaction_hash, coin_address, trader) on public.trade_watches to authenticated;
grant select on public.trade_watches to gigavibe_functions;
create policy "Functions look for the end of trades" on public.trade_watches for select to gigavibe_functions using (true);
create policy "People see what trades they wait for" on public.trade_watches for select to authenticated using (user_id = (select auth.uid()));
create policy "People wait for trades of coins that they see" on public.trade_watches for insert to authenticated
  with check (user_id = (select auth.uid()) and exists (select from public.performance_coins c where c.coin_address = trade_watches.coin_address));
create policy "People who saw it wait no more" on public.trade_watches for delete to authenticated using (user_id = (select auth.uid()));

create trigger refuse_who_left after insert on public.trade_watches for each row execute function private.refuse_who_left('user_id');

create function private.begin_landed(person uuid) returns void
language sql set search_path = ''
as $$
  select private.add_job('landed:' || person, 'landed', jsonb_build_object('user_id', person), now() + interval '10 seconds')
$$;
comment on function private.begin_landed(uuid) is 'One job a person. It begins a moment later, so that a screen that sees the trade land says so first.';

create function private.wait_for_trade() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if (select count(*) from public.trade_watches w where w.user_id = new.user_id) > 50 then
    raise exception 'Nobody waits for more than 50 trades.' using errcode = 'check_violation', constraint = 'trade_watches_most';
  end if;
  -- The index may have it already.
  perform private.begin_landed(new.user_id);
  return null;
end $$;
comment on function private.wait_for_trade() is 'Security definer because people add no jobs.';
-- Also for whom it is when accounts are joined.
create trigger wait_for_trade after insert or update of user_id on public.trade_watches for each row execute function private.wait_for_trade();

create function private.begin_landed_of_added() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.begin_landed(w.user_id) from (
    select distinct t.user_id from added a join public.trade_watches t using (transaction_hash) order by t.user_id) w;
  return null;
end $$;
comment on function private.begin_landed_of_added() is 'They are told by a job: the index looks up hashes and waits for nothing else. Security definer because writers of trades see no watches.';
create trigger begin_landed after insert on public.coin_trades referencing new table as added
  for each statement execute function private.begin_landed_of_added();

create function private.tell_landed(person uuid) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  newest bigint;
  told integer;
begin
  -- Waits for a stretch that the index is writing: what was there before the watch is found here, what comes after begins this job again.
  select k.block_number into newest from private.chain_cursors k where k.id = 'coins' for share;
  with landed as materialized (
    select w.transaction_hash, c.performance_id, t.net
    from public.trade_watches w join public.performance_coins c using (coin_address)
      cross join lateral (
        select sum(case side when 'buy' then coin_amount else -coin_amount end) as net from public.coin_trades
        -- Base makes a block every two seconds. It may have been mined a while before it was told to us.
        where coin_address = w.coin_address and block_number > newest - 600 - extract(epoch from now() - w.created_at)::bigint
          and transaction_hash = w.transaction_hash and trader = w.trader) t
    where w.user_id = person and t.net <> 0),
  gone as (
    delete from public.trade_watches w where w.user_id = person and w.transaction_hash in (select transaction_hash from landed)
    returning w.transaction_hash)
  insert into public.notices (user_id, kind, performance_id, side, coins, transaction_hash)
  select person, 'landed', performance_id, case when net > 0 then 'buy' else 'sell' end, abs(net), transaction_hash from landed join gone using (transaction_hash)
  on conflict (user_id, transaction_hash) where kind in ('landed', 'failed') do nothing;
  get diagnostics told = row_count;
  if told > 0 then perform private.tell_people(array[person], 'landed'); end if;
  return told;
end $$;
comment on function private.tell_landed(uuid) is
  'Tells a person of those of their trades that are in the index by now, and forgets that they waited, in one transaction: nothing is told twice. Returns how many. Security definer because functions write no notices.';
grant execute on function private.tell_landed(uuid) to gigavibe_functions;

create function private.tell_failed(person uuid, hashes text[]) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  with gone as (
    delete from public.trade_watches w where w.user_id = person and w.transaction_hash = any (hashes)
    returning w.transaction_hash, w.coin_address)
  insert into public.notices (user_id, kind, performance_id, transaction_hash)
  select person, 'failed', c.performance_id, g.transaction_hash from gone g join public.performance_coins c using (coin_address)
  on conflict (user_id, transaction_hash) where kind in ('landed', 'failed') do nothing;
  if found then perform private.tell_people(array[person], 'failed'); end if;
end $$;
comment on function private.tell_failed(uuid, text[]) is
  'Tells a person that Base turned these trades of theirs down, and forgets that they waited. Whoever calls has seen it in a block that stays. Security definer because functions write no notices.';
grant execute on function private.tell_failed(uuid, text[]) to gigavibe_functions;

select cron.schedule('forget-trade-watches', '41 * * * *', $$delete from public.trade_watches where created_at < now() - interval '1 day'$$);
