create table private.audio_prints (
  cid text primary key check (cid ~ '^b[a-z2-7]{30,100}$'),
  method text not null,
  source text not null check (source in ('server', 'device')),
  words integer[] not null check (cardinality(words) between 1 and 8000),
  created_at timestamptz not null default now()
);
comment on table private.audio_prints is 'What is heard in a file, as 32 bits a frame. `server`: computed from the stored bytes; `device`: as whoever uploaded it says.';
create index audio_prints_words on private.audio_prints using gin (words);

create table private.take_files (
  performance_id uuid not null references public.performances (id) on delete cascade,
  cid text not null,
  since timestamptz not null default now(),
  primary key (performance_id, cid)
);
comment on table private.take_files is 'Which takes play which files, by the CIDs in their addresses; kept by a trigger.';
comment on column private.take_files.since is 'When it was on stage with this file for the first time. A draft''s number says nothing: its file may be changed until it is cast.';
create index take_files_cid on private.take_files (cid);

create table public.copy_claims (
  id bigint generated always as identity primary key,
  performance_id uuid not null references public.performances (id) on delete cascade,
  of_performance_id uuid references public.performances (id) on delete cascade,
  because text not null check (because in ('same-bytes', 'alike', 'unheard')),
  difference real check (difference between 0 and 1),
  found_at timestamptz not null default now(),
  decision text check (decision in ('copy', 'own')),
  note text check (length(note) between 1 and 500),
  operator_id uuid references public.users (id) on delete set null,
  decided_at timestamptz,
  appeal text check (length(appeal) between 1 and 500),
  appealed_at timestamptz,
  unique nulls not distinct (performance_id, of_performance_id),
  check (performance_id <> of_performance_id),
  check ((because = 'unheard') = (of_performance_id is null)),
  check ((decision is null) = (decided_at is null) and (decision is null) = (note is null))
);
comment on table public.copy_claims is 'A take that was found to be like an older one of somebody else, or (`unheard`) whose sound could not be decoded here to be compared. Until an operator says that it is the person''s own, it becomes no coin.';
create index copy_claims_open on public.copy_claims (found_at, id) where decision is null or appealed_at > decided_at;
create index copy_claims_original on public.copy_claims (of_performance_id);

create table private.copy_decisions (
  id bigint generated always as identity primary key,
  claim_id bigint not null references public.copy_claims (id) on delete cascade,
  operator_id uuid references public.users (id) on delete set null,
  decision text not null,
  note text not null,
  created_at timestamptz not null default now()
);
comment on table private.copy_decisions is 'Append-only: every answer to a claim. The claim carries the last one, which after an appeal is another than the first.';
create index copy_decisions_claim on private.copy_decisions (claim_id, id desc);
create index copy_decisions_operator on private.copy_decisions (operator_id);

alter table private.copy_decisions enable row level security;
alter table private.take_files enable row level security;
grant select on private.take_files to gigavibe_functions;
create policy "Functions read which files takes play" on private.take_files for select to gigavibe_functions using (true);
alter table private.audio_prints enable row level security;
alter table public.copy_claims enable row level security;
grant select, insert, update on private.audio_prints to gigavibe_functions;
grant select, insert on public.copy_claims to gigavibe_functions;
grant select (id, performance_id, of_performance_id, because, found_at, decision, note, decided_at, appeal, appealed_at), update (appeal) on public.copy_claims to authenticated;
create policy "Functions keep prints" on private.audio_prints for all to gigavibe_functions using (true) with check (true);
create policy "Functions read claims" on public.copy_claims for select to gigavibe_functions using (true);
create policy "Functions claim" on public.copy_claims for insert to gigavibe_functions with check (true);
create policy "People see what holds their own takes" on public.copy_claims for select to authenticated
  using (exists (select from public.performances p where p.id = performance_id and p.user_id = (select auth.uid())));
create policy "People appeal once about their own takes" on public.copy_claims for update to authenticated
  using (appeal is null and decision is distinct from 'own'
    and exists (select from public.performances p where p.id = performance_id and p.user_id = (select auth.uid())))
  with check (appeal is not null);

