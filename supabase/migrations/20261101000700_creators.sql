create table public.follows (
  follower_id uuid not null default auth.uid() references public.users (id) on delete cascade,
  creator_id uuid not null references public.users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (follower_id, creator_id),
  check (follower_id <> creator_id)
);
comment on table public.follows is 'Who follows whom on GigaVibe. Our own: nothing is read from Farcaster''s follows, and nothing is written there.';
create index follows_creator on public.follows (creator_id, created_at desc);

create table public.creator_counts (
  user_id uuid primary key,
  followers_count bigint not null default 0 check (followers_count >= 0),
  following_count bigint not null default 0 check (following_count >= 0)
);
comment on table public.creator_counts is 'Kept by the database with each follow; nobody else writes it. No row means none. Not tied to users: when two accounts join, their follows move and are counted anew.';

alter table public.follows enable row level security;
alter table public.creator_counts enable row level security;
grant select, delete, insert (creator_id) on public.follows to authenticated;
grant select on public.creator_counts to anon, authenticated;
create policy "People see whom they follow" on public.follows for select to authenticated using (follower_id = (select auth.uid()));
create policy "People follow as themselves" on public.follows for insert to authenticated with check (follower_id = (select auth.uid()));
create policy "People stop following" on public.follows for delete to authenticated using (follower_id = (select auth.uid()));
create policy "Everyone sees how many follow" on public.creator_counts for select to anon, authenticated using (true);

create function private.count_follows() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  creators uuid[] := '{}';
  followers uuid[] := '{}';
  signs integer[] := '{}';
begin
  if tg_op <> 'INSERT' then
    select array_agg(creator_id), array_agg(follower_id), array_agg(-1) into creators, followers, signs from removed;
  end if;
  if tg_op <> 'DELETE' then
    select creators || array_agg(creator_id), followers || array_agg(follower_id), signs || array_agg(1) into creators, followers, signs from added;
  end if;
  -- Always in the order of their ids: two people who follow each other at the same time do not deadlock.
  insert into public.creator_counts as c (user_id, followers_count, following_count)
  select distinct user_id, 0, 0 from unnest(creators || followers) user_id where user_id is not null order by user_id
  on conflict (user_id) do update set user_id = excluded.user_id;
  update public.creator_counts c set followers_count = c.followers_count + n.followed, following_count = c.following_count + n.following
  from (
    select user_id, sum(followed) as followed, sum(following) as following from (
      select creator, sign, 0 from unnest(creators, signs) as f (creator, sign)
      union all
      select follower, 0, sign from unnest(followers, signs) as f (follower, sign)) as change (user_id, followed, following)
    group by user_id) n
  where c.user_id = n.user_id;
  if tg_op = 'INSERT' and exists (select from public.creator_counts where user_id = any (followers) and following_count > 5000) then
    raise exception 'Nobody follows more than 5,000 people.' using errcode = 'check_violation', constraint = 'follows_most';
  end if;
  return null;
end $$;
comment on function private.count_follows() is 'Once a statement: who has thousands of followers may still join another account, or leave. Security definer because people may not write counters.';
create trigger refuse_who_left after insert on public.follows
  for each row execute function private.refuse_who_left('follower_id', 'creator_id');
create trigger count_follows after insert on public.follows referencing new table as added
  for each statement execute function private.count_follows();
create trigger count_moved_follows after update on public.follows referencing new table as added old table as removed
  for each statement execute function private.count_follows();
create trigger count_ended_follows after delete on public.follows referencing old table as removed
  for each statement execute function private.count_follows();
