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
begin
  -- Always in the order of their ids: two people who follow each other at the same time do not deadlock.
  insert into public.creator_counts as c (user_id, followers_count, following_count)
  select user_id, 0, 0 from unnest(array[old.creator_id, old.follower_id, new.creator_id, new.follower_id]) user_id
  where user_id is not null
  group by user_id order by user_id
  on conflict (user_id) do update set user_id = excluded.user_id;
  update public.creator_counts set
    followers_count = followers_count + coalesce((user_id = new.creator_id)::int, 0) - coalesce((user_id = old.creator_id)::int, 0),
    following_count = following_count + coalesce((user_id = new.follower_id)::int, 0) - coalesce((user_id = old.follower_id)::int, 0)
  where user_id in (old.creator_id, old.follower_id, new.creator_id, new.follower_id);
  if tg_op = 'INSERT' and (select following_count > 5000 from public.creator_counts where user_id = new.follower_id) then
    raise exception 'Nobody follows more than 5,000 people.' using errcode = 'check_violation', constraint = 'follows_most';
  end if;
  return null;
end $$;
comment on function private.count_follows() is 'Security definer because people may not write counters.';
create trigger count_follows after insert or update or delete on public.follows for each row execute function private.count_follows();
