-- The feed: a take with all that its card shows, the order of each tab, and search.
create extension if not exists pg_trgm with schema extensions;
create extension if not exists unaccent with schema extensions;
-- Who searches calls these; new functions are closed to everybody.
grant execute on function extensions.unaccent(regdictionary, text), extensions.word_similarity(text, text),
  extensions.similarity(text, text), extensions.similarity_op(text, text) to anon, authenticated;

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

create table public.search_entries (
  id uuid primary key,
  kind text not null check (kind in ('take', 'person')),
  user_id uuid not null references public.users (id),
  at timestamptz not null,
  words text not null
);
comment on table public.search_entries is 'What search looks through: each live take by its title and its person, and each person who was ever on stage. Kept by triggers alone.';
comment on column public.search_entries.at is 'When it was cast, or when the person came: the newer of two that are alike stands first.';
comment on column public.search_entries.words is 'Folded by fold_words, with a space before each word.';
-- One for each kind: a word that many takes hold and no person does is found to be in no person without a look at the takes.
create index search_entries_takes on public.search_entries using gin (words extensions.gin_trgm_ops) where kind = 'take';
create index search_entries_people on public.search_entries using gin (words extensions.gin_trgm_ops) where kind = 'person';
create index search_entries_newest on public.search_entries (kind, at desc);
create index search_entries_user on public.search_entries (user_id);
alter table public.search_entries enable row level security;
grant select on public.search_entries to anon, authenticated;
create policy "Everyone searches what is on stage" on public.search_entries for select to anon, authenticated using (true);

create table public.search_words (
  word text primary key
);
comment on table public.search_words is 'Every word of search_entries, once: what was typed with an error is looked up here, among few, and not among all entries. Kept by triggers: what somebody or something was called goes when the name changes or is off stage. Cron puts right what two did at one moment.';
create index search_words_alike on public.search_words using gin (word extensions.gin_trgm_ops);
alter table public.search_words enable row level security;
grant select on public.search_words to anon, authenticated;
create policy "Everyone searches among the words on stage" on public.search_words for select to anon, authenticated using (true);

create function private.note_words() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- Numbers have no spelling. In their order, so that two who add the same words do not wait for each other.
  insert into public.search_words (word)
  select distinct word from unnest(string_to_array(trim(new.words), ' ')) word where word ~ '[[:alpha:]]{2}'
  order by word on conflict do nothing;
  return null;
end $$;
comment on function private.note_words() is 'Security definer because nobody may write what search looks through.';
create trigger note_words_new after insert on public.search_entries for each row execute function private.note_words();
create trigger note_words after update of words on public.search_entries
  for each row when (old.words is distinct from new.words) execute function private.note_words();
select cron.schedule('forget-words', '17 3 * * *', $$
  -- One pass over what there is: a look-up for each word would take as long as words and entries multiplied.
  delete from public.search_words w where not exists (
    select from (select unnest(string_to_array(trim(e.words), ' ')) as word from public.search_entries e) said where said.word = w.word);
  -- Nobody waits for who adds a word that another takes out at the same moment: what was lost by that is put back.
  insert into public.search_words (word)
  select distinct word from public.search_entries e, unnest(string_to_array(trim(e.words), ' ')) word where word ~ '[[:alpha:]]{2}'
  order by word on conflict do nothing$$);

create function public.fold_words(words text) returns text
language sql immutable parallel safe set search_path = ''
as $$
  select trim(regexp_replace(lower(extensions.unaccent('extensions.unaccent'::regdictionary, coalesce(words, ''))), '[^[:alnum:]]+', ' ', 'g'))
$$;
comment on function public.fold_words(text) is 'Lower case without accents and signs. Immutable as long as the rules of unaccent are.';
grant execute on function public.fold_words(text) to anon, authenticated;

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

create function private.rename_entries() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  was_on_stage boolean := false;
begin
  if tg_op = 'DELETE' or new.deleted_at is not null then
    delete from public.search_entries where id = old.id;
    was_on_stage := found;
  end if;
  if tg_op = 'UPDATE' then
    update public.search_entries e
    set words = ' ' || public.fold_words(concat_ws(' ', (select title from public.performances p where p.id = e.id), new.display_name, new.username))
    where e.user_id = new.id;
    was_on_stage := was_on_stage or found;
  end if;
  if was_on_stage then
    perform private.forget_words(concat_ws(' ', old.display_name, old.username));
  end if;
  return coalesce(new, old);
end $$;
comment on function private.rename_entries() is 'Security definer because whoever renames a person may not write what search looks through.';
create trigger rename_entries after update of display_name, username, deleted_at on public.users
  for each row when (old.display_name is distinct from new.display_name or old.username is distinct from new.username
    or old.deleted_at is distinct from new.deleted_at)
  execute function private.rename_entries();
create trigger forget_entries before delete on public.users for each row execute function private.rename_entries();

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

create function public.entries_like(pattern text, wanted_kind text, most integer) returns setof public.search_entries
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  recent timestamptz;
  found_recent bigint;
