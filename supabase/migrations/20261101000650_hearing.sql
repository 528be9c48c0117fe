-- What we ask Farcaster for, beside what it tells us.
create table private.cast_polls (
  cast_hash text primary key,
  author_fid bigint not null,
  next_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  polled_at timestamptz,
  likes bigint,
  recasts bigint,
  replies bigint
);
comment on table private.cast_polls is 'Casts that are counted, when next, and what was counted last. Hot every two minutes, warm hourly, cold daily, by how long ago the counts moved.';
create index cast_polls_next on private.cast_polls (next_at);
create index cast_polls_author on private.cast_polls (author_fid);

create table private.author_polls (
  fid bigint primary key,
  next_at timestamptz not null
);
comment on table private.author_polls is 'Whose casts are looked through for performances that no webhook told of: hourly while a draft waits for its cast, else daily.';
create index author_polls_next on private.author_polls (next_at);

create table private.sweep_seen (
  cast_hash text not null,
  reaction_type smallint not null check (reaction_type in (1, 2, 3)),
  fid bigint not null,
  subject text not null,
  primary key (cast_hash, reaction_type, fid, subject)
);
comment on table private.sweep_seen is 'Who was on the list of a sweep that is under way. Emptied when it ends.';

create table private.credit_days (
  day date not null,
  source text not null,
  budget bigint not null check (budget >= 0),
  credits bigint not null default 0 check (credits >= 0),
  requests bigint not null default 0,
  refused bigint not null default 0,
  primary key (day, source)
);
comment on table private.credit_days is 'Credits spent a day against the budget. Taken before each request; refused are requests that were not made for want of credits.';

create table private.source_health (
  source text primary key,
  failures integer not null,
  rest_until timestamptz,
  last_error text,
  noted_at timestamptz not null default now()
);
comment on table private.source_health is 'How those whom we ask have been doing: failures in a row, and until when one rests while another is asked instead.';

alter table private.cast_polls enable row level security;
alter table private.author_polls enable row level security;
alter table private.sweep_seen enable row level security;
alter table private.credit_days enable row level security;
alter table private.source_health enable row level security;
grant select, update on private.cast_polls, private.author_polls to gigavibe_functions;
grant select, insert, delete on private.sweep_seen to gigavibe_functions;
grant select, insert, update on private.credit_days, private.source_health to gigavibe_functions;
create policy "Functions keep polls" on private.cast_polls for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep whose casts are looked through" on private.author_polls for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep lists of sweeps" on private.sweep_seen for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep the budget" on private.credit_days for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep the health of sources" on private.source_health for all to gigavibe_functions using (true) with check (true);

alter table public.farcaster_people add column facts_at timestamptz;
comment on column public.farcaster_people.facts_at is 'When the person was last asked for. Older than a week, or null: to be asked for again.';
create index farcaster_people_facts on public.farcaster_people (facts_at nulls first, seen_at desc);

alter table public.performance_metrics
  add column likes_polled bigint, add column shares_polled bigint, add column replies_polled bigint;
comment on column public.performance_metrics.likes_polled is 'What polling counted, while that is more than events account for: screens show it until a sweep has closed the gap. Null otherwise; decisions never look at it.';

create function private.show_polled_counts() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.likes_count := greatest(new.likes_count, new.likes_polled);
  new.shares_count := greatest(new.shares_count, new.shares_polled);
  new.replies_count := greatest(new.replies_count, new.replies_polled);
  return new;
end $$;
comment on function private.show_polled_counts() is 'Whoever writes what events account for, screens show what Farcaster shows.';
create trigger show_polled_counts before update on public.performance_metrics
  for each row when (new.likes_polled is not null) execute function private.show_polled_counts();

create function private.show_polled(performance uuid, likes bigint, recasts bigint, replies bigint) returns void
language sql set search_path = ''
as $$
  with attributed as (
    select coalesce(c.likes, 0) as likes, coalesce(c.recasts, 0) as recasts, coalesce(c.replies, 0) as replies
    from public.performances p left join private.engagement_casts c on c.cast_hash = p.farcaster_cast_id
    where p.id = show_polled.performance),
  wanted as (
    select a.*, show_polled.likes > a.likes or show_polled.recasts > a.recasts or show_polled.replies > a.replies as more
    from attributed a)
  update public.performance_metrics m set
    likes_count = w.likes, shares_count = w.recasts, replies_count = w.replies,
    likes_polled = case when w.more then show_polled.likes end,
    shares_polled = case when w.more then show_polled.recasts end,
    replies_polled = case when w.more then show_polled.replies end,
    version = m.version + 1, updated_at = now()
  from wanted w
  where m.performance_id = show_polled.performance and (w.more or m.likes_polled is not null)
$$;
comment on function private.show_polled(uuid, bigint, bigint, bigint) is 'Shows what was counted while it is more than events account for, and what events account for otherwise.';
grant execute on function private.show_polled(uuid, bigint, bigint, bigint) to gigavibe_functions;

create function private.follow_cast() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  is_idle boolean;
begin
  if new.status <> 'hidden' then
    -- A draft that was not cast within ten minutes was perhaps cast unheard.
    insert into private.author_polls as a (fid, next_at)
    select u.farcaster_fid, now() + case new.status when 'draft' then interval '10 minutes' else interval '1 day' end
    from public.users u where u.id = new.user_id and u.farcaster_fid is not null
    on conflict (fid) do update set next_at = least(a.next_at, excluded.next_at);
  end if;
  if new.farcaster_cast_id is null then
    return null;
  end if;
  if new.status = 'live' then
    insert into private.cast_polls (cast_hash, author_fid)
    select new.farcaster_cast_id, u.farcaster_fid from public.users u where u.id = new.user_id and u.farcaster_fid is not null
    on conflict do nothing;
    -- How many follow them is asked for with what is to be known of those who react.
    insert into public.farcaster_people (fid, seen_at)
    select u.farcaster_fid, now() from public.users u where u.id = new.user_id and u.farcaster_fid is not null on conflict do nothing;
    -- Touched also where it is due: nobody takes it up before this is committed, or they would not see this creator for ten minutes.
    select run_at > now() + interval '5 seconds' into is_idle from public.jobs where key = 'filters' for no key update;
    update public.jobs set run_at = least(run_at, now()) where key = 'filters';
    begin
      if is_idle then perform private.call_function('work-jobs'); end if;
    exception when others then
      -- Cron is the guarantee, this is only haste.
      raise warning 'the worker was not woken: %', sqlerrm;
    end;
  elsif new.status = 'hidden' then
    delete from private.cast_polls where cast_hash = new.farcaster_cast_id;
  end if;
  return null;
end $$;
comment on function private.follow_cast() is 'A performance that shows is counted, and its creator is among those whom we hear of. Security definer because those who write performances may not start or end this.';
create trigger follow_cast after insert or update of farcaster_cast_id, status on public.performances
  for each row execute function private.follow_cast();

-- The work that never ends: there from the start, and put back should it ever be buried.
create function private.keep_standing_jobs() returns void
language sql security definer set search_path = ''
as $$
  insert into public.jobs (key, kind) select name, name from unnest(array['poll', 'people', 'filters']) as name
  where not exists (select from public.jobs j where j.key = name)
$$;
comment on function private.keep_standing_jobs() is 'Security definer because cron''s job runs as the owner alone.';
select cron.schedule('standing-jobs', '30 seconds', $$select private.keep_standing_jobs()$$);
