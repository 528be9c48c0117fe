create index performances_new on public.performances (cast_at desc, number desc) where status = 'live' and cast_at is not null;

create view public.takes with (security_invoker = true) as
select p.id, p.number, p.title, p.poster_lines, p.kind, p.ink, p.audio_url, p.video_url, p.poster_url, p.duration_ms,
  p.farcaster_cast_id, p.cast_at, p.created_at,
  jsonb_build_object('id', u.id, 'farcaster_fid', u.farcaster_fid, 'display_name', u.display_name, 'username', u.username,
    'avatar_url', u.avatar_url) as users,
  to_jsonb(m) as performance_metrics,
  case when c.performance_id is not null then jsonb_build_object('symbol', c.symbol) end as performance_coins,
  case when f.id is not null then jsonb_build_object('peaks', f.peaks, 'loudness', f.loudness) end as media
from public.performances p
  join public.users u on u.id = p.user_id
  left join public.performance_metrics m on m.performance_id = p.id
  left join public.performance_coins c on c.performance_id = p.id
  left join public.media_files f on f.id = p.media_id
where p.status = 'live' and p.cast_at is not null;
comment on view public.takes is 'What is on stage, each with its person, counters and coin. Read as whoever asks.';

create trigger refuse_write instead of insert or update or delete on public.takes for each row execute function private.refuse_write();
grant select on public.takes to anon, authenticated;

create table public.feed_ranks (
  performance_id uuid primary key references public.performances (id) on delete cascade,
  user_id uuid not null references public.users (id),
  for_you bigint not null
);
comment on table public.feed_ranks is 'A row for each live take: its place in For you. Kept by triggers alone.';
comment on column public.feed_ranks.for_you is
  'Unix ms: the time of the cast, put forward by 12 h for each doubling of (1 + its points). A whole number, so that cursors are exact, and of no moment, so that nothing is rewritten as time passes.';
create index feed_ranks_for_you on public.feed_ranks (for_you desc, performance_id desc);
create index feed_ranks_user on public.feed_ranks (user_id, for_you desc, performance_id desc);

alter table public.feed_ranks enable row level security;

grant select on public.feed_ranks to anon, authenticated;

create policy "Everyone sees the order of live takes" on public.feed_ranks for select to anon, authenticated using (true);

create function private.for_you(cast_at timestamptz, points double precision) returns bigint
language sql stable set search_path = ''
as $$ select (extract(epoch from cast_at) * 1000)::bigint + round(43200000 * ln(1 + greatest(points, 0)) / ln(2))::bigint $$;

create function private.rank_scored() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.feed_ranks as r (performance_id, user_id, for_you)
  select p.id, p.user_id, private.for_you(p.cast_at, scored.viral_score)
  from scored join public.performances p on p.id = scored.performance_id
  where p.status = 'live' and p.cast_at is not null
  order by p.id
  on conflict (performance_id) do update set for_you = excluded.for_you where r.for_you <> excluded.for_you;
  return null;
end $$;
comment on function private.rank_scored() is 'Security definer because writers of metrics may not write ranks.';
create trigger rank_scored_new after insert on public.performance_metrics referencing new table as scored
  for each statement execute function private.rank_scored();
create trigger rank_scored after update on public.performance_metrics referencing new table as scored
  for each statement execute function private.rank_scored();

create function private.place_take() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' or new.status <> 'live' or new.cast_at is null then
    delete from public.feed_ranks where performance_id = old.id;
    delete from public.search_entries where id = old.id;
    if found then perform private.forget_words(old.title); end if;
    return null;
  end if;
  insert into public.feed_ranks as r (performance_id, user_id, for_you)
  values (new.id, new.user_id, private.for_you(new.cast_at,
    coalesce((select viral_score from public.performance_metrics where performance_id = new.id), 0)))
  on conflict (performance_id) do update set user_id = excluded.user_id, for_you = excluded.for_you;
  insert into public.search_entries (id, kind, user_id, at, words)
  select entry.id, entry.kind, u.id, case entry.kind when 'take' then new.cast_at else u.created_at end,
    ' ' || public.fold_words(concat_ws(' ', entry.title, u.display_name, u.username))
  from public.users u, (values (new.id, 'take', new.title), (new.user_id, 'person', null)) as entry (id, kind, title)
  where u.id = new.user_id and (entry.kind = 'take' or u.deleted_at is null)
  on conflict (id) do update set user_id = excluded.user_id, at = excluded.at, words = excluded.words;
  if tg_op = 'UPDATE' and old.title is distinct from new.title then perform private.forget_words(old.title); end if;
  return null;
