create table public.media_files (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.users (id),
  purpose text not null check (purpose in ('take', 'poster', 'avatar', 'coin', 'sealed')),
  cid text not null check (cid ~ '^baf[ky][a-z2-7]{50,70}$'),
  profile text not null default 'unixfs-v1-2025' check (profile = 'unixfs-v1-2025'),
  size_bytes bigint not null check (size_bytes > 0),
  mime text not null check (mime ~ case purpose when 'sealed' then '^application/octet-stream$' else '^(audio|video|image)/[a-z0-9-]+$' end),
  duration_ms integer check (duration_ms > 0),
  width integer check (width > 0),
  height integer check (height > 0),
  codecs text[] not null default '{}',
  tag_title text check (length(tag_title) <= 80),
  tag_artist text check (length(tag_artist) <= 80),
  peaks text check (length(peaks) = 268 and peaks ~ '^[A-Za-z0-9+/]+=$'),
  loudness real check (loudness between -100 and 20),
  pin_status text not null default 'allowed' check (pin_status in ('allowed', 'queued', 'pinned', 'failed')),
  pin_ref text,
  second_pin_status text check (second_pin_status in ('queued', 'pinned', 'failed')),
  second_pin_ref text,
  problem text check (problem in ('wrong-type', 'unplayable', 'too-large', 'too-long', 'too-short', 'silent', 'corrupt', 'wrong-cid', 'lost')),
  allowed_at timestamptz not null default now(),
  lapses_at timestamptz not null default now() + interval '6 hours',
  permits integer not null default 1 check (permits > 0),
  uploaded_at timestamptz,
  checked_at timestamptz,
  check (problem is null or pin_status = 'failed'),
  check (pin_status <> 'pinned' or checked_at is not null)
);
comment on table public.media_files is 'A file that somebody uploaded to IPFS: what it was said to be, then what its stored bytes were found to be. A row is a permission first, and counts against its owner''s day.';
comment on column public.media_files.allowed_at is 'When its last address was given. Bytes count against the day from then on, until the file failed or the permission lapsed.';
comment on column public.media_files.lapses_at is 'What was not said to be uploaded by then never will be. Whatever else came by its addresses is removed then.';
comment on column public.media_files.permits is 'How many addresses were given for it. Each counts as a file of the day.';
comment on column public.media_files.cid is 'Worked out on the device, compared with the pinning service''s, and again from the stored bytes.';
comment on column public.media_files.peaks is '200 bytes in base64, 255 being the loudest of the take. Decoded on the device: they draw, they decide nothing.';
comment on column public.media_files.loudness is 'Integrated loudness in LUFS (ITU-R BS.1770), decoded on the device.';
comment on column public.media_files.pin_ref is 'The pinning service''s own id, with which it is unpinned.';
create index media_files_user on public.media_files (user_id, allowed_at desc);
create index media_files_cid on public.media_files (cid);

alter table public.media_files enable row level security;
grant select (id, user_id, purpose, cid, profile, size_bytes, mime, duration_ms, width, height, codecs, peaks, loudness, pin_status, problem,
  second_pin_status, checked_at) on public.media_files to authenticated;
grant select (id, purpose, cid, profile, size_bytes, mime, duration_ms, width, height, codecs, peaks, loudness, pin_status, second_pin_status,
  checked_at) on public.media_files to anon;
grant select, insert, update on public.media_files to gigavibe_functions;
create policy "People see what they uploaded" on public.media_files for select to authenticated using (user_id = (select auth.uid()));
create policy "Functions read files" on public.media_files for select to gigavibe_functions using (true);
create policy "Functions allow uploads" on public.media_files for insert to gigavibe_functions with check (true);
create policy "Functions note what files are" on public.media_files for update to gigavibe_functions using (true) with check (true);