begin
  if (select count(*) from (
    select from public.search_entries e where e.words like pattern and e.kind = wanted_kind limit 20001) enough) <= 20000 then
    return query
      select * from public.search_entries e where e.words like pattern and e.kind = wanted_kind order by e.at desc, e.id desc limit most;
    return;
  end if;
  -- Common words: a walk from the newest meets enough of them soon. What is no bare column keeps the planner from gathering them all.
  recent := (select e.at from public.search_entries e where e.kind = wanted_kind order by e.at desc offset 50000 limit 1);
  return query
    select * from public.search_entries e where e.words || '' like pattern and e.kind = wanted_kind and (recent is null or e.at > recent)
    order by e.at desc limit most;
  get diagnostics found_recent = row_count;
  -- Words of long ago, whose walk would be a long one.
  if recent is not null and found_recent < most then
    return query
      select * from public.search_entries e where e.words like pattern and e.kind = wanted_kind and e.at <= recent
      order by e.at desc, e.id desc limit most - found_recent;
  end if;
end $$;
comment on function public.entries_like(text, text, integer) is
  'The newest entries of a kind whose words are like a pattern. Up to 20,000 are gathered by index; of more the newest 50,000 entries are walked first.';

create function private.forget_words(gone text) returns void
language sql set search_path = ''
as $$
  delete from public.search_words w
  where w.word = any (string_to_array(public.fold_words(gone), ' ')) and not exists (
    select from (values ('person'), ('take')) k (kind) cross join (values (' %'), ('')) after (word)
      cross join lateral public.entries_like('% ' || w.word || after.word, k.kind, 1))
$$;
comment on function private.forget_words(text) is 'Takes out at once what was said in a name or title that is on stage no more, but for words that others still say.';

create function public.search_stage(
  words text, after_score integer default 2147483647, after_at timestamptz default 'infinity',
  after_id uuid default 'ffffffff-ffff-ffff-ffff-ffffffffffff', page integer default 20)
returns table (next jsonb, take jsonb, person jsonb)
language plpgsql stable set search_path = '' set pg_trgm.similarity_threshold = 0.3
as $$
declare
  wanted constant text := public.fold_words(left(words, 80));
  begins constant text := ' ' || wanted || '%';
  has constant text := '% ' || wanted || '%';
  exact public.search_entries[];
  likely text;
begin
  if length(wanted) < 2 then return; end if;
  exact := array(select e from (values ('person'), ('take')) k (kind) cross join lateral public.entries_like(has, k.kind, 1000) e);
  -- Only when hardly anything begins with what was typed: what was perhaps meant, each word by the nearest that is on stage.
  if cardinality(exact) < 20 then
    likely := (
      select '% ' || string_agg(alike.word, '% ' order by typed.place) || '%'
      from unnest(string_to_array(wanted, ' ')) with ordinality as typed (word, place)
      cross join lateral (
        select w.word from public.search_words w where w.word operator(extensions.%) typed.word
        order by extensions.similarity(w.word, typed.word) desc, w.word limit 1) alike);
  end if;
  return query
    with scored as (
      select e.id, e.kind, e.user_id, e.at,
        2000 + case e.kind when 'person' then 250 else 0 end + case when e.words like begins then 500 else 0 end as score
      from unnest(exact) e
      union all
      select e.id, e.kind, e.user_id, e.at,
        (1000 * extensions.word_similarity(wanted, e.words))::integer + case e.kind when 'person' then 250 else 0 end
      from (values ('person'), ('take')) k (kind) cross join lateral public.entries_like(likely, k.kind, 500) e
      where likely is not null and e.words not like has
    ), found as (
      select s.* from scored s
      where (s.score, s.at, s.id) < (after_score, after_at, after_id)
      order by s.score desc, s.at desc, s.id desc
      limit least(greatest(page, 1), 100)
    )
    select jsonb_build_object('after_score', f.score, 'after_at', f.at, 'after_id', f.id), to_jsonb(t),
      case when f.kind = 'person' then jsonb_build_object('id', u.id, 'farcaster_fid', u.farcaster_fid, 'display_name', u.display_name,
        'username', u.username, 'avatar_url', u.avatar_url) end
    from found f join public.users u on u.id = f.user_id left join public.takes t on t.id = f.id
    where f.kind = 'person' or t.id is not null
    order by f.score desc, f.at desc, f.id desc;
end $$;
comment on function public.search_stage(text, integer, timestamptz, uuid, integer) is
  'People and takes whose words begin with, or are nearly, what was typed; from two letters on. Typing errors and accents do not matter.';

grant execute on function public.feed_new(timestamptz, bigint, integer), public.feed_rising(double precision, uuid, integer),
  public.feed_underground(double precision, uuid, integer),
  public.feed_for_you(bigint, uuid, integer), public.entries_like(text, text, integer),
  public.search_stage(text, integer, timestamptz, uuid, integer) to anon, authenticated;
