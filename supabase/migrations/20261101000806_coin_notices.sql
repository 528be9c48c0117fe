-- What the creator of a coin is told of its fans: who buys, and how many hold it.
create unique index notices_bought on public.notices (user_id, performance_id) where kind = 'bought' and read_at is null;
create unique index notices_holders on public.notices (performance_id, holders) where kind = 'holders';

create table private.notice_buyers (
  notice_id uuid not null references public.notices (id) on delete cascade,
  person text not null,
  spent numeric(78, 0),
  primary key (notice_id, person)
);
comment on table private.notice_buyers is 'Who is counted in an unread notice, by account, else by wallet, and what they spent less what they sold for. At most 1,000 a notice; gone once it is read.';

create table private.told_trades (
  coin_address text primary key references public.performance_coins (coin_address) on delete cascade,
  block_number bigint not null default -1,
  log_index integer not null default -1
);
comment on table private.told_trades is 'Up to which of a coin''s trades its creator was told.';

alter table private.notice_buyers enable row level security;
alter table private.told_trades enable row level security;

create function private.forget_buyers() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from private.notice_buyers where notice_id = new.id;
  return null;
end $$;
comment on function private.forget_buyers() is 'Security definer because people who read a notice see nobody who is in it.';
create trigger forget_buyers after update of read_at on public.notices for each row
  when (new.kind = 'bought' and new.read_at is not null) execute function private.forget_buyers();

create function private.begin_fans() returns trigger
language plpgsql set search_path = ''
as $$
declare
  its_key text := 'fans:' || new.performance_id;
begin
  -- One that waits sees this change too, and keeps the count of its failures. One that is in hand may not.
  if not exists (select from public.jobs j where j.key = its_key and j.run_at < 'infinity') then
    perform private.add_job(its_key, 'fans', jsonb_build_object('performance_id', new.performance_id), now() + interval '30 seconds');
  end if;
  return null;
end $$;
comment on function private.begin_fans() is 'The creator is told by a job, once it is safe: the index waits for none of it.';
create trigger begin_fans after update of holders_count, price_block on public.performance_coins for each row
  when ((new.holders_count, new.price_block) is distinct from (old.holders_count, old.price_block)) execute function private.begin_fans();

create function private.resume_fans() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from public.performance_coins c where c.performance_id = new.id) then
    perform private.add_job('fans:' || new.id, 'fans', jsonb_build_object('performance_id', new.id));
  end if;
  return null;
end $$;
comment on function private.resume_fans() is
  'What happened to a coin while its take was hidden is told once the take is shown again. Security definer because those who show takes may not begin jobs.';
create trigger resume_fans after update of status on public.performances for each row
  when (new.status = 'live' and old.status <> 'live') execute function private.resume_fans();

create function private.next_trades(coin text, told private.told_trades, upto bigint, most integer) returns setof public.coin_trades
language sql stable set search_path = ''
as $$
  select * from public.coin_trades t
  where t.coin_address = coin and (t.block_number, t.log_index) > ((told).block_number, (told).log_index) and t.block_number <= upto
  order by t.block_number, t.log_index limit most
$$;

create function private.tell_buys(coin text, take uuid, creator uuid, upto bigint, most integer) returns integer
language plpgsql set search_path = ''
as $$
declare
  told private.told_trades;
  trades integer;
  people text[];
  bought boolean[];
  nets numeric[];
  unread uuid;
