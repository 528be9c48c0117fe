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
create trigger require_coins after insert on public.coin_rewards referencing new table as added
  for each statement execute function private.require_coins();

create view public.coin_earnings with (security_invoker = true) as
select coin_address, payout_recipient, currency, sum(creator_currency) as currency_amount, sum(creator_coin) as coin_amount,
  case when count(*) = count(creator_eth) then sum(creator_eth) end as eth_amount,
  coalesce(sum(creator_currency) filter (where rewarded_at > now() - interval '7 days'), 0) as week_currency_amount,
  case when count(*) = count(creator_eth) then coalesce(sum(creator_eth) filter (where rewarded_at > now() - interval '7 days'), 0) end as week_eth_amount,
  count(*) as times, max(rewarded_at) as last_at, max(block_number) as last_block
from public.coin_rewards group by coin_address, payout_recipient, currency;
comment on view public.coin_earnings is 'What trading paid to whom, by coin and currency, ever and in the past 7 days; eth_amount as it was worth when it was paid, null where that is not known of each payment.';
create trigger refuse_write instead of insert or update or delete on public.coin_earnings for each row execute function private.refuse_write();

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

alter table public.coin_rewards enable row level security;

grant select on public.coin_rewards, public.coin_earnings to anon, authenticated;
grant select, insert, update, delete on public.coin_rewards to gigavibe_functions;

create policy "Everyone sees what trading paid" on public.coin_rewards for select to anon, authenticated using (true);
create policy "Functions keep rewards" on public.coin_rewards for all to gigavibe_functions using (true) with check (true);