create function private.on_stage_before(one uuid, other uuid) returns boolean
language sql stable set search_path = ''
as $$
  with takes as (
    select p.id, (select max(f.since) from private.take_files f where f.performance_id = p.id) as since, p.number
    from public.performances p where p.id in (one, other))
  select exists (select from takes a, takes b where a.id = one and b.id = other and (a.since, a.number) < (b.since, b.number))
$$;
comment on function private.on_stage_before(uuid, uuid) is 'Whether one take played its files on stage before another played its own: the older of two that are alike.';

create function private.prints_like(looked_up integer[], places integer[], version text, at_least integer) returns table (cid text, evidence integer)
language sql stable set search_path = '' set enable_seqscan = off
as $$
  with asked as materialized (select word, at from unnest(looked_up, places) as a (word, at)),
  near as materialized (
    select p.cid, asked.word, asked.at from asked join private.audio_prints p on p.words @> array[asked.word] where p.method = version),
  shifts as (
    select p.cid, place - near.at as shift, count(*)::integer as hits
    from (select near.cid from near group by near.cid having count(*) >= at_least) likely
      join near using (cid) join private.audio_prints p using (cid) cross join lateral unnest(array_positions(p.words, near.word)) place
    group by p.cid, shift)
  select shifts.cid, max(hits) from shifts group by shifts.cid having max(hits) >= at_least
$$;
comment on function private.prints_like(integer[], integer[], text, integer) is
  'Prints that share at least so many of these words at one shift, and how many. Word by word along the index: the planner takes many words at once for words of nearly every print, and would read all of them.';

create function private.held_for_copy(take uuid) returns boolean
language sql stable set search_path = ''
as $$
  select exists (select from public.copy_claims c where c.performance_id = take and (c.decision is null or c.decision = 'copy' or (c.appealed_at > c.decided_at)))
$$;
comment on function private.held_for_copy(uuid) is 'Whether a claim that nobody has dismissed holds this take.';

create function private.why_held(take uuid) returns text
language sql stable set search_path = ''
as $$
  select case
    when p.taken_back_at is not null then 'The performance was taken back.'
    when p.status = 'hidden' then 'An operator hid this take.'
    when private.held_for_copy(take) then case
      when exists (select from public.copy_claims c where c.performance_id = take and c.because <> 'unheard' and c.decision is distinct from 'own')
        then 'It sounds like an older take of somebody else. An operator looks at it.'
      else 'Its sound could not be compared with others. An operator listens to it.' end
    when exists (select from public.dance_moves m join public.dance_chains c on c.id = m.chain_id where m.performance_id = take and c.status = 'hidden')
      then 'An operator hid the chain of this take.'
    when exists (select from public.dance_moves m where m.performance_id = take and m.status = 'hidden') then 'An operator hid the place of this take in its chain.'
  end from public.performances p where p.id = take
$$;
comment on function private.why_held(uuid) is 'What keeps a take from becoming a coin, in words; null when nothing does.';

create function private.hold_launch(take uuid) returns void
language sql set search_path = ''
as $$
  -- A take is locked before its launch, by everybody: holding a launch may hide its take.
  select from public.performances where id = take for no key update;
  update public.viral_queue set status = 'held', last_error = private.why_held(take), updated_at = now()
  where performance_id = take and status in ('detected', 'awaiting_consent', 'approved', 'pinned') and private.why_held(take) is not null
$$;
comment on function private.hold_launch(uuid) is 'Holds a launch that is not on its way, when something holds its take.';

create function private.ticker_taken(q public.viral_queue) returns boolean
language sql stable set search_path = ''
as $$
  select exists (select from public.viral_queue o where o.ticker = q.ticker and o.id <> q.id and private.wants_ticker(o.status))
    or exists (select from public.performance_coins c where c.symbol = q.ticker and c.performance_id <> q.performance_id)
$$;
comment on function private.ticker_taken(public.viral_queue) is 'Whether somebody else has the ticker by now: a launch that is held has let it go.';

create function private.consent_stands(q public.viral_queue) returns boolean
language sql stable set search_path = ''
as $$
  select q.consented_at is not null and q.consent_expires_at > clock_timestamp() and not private.ticker_taken(q)
$$;
comment on function private.consent_stands(public.viral_queue) is 'Whether what a creator signed for a held launch is still good: nobody took the ticker meanwhile, and the card would still be open. What was signed is good for an hour more, which is for announcing and making the coin.';