end $$;
comment on function private.place_take() is 'Security definer because writers of performances may not write ranks.';
create trigger place_take_new after insert on public.performances
  for each row when (new.status = 'live' and new.cast_at is not null) execute function private.place_take();
create trigger place_take after update of status, cast_at, title, user_id or delete on public.performances
  for each row execute function private.place_take();

-- Every screen follows the topic `prices`: a take that comes on stage is told there, at most one a second, the newest.
create function private.tell_take() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.tell('prices', 'take', jsonb_build_object('id', new.id, 'cast_at', new.cast_at));
  return null;
end $$;
comment on function private.tell_take() is 'Security definer because writers of performances may not speak on a topic.';
create trigger tell_take_new after insert on public.performances
  for each row when (new.status = 'live' and new.cast_at > now() - interval '1 hour') execute function private.tell_take();
create trigger tell_take after update of status, cast_at on public.performances
  for each row when (new.status = 'live' and new.cast_at > now() - interval '1 hour' and (old.status <> 'live' or old.cast_at is null))
  execute function private.tell_take();

-- Pages. `next` holds the arguments that ask for the page after this row; screens hand it back and do not look inside.
-- Generic plans: each page is the same walk along an index, and planning six tables takes longer than reading twelve rows. Such a plan does
-- not know how long a page is, so the keys are taken first, 100 at most: a number that the planner sees.
create function public.feed_new(
  after_at timestamptz default 'infinity', after_number bigint default 9223372036854775807, page integer default 12)
returns table (next jsonb, take jsonb)
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select jsonb_build_object('after_at', t.cast_at, 'after_number', t.number), to_jsonb(t)
    from (
      select p.id, p.cast_at, p.number from public.performances p
      where p.status = 'live' and p.cast_at is not null and (p.cast_at, p.number) < (after_at, after_number)
      order by p.cast_at desc, p.number desc
      limit 100
    ) k join public.takes t on t.id = k.id
    order by k.cast_at desc, k.number desc
    limit least(greatest(page, 1), 100);
end $$;
comment on function public.feed_new(timestamptz, bigint, integer) is 'Live takes by the time of their cast. Neither part of the key changes: every take is met once, whatever happens between two pages.';

create function public.feed_rising(
  after_score double precision default 'infinity', after_id uuid default '00000000-0000-0000-0000-000000000000', page integer default 12)
returns table (next jsonb, take jsonb)
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select jsonb_build_object('after_score', k.rising_score, 'after_id', k.performance_id), to_jsonb(t)
    from (
      select m.performance_id, m.rising_score from public.performance_metrics m
      where m.crossed_at is null and m.rising_score is not null
        -- The bound lets the index begin there; what follows settles ties.
        and m.rising_score <= after_score and (m.rising_score < after_score or m.performance_id > after_id)
        and exists (select from public.feed_ranks r where r.performance_id = m.performance_id)
      order by m.rising_score desc, m.performance_id
      limit 100
    ) k join public.takes t on t.id = k.performance_id
    order by k.rising_score desc, k.performance_id
    limit least(greatest(page, 1), 100);
end $$;
comment on function public.feed_rising(double precision, uuid, integer) is 'Live takes on their way to the line, those first from which most is still to be expected.';

create function public.feed_underground(
  after_score double precision default 'infinity', after_id uuid default '00000000-0000-0000-0000-000000000000', page integer default 12)
