create table public.performances (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity unique,
  user_id uuid not null references public.users (id),
  farcaster_cast_id text unique check (farcaster_cast_id ~ '^0x[0-9a-f]{40}$'),
  title text not null check (length(title) between 1 and 80),
  poster_lines text[] not null check (cardinality(poster_lines) between 1 and 3),
  kind text not null check (kind in ('song', 'dance')),
  ink text not null check (ink in ('amber', 'teal', 'rose', 'cobalt', 'tang', 'moss', 'lilac', 'bone')),
  status text not null default 'live' check (status in ('draft', 'live', 'hidden')),
  audio_url text check (audio_url ~ '^https?://'),
  video_url text check (video_url ~ '^https?://'),
  poster_url text check (poster_url ~ '^https?://'),
  duration_ms integer check (duration_ms > 0),
  media_id uuid references public.media_files (id),
  poster_id uuid references public.media_files (id),
  language text check (language ~ '^[a-z]{2,3}$'),
  remix_of uuid references public.performances (id) check (remix_of <> id),
  cast_text text not null default '',
  cast_at timestamptz,
  taken_back_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.performances is 'A take that its author cast. The cast and the draft meet in one row, whichever comes first.';
comment on column public.performances.number is 'The catalogue number on screens: No. 0412.';
comment on column public.performances.taken_back_at is 'When its author deleted the cast or left. Hidden for good, whatever an operator decides.';
comment on column public.performances.media_id is 'Set for what was uploaded here. Its addresses are written into audio_url or video_url, and poster_url.';
comment on column public.performances.language is 'ISO 639 code of the words; null where there are none.';
comment on column public.performances.remix_of is 'The take that this one answers, as its performer says.';
create index performances_remix on public.performances (remix_of) where remix_of is not null;
create index performances_media on public.performances (media_id) where media_id is not null;
create index performances_poster on public.performances (poster_id) where poster_id is not null;
create index performances_user on public.performances (user_id, number desc);
create index performances_live on public.performances (number desc) where status = 'live';

alter table public.performances enable row level security;
grant select on public.performances to anon, authenticated;
grant select, insert, update on public.performances to gigavibe_functions;
create policy "Everyone sees live performances" on public.performances for select to anon, authenticated using (status = 'live');
create policy "Authors see all of theirs" on public.performances for select to authenticated using (user_id = (select auth.uid()));
create policy "Functions read performances" on public.performances for select to gigavibe_functions using (true);
create policy "Functions add performances" on public.performances for insert to gigavibe_functions with check (true);
create policy "Functions update performances" on public.performances for update to gigavibe_functions using (true) with check (true);

create policy "Everyone sees what is on stage" on public.media_files for select to anon, authenticated
  using (exists (select from public.performances p where p.status = 'live' and (p.media_id = media_files.id or p.poster_id = media_files.id)));

create table public.attestations (
  id bigint generated always as identity primary key,
  performance_id uuid not null references public.performances (id) on delete cascade,
  user_id uuid not null references public.users (id),
  text_version text not null check (text_version ~ '^[a-z0-9-]{1,40}$'),
  attested_at timestamptz not null default now(),
  unique (performance_id, user_id, text_version)
);
comment on table public.attestations is 'Append-only: who stated that they may post a performance, when, and by which text (shared/performances/attestation.ts).';
create index attestations_user on public.attestations (user_id);
alter table public.attestations enable row level security;
grant select on public.attestations to authenticated;
grant select, insert on public.attestations to gigavibe_functions;
create policy "People see what they attested" on public.attestations for select to authenticated using (user_id = (select auth.uid()));
create policy "Functions read attestations" on public.attestations for select to gigavibe_functions using (true);
create policy "Functions add attestations" on public.attestations for insert to gigavibe_functions with check (true);
