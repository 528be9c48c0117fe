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

alter table private.audio_prints enable row level security;
alter table private.take_files enable row level security;

grant select, insert, update on private.audio_prints to gigavibe_functions;
grant select on private.take_files to gigavibe_functions;

create policy "Functions keep prints" on private.audio_prints for all to gigavibe_functions using (true) with check (true);
create policy "Functions read which files takes play" on private.take_files for select to gigavibe_functions using (true);

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

create function private.look_at_rights() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.take_files (performance_id, cid)
  select new.id, part[1] from unnest(array[new.audio_url, new.video_url]) url, regexp_match(url, '/ipfs/(b[a-z2-7]{30,100})(?:[/?#]|$)') part
  where part is not null on conflict do nothing;
  perform private.add_job('rights:' || new.id, 'rights', jsonb_build_object('performance_id', new.id));
  return null;
end $$;
comment on function private.look_at_rights() is 'Security definer because not everybody who makes a take may add jobs.';
create trigger look_at_rights after insert on public.performances for each row when (new.status = 'live') execute function private.look_at_rights();
create trigger look_at_rights_again after update of status, audio_url, video_url on public.performances for each row
  when (new.status = 'live' and (old.status, old.audio_url, old.video_url) is distinct from (new.status, new.audio_url, new.video_url))
  execute function private.look_at_rights();

grant execute on function private.prints_like(integer[], integer[], text, integer), private.on_stage_before(uuid, uuid) to gigavibe_functions;
