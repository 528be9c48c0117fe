create table public.users (
  id uuid primary key default gen_random_uuid(),
  farcaster_fid bigint unique,
  wallet_address text check (wallet_address ~ '^0x[0-9a-f]{40}$'),
  display_name text not null check (length(display_name) between 1 and 100),
  username text check (length(username) <= 64),
  avatar_url text check (avatar_url ~ '^https?://'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.users is 'The identity bridge: one person, at most one Farcaster account, the wallet that Farcaster verified last.';
comment on column public.users.wallet_address is 'Lower case. The payout right at launch belongs to this wallet.';

alter table public.users enable row level security;
grant select (id, farcaster_fid, display_name, username, avatar_url, created_at) on public.users to anon, authenticated;
grant select, insert, update on public.users to gigavibe_functions;

create policy "Everyone sees public profiles" on public.users for select to anon, authenticated using (true);
create policy "Functions read people" on public.users for select to gigavibe_functions using (true);
create policy "Functions add people" on public.users for insert to gigavibe_functions with check (true);
create policy "Functions update people" on public.users for update to gigavibe_functions using (true) with check (true);

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
