create table public.viral_queue (
  id uuid primary key default gen_random_uuid(),
  performance_id uuid not null unique references public.performances (id),
  user_id uuid not null references public.users (id),
  status text not null default 'detected' check (status in (
    'detected', 'awaiting_consent', 'approved', 'pinned', 'reserved', 'signed', 'sent', 'confirmed', 'open', 'final',
    'refused', 'expired', 'held', 'failed', 'dead')),
  detection_score double precision not null,
  rule_version text not null,
  decided_at timestamptz not null,
  name text check (length(name) between 1 and 80),
  ticker text check (ticker ~ '^[A-Z0-9]{2,12}$'),
  consent_expires_at timestamptz,
  consent jsonb,
  consent_signature text,
  consented_at timestamptz,
  metadata jsonb,
  metadata_cid text,
  payout_address text check (payout_address ~ '^0x[0-9a-f]{40}$'),
  coin_salt text check (coin_salt ~ '^0x[0-9a-f]{64}$'),
  wallet_address text check (wallet_address ~ '^0x[0-9a-f]{40}$'),
  predicted_address text check (predicted_address ~ '^0x[0-9a-f]{40}$'),
  nonce bigint,
  opens_at timestamptz,
  last_error text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.viral_queue is 'Owns the state of a launch; jobs only wake it. What a later step needs is in the row that the earlier step wrote.';
comment on column public.viral_queue.consent is 'The EIP-712 message exactly as the creator signed it.';
comment on column public.viral_queue.opens_at is 'Set when announced; the coin is created no earlier.';
create index viral_queue_user on public.viral_queue (user_id, created_at desc);
create index viral_queue_live on public.viral_queue (status) where status not in ('final', 'refused', 'expired', 'dead');

create table private.launch_transactions (
  hash text primary key check (hash ~ '^0x[0-9a-f]{64}$'),
  queue_id uuid not null references public.viral_queue (id),
  wallet_address text not null,
  nonce bigint not null,
  raw text not null,
  max_fee_per_gas numeric(78, 0) not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
comment on table private.launch_transactions is 'Signed transactions, written before they are on the wire. Never pruned.';
create index launch_transactions_queue on private.launch_transactions (queue_id);

create table private.server_wallets (
  address text primary key check (address ~ '^0x[0-9a-f]{40}$'),
  chain_id bigint not null,
  next_nonce bigint not null check (next_nonce >= 0)
);
comment on table private.server_wallets is 'Nonces are reserved by locking this row.';

alter table public.viral_queue enable row level security;
alter table private.launch_transactions enable row level security;
alter table private.server_wallets enable row level security;

grant select (id, performance_id, user_id, status, detection_score, rule_version, decided_at, name, ticker, consent_expires_at, opens_at, last_error, created_at, updated_at)
  on public.viral_queue to authenticated;
grant select (id, performance_id, user_id, status, detection_score, rule_version, decided_at, name, ticker, opens_at, created_at, updated_at)
  on public.viral_queue to anon;
grant select, insert, update on public.viral_queue to gigavibe_functions;
grant select, insert, update on private.launch_transactions to gigavibe_functions;
grant select, insert, update on private.server_wallets to gigavibe_functions;

create policy "Everyone sees announced launches" on public.viral_queue for select to anon, authenticated
  using (opens_at is not null and status in ('pinned', 'reserved', 'signed', 'sent', 'confirmed', 'open', 'final'));
create policy "Creators see their own launches" on public.viral_queue for select to authenticated
  using (user_id = (select auth.uid()));
create policy "Functions keep launches" on public.viral_queue for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep launch transactions" on private.launch_transactions for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep nonces" on private.server_wallets for all to gigavibe_functions using (true) with check (true);

create function private.broadcast_launch() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  said jsonb := jsonb_build_object('id', new.id, 'performance_id', new.performance_id, 'status', new.status, 'opens_at', new.opens_at);
begin
  perform realtime.send(said, 'launch', 'stage:' || new.user_id, true);
  if new.opens_at is not null then
    perform realtime.send(said, 'launch', 'performance:' || new.performance_id, true);
  end if;
  return null;
end $$;
comment on function private.broadcast_launch() is 'Security definer because writers of launches may not write realtime messages.';
create trigger broadcast_launch after insert or update of status, opens_at on public.viral_queue
  for each row execute function private.broadcast_launch();

create policy "Creators listen to their own stage" on realtime.messages for select to authenticated
  using (extension = 'broadcast' and realtime.topic() = 'stage:' || (select auth.uid()));