create function private.release_launch(take uuid) returns void
language plpgsql set search_path = ''
as $$
begin
  -- One at a time, before any launch is locked: of two held launches with one ticker the second sees that it is taken.
  perform pg_advisory_xact_lock(hashtextextended('release_launch', 0));
  -- Two holds that end at once: the second sees that the first is gone.
  perform from public.viral_queue where performance_id = take for update;
  loop
    begin
      with freed as (
        select q.id, h.why, case when h.why is not null then 'held' when private.consent_stands(q) then 'approved' else 'detected' end as status,
          -- Another name gives another address, which is fine as long as nothing was ever signed for this one.
          exists (select from private.launch_transactions t where t.queue_id = q.id) as was_signed
        from public.viral_queue q, (select private.why_held(take) as why) h
        where q.performance_id = take and q.status = 'held'
          and (q.last_error like 'An operator hid %' or q.last_error like 'It sounds like %' or q.last_error like 'Its sound could not %')),
      moved as (
        update public.viral_queue q
        set status = f.status, last_error = f.why, updated_at = now(), opens_at = null,
          -- Whoever has it by now keeps it: this launch is offered another one.
          ticker = case when f.status = 'held' or not private.ticker_taken(q) then q.ticker end,
          consent_expires_at = case when f.status <> 'detected' then q.consent_expires_at end,
          consent = case when f.status <> 'detected' then q.consent end,
          consent_signature = case when f.status <> 'detected' then q.consent_signature end,
          consented_at = case when f.status <> 'detected' then q.consented_at end,
          predicted_address = case when f.was_signed then q.predicted_address end
        from freed f where q.id = f.id returning q.id, q.status)
      insert into public.jobs as j (key, kind, payload)
      select 'launch:' || id, 'launch', jsonb_build_object('queue_id', id::text) from moved where status = 'approved'
      on conflict (key) do update set run_at = least(j.run_at, excluded.run_at), attempts = 0, faults = 0, last_error = null;
      return;
    exception when unique_violation then
      -- Somebody's card was opened with this ticker since it was looked for: the next look sees that it is taken.
    end;
  end loop;
end $$;
comment on function private.release_launch(uuid) is
  'One hold of a take was taken away. Unless another holds it, its launch goes on and is announced anew where its creator had approved it and that still stands; else they are asked anew. What was held for other reasons is left alone.';

create function private.hold_copy() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.hold_launch(new.performance_id);
  return null;
end $$;
comment on function private.hold_copy() is 'Security definer because whoever finds a copy need not be able to change launches.';
create trigger hold_copy after insert on public.copy_claims for each row execute function private.hold_copy();

create function private.hold_new_launch() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  why text := private.why_held(new.performance_id);
begin
  if why is not null then
    new.status := 'held';
    new.last_error := why;
  end if;
  return new;
end $$;
comment on function private.hold_new_launch() is 'Security definer because claims and decisions are not for whoever detects.';
create trigger hold_new_launch before insert on public.viral_queue for each row execute function private.hold_new_launch();

create function private.word_hold() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  why text := private.why_held(new.performance_id);
begin
  -- Shown again since the worker looked: whoever showed it found nothing to release, so nothing may be held now.
  if why is null and exists (select from public.performances p where p.id = new.performance_id and p.status = 'live') then
    return null;
  end if;
  new.last_error := coalesce(why, new.last_error);
  return new;
end $$;
comment on function private.word_hold() is
  'A worker that finds a take gone does not know why: with the true cause, what an operator shows again is released. It holds nothing that is there again. Security definer because claims and decisions are not for workers.';
create trigger word_hold before update of status on public.viral_queue for each row
  when (new.status = 'held' and new.last_error = 'The performance was taken back.') execute function private.word_hold();

create function private.appeal_claim() returns trigger
language plpgsql set search_path = ''
as $$
begin
  -- A decision that came since this began is what it is about.
  new.appealed_at := clock_timestamp();
  return new;
end $$;
create trigger appeal_claim before update of appeal on public.copy_claims for each row
  when (old.appeal is null and new.appeal is not null) execute function private.appeal_claim();