returns table (next jsonb, take jsonb)
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
begin
  return query
    select jsonb_build_object('after_score', k.rising_score, 'after_id', k.performance_id), to_jsonb(t)
    from (
      select m.performance_id, m.rising_score from public.performance_metrics m
      where m.underground and m.rising_score is not null
        -- The bound lets the index begin there; what follows settles ties.
        and m.rising_score <= after_score and (m.rising_score < after_score or m.performance_id > after_id)
        and exists (select from public.feed_ranks r where r.performance_id = m.performance_id)
      order by m.rising_score desc, m.performance_id
      limit 100
    ) k join public.takes t on t.id = k.performance_id
    order by k.rising_score desc, k.performance_id
    limit least(greatest(page, 1), 100);
end $$;
comment on function public.feed_underground(double precision, uuid, integer) is 'Live takes of creators whom fewer than 1,000 follow on Farcaster, by what is still to be expected of them, crossed or not.';

create function public.feed_for_you(
  after_rank bigint default 9223372036854775807, after_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff', page integer default 12)
returns table (next jsonb, take jsonb)
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
declare
  size constant integer := least(greatest(page, 1), 100);
  -- A take of somebody the viewer follows counts as cast a day later.
  nearer constant bigint := 86400000;
  viewer constant uuid := auth.uid();
  follows_some boolean := false;
  followed uuid[];
begin
  -- A statement of its own: visitors may not even name the table.
  if viewer is not null then follows_some := exists (select from public.follows f where f.follower_id = viewer); end if;
  if not follows_some then
    return query
      select jsonb_build_object('after_rank', r.for_you, 'after_id', r.performance_id), to_jsonb(t)
      from (
        select * from public.feed_ranks
        where (for_you, performance_id) < (after_rank, after_id)
        order by for_you desc, performance_id desc
        limit 100
      ) r join public.takes t on t.id = r.performance_id
      order by r.for_you desc, r.performance_id desc
      limit size;
    return;
  end if;
  followed := array(select f.creator_id from public.follows f where f.follower_id = viewer);
  return query
    with anybody as (
      select r.performance_id, r.for_you as rank
      from public.feed_ranks r
      where (r.for_you, r.performance_id) < (after_rank, after_id) and r.user_id <> all (followed)
      order by r.for_you desc, r.performance_id desc
      limit size
    ), heads as (
      -- The first of each; a page can only be of those people whose first stands highest.
      select f.creator_id
      from unnest(followed) as f (creator_id) cross join lateral (
        select r.performance_id, r.for_you from public.feed_ranks r
        where r.user_id = f.creator_id and (r.for_you, r.performance_id) < (after_rank - nearer, after_id)
        order by r.for_you desc, r.performance_id desc
        limit 1
      ) own
      order by own.for_you desc, own.performance_id desc
      limit size
    ), followed_takes as (
      select own.performance_id, own.for_you + nearer as rank
      from heads h cross join lateral (
        select r.performance_id, r.for_you from public.feed_ranks r
        where r.user_id = h.creator_id and (r.for_you, r.performance_id) < (after_rank - nearer, after_id)
        order by r.for_you desc, r.performance_id desc
        limit size
      ) own
    ), merged as (
      select * from anybody union all select * from followed_takes
      order by rank desc, performance_id desc
      limit 100
    )
    select jsonb_build_object('after_rank', merged.rank, 'after_id', merged.performance_id), to_jsonb(t)
    from merged join public.takes t on t.id = merged.performance_id
    order by merged.rank desc, merged.performance_id desc
    limit size;
end $$;
comment on function public.feed_for_you(bigint, uuid, integer) is 'What moved people, newer before older: by for_you, where takes of those whom the viewer follows stand a day higher.';
grant execute on function public.feed_new(timestamptz, bigint, integer), public.feed_rising(double precision, uuid, integer), public.feed_underground(double precision, uuid, integer), public.feed_for_you(bigint, uuid, integer)
  to anon, authenticated;
