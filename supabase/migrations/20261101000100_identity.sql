create table public.users (
  id uuid primary key default gen_random_uuid(),
  farcaster_fid bigint unique,
  wallet_address text check (wallet_address ~ '^0x[0-9a-f]{40}$'),
  display_name text not null check (length(display_name) between 1 and 100),
  username text check (length(username) <= 64),
  avatar_url text check (avatar_url ~ '^https?://'),
  bio text check (length(bio) between 1 and 160),
  edited_at timestamptz,
  checked_at timestamptz,
  sessions_from timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.users is 'The identity bridge: one person, at most one Farcaster account, the wallet that Farcaster verified last.';
comment on column public.users.wallet_address is 'Lower case. The payout right at launch belongs to this wallet.';
comment on column public.users.username is 'On Farcaster, in lower case. No two people have the same.';
comment on column public.users.edited_at is 'Set while name, bio and picture are the person''s own words here: Farcaster''s no longer replace them.';
comment on column public.users.checked_at is 'When Farcaster last said what it says of this person, their verified wallet above all.';
comment on column public.users.sessions_from is 'The last "sign out everywhere": what Farcaster vouched for before opens no session.';
comment on column public.users.deleted_at is 'The account was deleted. The row stays without a name while coins or takes point to it.';
create index users_wallet on public.users (wallet_address) where wallet_address is not null;
create index users_username on public.users (username) where username is not null;

alter table public.users enable row level security;
grant select (id, farcaster_fid, display_name, username, avatar_url, bio, deleted_at, created_at) on public.users to anon, authenticated;
grant select, insert, update on public.users to gigavibe_functions;

create policy "Everyone sees public profiles" on public.users for select to anon, authenticated using (true);
create policy "Functions read people" on public.users for select to gigavibe_functions using (true);
create policy "Functions add people" on public.users for insert to gigavibe_functions with check (true);
create policy "Functions update people" on public.users for update to gigavibe_functions using (true) with check (true);

create function private.pass_on_name() returns trigger
language plpgsql set search_path = ''
as $$
begin
  -- Two who are told of at once with one name: the second sees the first. Few locks, however many come in one statement.
  perform pg_advisory_xact_lock(hashtext('users.username'), hashtext(new.username) % 256);
  update public.users set username = null, updated_at = now() where username = new.username and id <> new.id;
  return null;
end $$;
comment on function private.pass_on_name() is
  'A Farcaster name is one person''s at a time, and may go to another: whoever is told of it last has it, and is found by it. Who had it before has none until Farcaster is asked about them.';
create trigger pass_on_new_name after insert on public.users
  for each row when (new.username is not null) execute function private.pass_on_name();
create trigger pass_on_name after update of username on public.users
  for each row when (new.username is not null and new.username is distinct from old.username) execute function private.pass_on_name();

create table public.farcaster_people (
  fid bigint primary key,
  username text,
  display_name text,
  avatar_url text,
  score real check (score between 0 and 1),
  follower_count bigint check (follower_count >= 0),
  registered_at timestamptz,
  seen_at timestamptz not null
);
comment on table public.farcaster_people is 'What the latest event said about the people who react; they need no account here.';
comment on column public.farcaster_people.score is 'Neynar''s. Score, follower_count and registered_at are what detection weighs a person by, read at the event; null while unknown.';

alter table public.farcaster_people enable row level security;
grant select, insert, update on public.farcaster_people to gigavibe_functions;
create policy "Functions read reactors" on public.farcaster_people for select to gigavibe_functions using (true);
create policy "Functions add reactors" on public.farcaster_people for insert to gigavibe_functions with check (true);
create policy "Functions update reactors" on public.farcaster_people for update to gigavibe_functions using (true) with check (true);

create table public.user_wallets (
  address text primary key check (address ~ '^0x[0-9a-f]{40}$'),
  user_id uuid not null references public.users (id) on delete cascade,
  proven_at timestamptz not null
);
comment on table public.user_wallets is 'Wallets that people proved to us by a signature. Each signs in to one account; payouts follow users.wallet_address, not this.';
create index user_wallets_user on public.user_wallets (user_id);

create table private.sign_in_nonces (
  nonce text primary key check (nonce ~ '^[a-zA-Z0-9]{16,64}$'),
  user_id uuid references public.users (id) on delete cascade,
  expires_at timestamptz not null
);
comment on table private.sign_in_nonces is 'Given out for one wallet signature and deleted by it. With a user: to add a wallet to that account, not to sign in.';
create index sign_in_nonces_expiry on private.sign_in_nonces (expires_at);
create index sign_in_nonces_user on private.sign_in_nonces (user_id);

create table private.sessions (
  id uuid primary key,
  user_id uuid not null references public.users (id) on delete cascade,
  wallet_address text check (wallet_address ~ '^0x[0-9a-f]{40}$'),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
comment on table private.sessions is 'Who is signed in, from where. Tokens carry the id; what renews a session or changes an account asks here whether it still lives.';
comment on column private.sessions.wallet_address is 'The wallet that signed in; null when Farcaster vouched.';
create index sessions_user on private.sessions (user_id);

create table private.refresh_tokens (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  session_id uuid not null references private.sessions (id) on delete cascade,
  used_at timestamptz
);
comment on table private.refresh_tokens is 'SHA-256 of what renews a session. Each works once; a used one that comes back ends the session, since two people hold it.';
create index refresh_tokens_session on private.refresh_tokens (session_id);

alter table public.user_wallets enable row level security;
alter table private.sign_in_nonces enable row level security;
alter table private.sessions enable row level security;
alter table private.refresh_tokens enable row level security;
grant select on public.user_wallets to authenticated;
grant select, insert, delete on public.user_wallets to gigavibe_functions;
grant select, insert, delete on private.sign_in_nonces to gigavibe_functions;
grant select, insert, update, delete on private.sessions to gigavibe_functions;
grant select, insert, update, delete on private.refresh_tokens to gigavibe_functions;
create policy "People see their own wallets" on public.user_wallets for select to authenticated using (user_id = (select auth.uid()));
create policy "Functions keep wallets" on public.user_wallets for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep nonces" on private.sign_in_nonces for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep sessions" on private.sessions for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep refresh tokens" on private.refresh_tokens for all to gigavibe_functions using (true) with check (true);

create function private.merge_users(leaving uuid, staying uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  place record;
  moving tid[];
  hundred tid[];
  single tid;
begin
  if leaving = staying then raise exception 'an account cannot join itself'; end if;
  -- In the order of ids, so that two merges never wait for each other.
  perform from public.users where id in (leaving, staying) order by id for update;
  if (select count(*) from public.users where id in (leaving, staying) and deleted_at is null) < 2 then
    raise exception 'both accounts must be there';
  end if;
  for place in
    select c.conrelid::regclass as relation, a.attname as col
    from pg_catalog.pg_constraint c join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      join pg_catalog.pg_class r on r.oid = c.conrelid and r.relkind = 'r'
    where c.contype = 'f' and c.confrelid = 'public.users'::regclass
    order by 1, 2
  loop
    execute format('select array(select ctid from %s where %I = $1 for update)', place.relation, place.col) into moving using leaving;
    -- A hundred at a time, and one by one only where that does not go: of rows that move each by itself thousands would take minutes.
    for n in 1 .. cardinality(moving) by 100 loop
      hundred := moving[n : n + 99];
      begin
        execute format('update %s set %I = $1 where ctid = any ($2)', place.relation, place.col) using staying, hundred;
        continue;
      exception when unique_violation or check_violation then null;
      end;
      foreach single in array hundred loop
        begin
          execute format('update %s set %I = $1 where ctid = $2', place.relation, place.col) using staying, single;
        exception when unique_violation or check_violation then
          -- Both had it (a follow of the same person), or it was between the two of them: one is left, or none.
          execute format('delete from %s where ctid = $1', place.relation) using single;
        end;
      end loop;
    end loop;
  end loop;
  update public.users s set bio = coalesce(s.bio, l.bio), sessions_from = greatest(s.sessions_from, l.sessions_from), updated_at = now()
  from public.users l where s.id = staying and l.id = leaving;
  delete from public.users where id = leaving;
end $$;
comment on function private.merge_users(uuid, uuid) is
  'Gives everything that points to one account to another, in whatever table, and deletes the first. Security definer because it reaches into the tables of all domains, where the caller may not move rows between people.';

create function private.refuse_who_left() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  person text;
begin
  foreach person in array tg_argv loop
    if exists (select from public.users u where u.id = (to_jsonb(new) ->> person)::uuid and u.deleted_at is not null) then
      raise exception 'They left.' using errcode = 'check_violation', constraint = 'users_who_left';
    end if;
  end loop;
  return null;
end $$;
comment on function private.refuse_who_left() is
  'Whose account was deleted adds nothing by a session that still lives, and nobody adds anything to them: it would stay for good. The arguments are columns. After the foreign key, whose trigger has a name that comes earlier: who leaves at this moment is waited for there. Security definer because whoever adds something need not see who left.';

create function private.erase_user(leaving uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  place record;
begin
  perform from public.users where id = leaving for update;
  delete from public.farcaster_people where fid = (select farcaster_fid from public.users where id = leaving);
  delete from private.author_polls where fid = (select farcaster_fid from public.users where id = leaving);
  with gone as (
    delete from private.notification_tokens where fid = (select farcaster_fid from public.users where id = leaving) returning token)
  insert into private.dead_notification_tokens (token_hash) select distinct encode(sha256(convert_to(token, 'UTF8')), 'hex') from gone on conflict do nothing;
  -- A domain says by its foreign key what erasure means: "on delete cascade" goes with the person, anything else stays under no name.
  for place in
    select c.conrelid::regclass as relation, a.attname as col
    from pg_catalog.pg_constraint c join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      join pg_catalog.pg_class r on r.oid = c.conrelid and r.relkind = 'r'
    where c.contype = 'f' and c.confrelid = 'public.users'::regclass and c.confdeltype = 'c'
    order by 1, 2
  loop
    execute format('delete from %s where %I = $1', place.relation, place.col) using leaving;
  end loop;
  update public.users set
    farcaster_fid = null, wallet_address = null, display_name = 'Someone who left', username = null, avatar_url = null, bio = null,
    edited_at = null, checked_at = null, deleted_at = coalesce(deleted_at, now()), updated_at = now()
  where id = leaving;
end $$;
comment on function private.erase_user(uuid) is
  'Takes a person''s data out of all domains; what must stay keeps a row without a name. Security definer because it reaches into the tables of all domains, where the caller may not delete.';
grant execute on function private.merge_users(uuid, uuid), private.erase_user(uuid) to gigavibe_functions;
