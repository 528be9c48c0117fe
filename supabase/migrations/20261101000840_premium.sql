create table public.holders_files (
  id uuid primary key,
  performance_id uuid not null references public.performances (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  media_id uuid not null unique references public.media_files (id),
  mime text not null check (mime ~ '^(audio|video)/[a-z0-9-]+$'),
  size_bytes bigint not null check (size_bytes > 0),
  least_coins bigint not null default 1 check (least_coins between 1 and 1000000000),
  added_at timestamptz not null default now(),
  removed_at timestamptz,
  taken_down_at timestamptz,
  taken_down_because text check (length(taken_down_because) between 1 and 500),
  check ((taken_down_at is null) = (taken_down_because is null))
);
comment on table public.holders_files is 'What the maker of a take adds for those who hold its coin: a sealed file of media_files, and how many coins open it.';
comment on column public.holders_files.id is 'Chosen on the device, since every chunk of the sealed file is bound to it.';
comment on column public.holders_files.mime is 'Of what is inside, as its label says; a word of its maker.';
comment on column public.holders_files.size_bytes is 'Of what is inside.';
comment on column public.holders_files.least_coins is 'Whole coins that open it.';
comment on column public.holders_files.removed_at is 'Its maker took it back. The key is gone with it.';
comment on column public.holders_files.taken_down_because is 'An operator''s words; its maker reads them, and nobody else.';
create unique index holders_files_one on public.holders_files (performance_id) where removed_at is null;
create index holders_files_performance on public.holders_files (performance_id);
create index holders_files_user on public.holders_files (user_id);

create table private.holders_keys (
  file_id uuid primary key references public.holders_files (id) on delete cascade,
  secret_id text not null check (secret_id ~ '^[a-z0-9-]{1,20}$'),
  wrapped text not null check (wrapped ~ '^[A-Za-z0-9+/]{80}$')
);
comment on table private.holders_keys is 'Keys of holders'' files, each encrypted under a key that is derived for its file from a secret of the functions'' environment: what lies here opens nothing. Gone with its row, a file is noise.';
comment on column private.holders_keys.secret_id is 'Which of the secrets in MEDIA_KEY_SECRETS.';

create table public.key_releases (
  id bigint generated always as identity primary key,
  file_id uuid not null references public.holders_files (id) on delete cascade,
  reader_id uuid not null references public.users (id),
  entitled_as text not null check (entitled_as in ('maker', 'holder', 'operator')),
  block_number bigint check (block_number >= 0),
  reason text check (length(reason) between 1 and 500),
  released_at timestamptz not null default now(),
  check ((entitled_as = 'holder') = (block_number is not null)),
  check ((entitled_as = 'operator') = (reason is not null))
);
comment on table public.key_releases is 'Append-only: who was given the key of a holders'' file, when, and as what. Makers see how often, not who.';
comment on column public.key_releases.block_number is 'The block in which a holder held enough.';
create index key_releases_file on public.key_releases (file_id, id desc);
create index key_releases_reader on public.key_releases (reader_id);

create table private.holders_decisions (
  id bigint generated always as identity primary key,
  file_id uuid not null references public.holders_files (id) on delete cascade,
  operator_id uuid references public.users (id),
  action text not null check (action in ('take_down', 'put_back')),
  note text not null check (length(note) between 1 and 500),
  created_at timestamptz not null default now()
);
comment on table private.holders_decisions is 'Append-only: which operator took down or put back a holders'' file, and why.';
create index holders_decisions_file on private.holders_decisions (file_id, id desc);
create index holders_decisions_operator on private.holders_decisions (operator_id);

alter table public.holders_files enable row level security;
alter table private.holders_keys enable row level security;
alter table public.key_releases enable row level security;
alter table private.holders_decisions enable row level security;
grant select on public.holders_files to anon, authenticated;
grant select, insert, update on public.holders_files to gigavibe_functions;
grant select, insert, update, delete on private.holders_keys to gigavibe_functions;
grant select (file_id, entitled_as, block_number, released_at) on public.key_releases to authenticated;
grant select, insert on public.key_releases to gigavibe_functions;

create policy "Everyone sees that a live take has something for holders" on public.holders_files for select to anon, authenticated
  using (removed_at is null and taken_down_at is null
    and exists (select from public.performances p where p.id = performance_id and p.status = 'live'));
create policy "Makers see what they added for holders" on public.holders_files for select to authenticated
  using (removed_at is null and user_id = (select auth.uid()));
create policy "Operators see holders' files that were taken down" on public.holders_files for select to authenticated
  using (removed_at is null and (select public.is_operator()));
create policy "Functions read holders' files" on public.holders_files for select to gigavibe_functions using (true);
create policy "Functions add holders' files" on public.holders_files for insert to gigavibe_functions with check (true);
create policy "Functions take holders' files back" on public.holders_files for update to gigavibe_functions using (true) with check (true);
create policy "Functions keep wrapped keys" on private.holders_keys for all to gigavibe_functions using (true) with check (true);
create policy "Makers see how often theirs was opened" on public.key_releases for select to authenticated
  using (exists (select from public.holders_files f where f.id = file_id and f.user_id = (select auth.uid())));
create policy "Functions read releases" on public.key_releases for select to gigavibe_functions using (true);
create policy "Functions note releases" on public.key_releases for insert to gigavibe_functions with check (true);

create function public.moderate_holders_file(file uuid, decision text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  insert into private.holders_decisions (file_id, operator_id, action, note) values (file, auth.uid(), decision, reason);
  update public.holders_files set
    taken_down_at = case decision when 'take_down' then coalesce(taken_down_at, now()) end,
    taken_down_because = case decision when 'take_down' then reason end
  where id = file;
end $$;
comment on function public.moderate_holders_file(uuid, text, text) is
  'An operator takes down a holders'' file, or puts it back: nobody but operators gets its key meanwhile. Security definer because operators change files of others.';
grant execute on function public.moderate_holders_file(uuid, text, text) to authenticated;

create function private.is_operator(person uuid) returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from private.operators o where o.user_id = person) $$;
comment on function private.is_operator(uuid) is 'Whether somebody is an operator, for functions, which act for many. Security definer because nobody may read who the operators are.';
grant execute on function private.is_operator(uuid) to gigavibe_functions;