begin
  insert into private.told_trades (coin_address) values (coin) on conflict do nothing;
  select * into told from private.told_trades t where t.coin_address = coin for update;
  with page as materialized (select * from private.next_trades(coin, told, upto, most)),
  own as (
    select w.address from public.user_wallets w where w.user_id = creator
    union all select u.wallet_address from public.users u where u.id = creator and u.wallet_address is not null
    union all select c.creator_address from public.performance_coins c where c.coin_address = coin),
  -- However many wallets they proved, and however often they trade: one person.
  sums as (
    select coalesce(w.user_id, u.id)::text as account, p.trader, p.side, p.eth_amount
    from page p left join public.user_wallets w on w.address = p.trader
      left join lateral (
        select f.id from public.users f where f.wallet_address = p.trader and w.user_id is null order by f.id limit 1) u on true
    where p.trader not in (select address from own)),
  folded as (
    select coalesce(account, trader) as person, bool_or(side = 'buy') as bought,
      case when count(*) = count(eth_amount) then sum(case side when 'buy' then eth_amount else -eth_amount end) end as net
    from sums group by 1),
  moved as (
    update private.told_trades t set block_number = l.block_number, log_index = l.log_index
    from (select block_number, log_index from page order by block_number desc, log_index desc limit 1) l where t.coin_address = coin)
  select (select count(*) from page), array_agg(f.person), array_agg(f.bought), array_agg(f.net) into trades, people, bought, nets from folded f;

  if true = any (bought) then
    insert into public.notices (user_id, kind, performance_id, buyers) values (creator, 'bought', take, 1)
    on conflict (user_id, performance_id) where kind = 'bought' and read_at is null do update set created_at = now()
    returning id into unread;
  else
    select n.id into unread from public.notices n
    where n.user_id = creator and n.performance_id = take and n.kind = 'bought' and n.read_at is null for update;
  end if;
  if unread is null then return trades; end if;
  update private.notice_buyers b set spent = b.spent + f.net
  from unnest(people, nets) f (person, net) where b.notice_id = unread and b.person = f.person;
  insert into private.notice_buyers (notice_id, person, spent)
  select unread, f.person, f.net from unnest(people, bought, nets) f (person, bought, net)
  where f.bought and not exists (select from private.notice_buyers b where b.notice_id = unread and b.person = f.person)
  limit 1000 - (select count(*) from private.notice_buyers b where b.notice_id = unread);
  update public.notices n set buyers = s.buyers, spent = s.spent
  from (
    select count(*) as buyers, case when count(*) = count(b.spent) then sum(greatest(b.spent, 0)) end as spent
    from private.notice_buyers b where b.notice_id = unread) s
  where n.id = unread;
  if true = any (bought) then perform private.tell_people(array[creator], 'bought'); end if;
  return trades;
end $$;
comment on function private.tell_buys(text, uuid, uuid, bigint, integer) is
  'Counts the next of a coin''s trades in what its creator has not read yet: people, not trades, and what they spent less what they sold for. Own trades count for nothing. Gives how many trades there were.';

create function private.tell_holders(coin text, take uuid, creator uuid, held integer, upto bigint, milestones integer[]) returns void
language plpgsql set search_path = ''
as $$
declare
  fresh integer;
  reached integer;
begin
  -- Who holds by what may still be taken back does not count yet. More than this, and it is for a calmer moment.
  select count(distinct t.recipient) into fresh from (
    select recipient from public.coin_transfers x where x.coin_address = coin and x.block_number > upto limit 2001) t
  having count(*) <= 2000;
  select max(m) into reached from unnest(milestones) m where m <= held - fresh;
  if reached > coalesce((select max(n.holders) from public.notices n where n.performance_id = take and n.kind = 'holders'), 0) then
    insert into public.notices (user_id, kind, performance_id, holders) values (creator, 'holders', take, reached)
    on conflict (performance_id, holders) where kind = 'holders' do nothing;
    if found then perform private.tell_people(array[creator], 'holders'); end if;
  end if;
end $$;
comment on function private.tell_holders(text, uuid, uuid, integer, bigint, integer[]) is
  'Tells of the highest milestone that a coin reached, once: neither those below it nor it itself come again, however the count moves.';

create function private.tell_fans(take uuid, safe_block bigint, most integer, milestones integer[]) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  coin record;
  upto bigint;
begin
  select c.coin_address, c.holders_count, p.user_id, q.status into coin
  from public.performance_coins c
    join public.performances p on p.id = c.performance_id and p.status = 'live'
    join public.users u on u.id = p.user_id and u.deleted_at is null
    join public.viral_queue q on q.performance_id = p.id and q.status in ('sent', 'confirmed', 'open', 'final')
  where c.performance_id = take;
  if not found then return 'done'; end if;
  -- An index that has not looked at the chain lately may hold what is no more.
  select least(safe_block, k.block_number) into upto from private.chain_cursors k where k.id = 'coins' and k.seen_at > now() - interval '20 seconds';
  if upto is null or coin.status not in ('open', 'final')
    or not exists (select from private.coin_reads r where r.coin_address = coin.coin_address and r.read_to is null) then
    return 'waits';
  end if;
  if private.tell_buys(coin.coin_address, take, coin.user_id, upto, most) = most then return 'more'; end if;
  perform private.tell_holders(coin.coin_address, take, coin.user_id, coin.holders_count, upto, milestones);
  if exists (select from public.coin_transfers t where t.coin_address = coin.coin_address and t.block_number > upto)
    or exists (select from public.coin_trades t where t.coin_address = coin.coin_address and t.block_number > upto) then
    return 'waits';
  end if;
  return 'done';
end $$;
comment on function private.tell_fans(uuid, bigint, integer, integer[]) is
  'Tells a coin''s creator who bought and how many hold it, as far as no reorg takes it back: up to the chain''s safe block. Says whether there is more, something waits to be safe, or all is told. While a take is hidden nothing is told, and nothing is lost. Security definer because functions write no notices.';
grant execute on function private.tell_fans(uuid, bigint, integer, integer[]) to gigavibe_functions;
