-- The feed: a take with all that its card shows, the order of each tab, and search.
create extension if not exists pg_trgm with schema extensions;
create extension if not exists unaccent with schema extensions;

-- Who searches calls these; new functions are closed to everybody.
grant execute on function extensions.unaccent(regdictionary, text), extensions.word_similarity(text, text),
  extensions.similarity(text, text), extensions.similarity_op(text, text) to anon, authenticated;

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
  -- Who is renamed at the moment in which a take of theirs comes on stage may stand there under the name before.
  update public.search_entries e set words = now_is.words
  from (
    select e.id, ' ' || public.fold_words(concat_ws(' ', case e.kind when 'take' then p.title end, u.display_name, u.username)) as words
    from public.search_entries e join public.users u on u.id = e.user_id left join public.performances p on p.id = e.id
    where e.kind = 'person' or p.id is not null) now_is
  where now_is.id = e.id and e.words <> now_is.words;
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
  select trim(regexp_replace(
    -- Who writes Thai, Lao, Burmese, Khmer, Japanese or Chinese puts no spaces between words: there each sign stands as a word.
    regexp_replace(lower(extensions.unaccent('extensions.unaccent'::regdictionary, normalize(coalesce(words, ''), nfkc))),
      '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])', ' \1 ', 'g'),
    '[^[:alnum:]]+', ' ', 'g'))
$$;
comment on function public.fold_words(text) is
  'Lower case without accents and signs, in whatever script, as long as the database knows its letters (a locale other than C). Immutable as long as the rules of unaccent are.';
grant execute on function public.fold_words(text) to anon, authenticated;

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
  -- One letter is in everything; a sign of three bytes may be a whole word.
  if length(wanted) < 2 and octet_length(wanted) < 3 then return; end if;
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
  'People and takes whose words begin with, or are nearly, what was typed; from two letters, or a sign of Chinese, on. Typing errors and accents do not matter.';

grant execute on function public.entries_like(text, text, integer), public.search_stage(text, integer, timestamptz, uuid, integer)
  to anon, authenticated;