create function private.look_at_rights() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.take_files (performance_id, cid)
  select new.id, part[1] from unnest(array[new.audio_url, new.video_url]) url, regexp_match(url, '/ipfs/(b[a-z2-7]{30,100})(?:[/?#]|$)') part
  where part is not null on conflict do nothing;
  insert into public.jobs as j (key, kind, payload) values ('rights:' || new.id, 'rights', jsonb_build_object('performance_id', new.id))
  on conflict (key) do update set run_at = least(j.run_at, excluded.run_at), attempts = 0, faults = 0, last_error = null;
  return null;
end $$;
comment on function private.look_at_rights() is 'Security definer because not everybody who makes a take may add jobs.';
create trigger look_at_rights after insert on public.performances for each row when (new.status = 'live') execute function private.look_at_rights();
create trigger look_at_rights_again after update of status, audio_url, video_url on public.performances for each row
  when (new.status = 'live' and (old.status, old.audio_url, old.video_url) is distinct from (new.status, new.audio_url, new.video_url))
  execute function private.look_at_rights();

create function private.require_operator() returns void
language plpgsql stable set search_path = ''
as $$
begin
  if not public.is_operator() then raise exception 'Only operators look after takes.' using errcode = 'insufficient_privilege'; end if;
end $$;

create function public.copy_queue(most integer default 50)
returns table (performance_id uuid, title text, number bigint, claims jsonb, found_at timestamptz, note text, operator text, appeal text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  return query
    with page as (
      -- By the first of a take's open claims, along their index: as fast however many wait.
      select c.performance_id, c.found_at, c.id from public.copy_claims c
      where (c.decision is null or c.appealed_at > c.decided_at) and c.id = (
        select e.id from public.copy_claims e
        where e.performance_id = c.performance_id and (e.decision is null or e.appealed_at > e.decided_at)
        order by e.found_at, e.id limit 1)
      order by c.found_at, c.id limit least(greatest(most, 1), 100)
    )
    select p.id, p.title, p.number, asked.claims, k.found_at, asked.note, asked.operator, asked.appeal
    from page k join public.performances p on p.id = k.performance_id
      cross join lateral (
        select jsonb_agg(jsonb_build_object('id', c.id, 'performance_id', o.id, 'title', o.title, 'number', o.number,
            'because', c.because, 'difference', c.difference) order by o.number nulls last) as claims,
          (array_agg(c.note order by c.decided_at desc) filter (where c.note is not null))[1] as note,
          (array_agg(u.display_name order by c.decided_at desc) filter (where c.note is not null))[1] as operator,
          (array_agg(c.appeal order by c.appealed_at desc) filter (where c.appeal is not null))[1] as appeal
        from public.copy_claims c left join public.performances o on o.id = c.of_performance_id left join public.users u on u.id = c.operator_id
        where c.performance_id = k.performance_id and (c.decision is null or c.appealed_at > c.decided_at)) asked
    order by k.found_at, k.id;
end $$;
comment on function public.copy_queue(integer) is
  'Takes that wait for a human, and appeals: one row a take, whatever number of older ones it is like, with the answer that is appealed against and who gave it. Security definer because operators see what concerns others.';

create function public.answer_copy(answered bigint[], answer text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  takes uuid[];
  open_claims integer;
begin
  perform private.require_operator();
  with decided as (
    update public.copy_claims set decision = answer, note = reason, operator_id = auth.uid(), decided_at = clock_timestamp()
    where id = any (answered) and (decision is null or appealed_at > decided_at) returning *),
  noted as (
    insert into private.copy_decisions (claim_id, operator_id, decision, note) select id, operator_id, decision, note from decided)
  select array_agg(distinct performance_id), count(*) into takes, open_claims from decided;
  if open_claims is distinct from cardinality(answered) or cardinality(takes) <> 1 then
    raise exception 'Somebody has answered this already.' using errcode = 'check_violation', constraint = 'copy_answered';
  end if;
  perform private.release_launch(takes[1]);
end $$;
comment on function public.answer_copy(bigint[], text, text) is
  'An operator says whether a take is a copy or the person''s own, of all claims that they saw at once; one that came meanwhile is still open. What is their own may become a coin again. Security definer because operators change launches of others.';
grant execute on function public.copy_queue(integer), public.answer_copy(bigint[], text, text) to authenticated;
grant execute on function private.prints_like(integer[], integer[], text, integer), private.on_stage_before(uuid, uuid), private.held_for_copy(uuid), private.why_held(uuid) to gigavibe_functions;
