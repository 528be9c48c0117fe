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
  picture text check (length(picture) between 1 and 100),
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
  error_kind text check (error_kind in ('network', 'gas', 'nonce', 'execution', 'fault')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.viral_queue is 'Owns the state of a launch; jobs only wake it. What a later step needs is in the row that the earlier step wrote.';
comment on column public.viral_queue.picture is 'Which of the pictures offered on the card the creator chose; null: the first one.';
comment on column public.viral_queue.consent is 'The EIP-712 message exactly as the creator signed it.';
comment on column public.viral_queue.opens_at is 'Set when announced; the coin is created no earlier.';
comment on column public.viral_queue.last_error is 'In words for the creator. In a dead launch it is the cause of death.';
comment on column public.viral_queue.error_kind is 'For operators: what kind of fault last_error tells of.';
create index viral_queue_metadata on public.viral_queue (metadata_cid) where metadata_cid is not null;
create index viral_queue_user on public.viral_queue (user_id, created_at desc);
create function private.wants_ticker(status text) returns boolean
language sql immutable
return status not in ('refused', 'expired', 'held', 'dead');
comment on function private.wants_ticker(text) is 'Whether a launch in this state holds its ticker, or is only detected and has it as a suggestion, which others leave alone.';
grant execute on function private.wants_ticker(text) to gigavibe_functions;
create unique index viral_queue_ticker on public.viral_queue (ticker) where status <> 'detected' and private.wants_ticker(status);
comment on index public.viral_queue_ticker is 'From the moment a card shows it a launch has its ticker to itself, until it comes to nothing. What detection suggests is held by nobody yet.';
create index viral_queue_live on public.viral_queue (status) where status not in ('final', 'refused', 'expired', 'dead');

create table public.launch_parts (
  queue_id uuid not null references public.viral_queue (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  place smallint not null check (place between 0 and 8),
  bps integer not null check (bps between 100 and 9000),
  answer text not null default 'asked' check (answer in ('asked', 'accepted', 'declined')),
  wallet_address text check (wallet_address ~ '^0x[0-9a-f]{40}$'),
  signature text,
  created_at timestamptz not null default now(),
  answered_at timestamptz,
  primary key (queue_id, user_id),
  check ((answer = 'accepted') = (wallet_address is not null and signature is not null)),
  check ((answer = 'asked') = (answered_at is null))
);
comment on table public.launch_parts is 'Whom a creator asks to share in a coin, and what they answered. The creator''s own part is what is left of 10,000; what was approved is in viral_queue.consent.';
comment on column public.launch_parts.wallet_address is 'The wallet that accepted, verified at that time. It counts while it still is the person''s verified wallet.';
comment on column public.launch_parts.signature is 'Over exactly this part of this launch, to this wallet.';
create index launch_parts_user on public.launch_parts (user_id, created_at desc);

create table private.launch_transactions (
  hash text primary key check (hash ~ '^0x[0-9a-f]{64}$'),
  queue_id uuid not null references public.viral_queue (id),
  purpose text not null default 'launch' check (purpose in ('launch', 'split', 'fill')),
  wallet_address text not null,
  nonce bigint not null,
  raw text not null,
  max_fee_per_gas numeric(78, 0) not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz
);
comment on table private.launch_transactions is 'Signed transactions, written before they are on the wire. Never pruned.';
comment on column private.launch_transactions.purpose is 'A split makes the splitter that the coin pays. A fill does nothing: it uses up a nonce that a launch left and that later ones wait behind.';
create index launch_transactions_queue on private.launch_transactions (queue_id);
create index launch_transactions_nonce on private.launch_transactions (wallet_address, nonce);

create table private.server_wallets (
  address text primary key check (address ~ '^0x[0-9a-f]{40}$'),
  chain_id bigint not null,
  paused_because text check (paused_because <> ''),
  most_per_transaction numeric(78, 0) not null default 10000000000000000 check (most_per_transaction >= 0),
  most_per_hour numeric(78, 0) not null default 50000000000000000 check (most_per_hour >= 0),
  most_per_day numeric(78, 0) not null default 200000000000000000 check (most_per_day >= 0),
  least_balance numeric(78, 0) not null default 5000000000000000 check (least_balance >= 0),
  most_balance numeric(78, 0) not null default 500000000000000000 check (most_balance > least_balance),
  balance numeric(78, 0),
  balance_at timestamptz
);
comment on table private.server_wallets is 'What the server wallet may do. Nonces and spending are decided by whoever holds the lock of its row; only an operator changes the limits.';
comment on column private.server_wallets.paused_because is 'The switch: while there is a reason, nothing is signed.';
comment on column private.server_wallets.most_per_hour is 'Wei of the highest possible fees that wait to be mined, and of the fees that were paid within an hour, taken together.';

create table private.wallet_nonces (
  wallet_address text not null references private.server_wallets (address),
  nonce bigint not null check (nonce >= 0),
  queue_id uuid references public.viral_queue (id),
  purpose text not null check (purpose in ('launch', 'fill')),
  most_fee numeric(78, 0) not null check (most_fee >= 0),
  fee numeric(78, 0) check (fee >= 0),
  reserved_at timestamptz not null,
  settled_at timestamptz,
  primary key (wallet_address, nonce),
  check ((fee is null) = (settled_at is null))
);
comment on table private.wallet_nonces is 'Who has which nonce of a wallet, the most that its transactions may cost, and what they did cost. Without a launch the nonce was given back, unsigned.';
create index wallet_nonces_open on private.wallet_nonces (wallet_address) where settled_at is null;
create index wallet_nonces_settled on private.wallet_nonces (wallet_address, settled_at);
create index wallet_nonces_queue on private.wallet_nonces (queue_id);

create table private.launch_health (
  part text primary key check (part in ('chain', 'witness', 'ipfs', 'signer', 'wallet')),
  trouble text,
  since timestamptz,
  failures integer not null default 0,
  open_until timestamptz
);
comment on table private.launch_health is 'What launches depend on, and what is wrong with it. For services it is the circuit breaker that all workers share.';
comment on column private.launch_health.failures is 'Failures in a row, of any worker.';
comment on column private.launch_health.open_until is 'Nobody calls the service before. The first to come afterwards tries it for all.';
insert into private.launch_health (part) values ('chain'), ('witness'), ('ipfs'), ('signer'), ('wallet');

create table private.believer_pools (
  performance_id uuid primary key references public.viral_receipts (performance_id),
  pool numeric(78, 0) not null check (pool >= 0),
  cap_bps integer not null check (cap_bps between 1 and 10000),
  created_at timestamptz not null default now()
);
comment on table private.believer_pools is 'What is set aside, in wei, for those who engaged before detection. Empty unless an operator fills it: npm run believers. Nothing pays by itself.';

create table private.believer_claims (
  performance_id uuid not null references private.believer_pools (performance_id),
  person text not null,
  weight numeric(78, 0) not null check (weight > 0),
  amount numeric(78, 0) not null check (amount >= 0),
  primary key (performance_id, person)
);
comment on table private.believer_claims is 'The ledger: what each of them may claim. It follows from the published receipt, the pool and the cap.';
comment on column private.believer_claims.person is 'As the receipt names them: a fid, or a hash where it hides one.';

alter table private.believer_pools enable row level security;
alter table private.believer_claims enable row level security;
alter table public.viral_queue enable row level security;
alter table public.launch_parts enable row level security;
alter table private.launch_transactions enable row level security;
alter table private.server_wallets enable row level security;
alter table private.wallet_nonces enable row level security;
alter table private.launch_health enable row level security;

grant select (id, performance_id, user_id, status, detection_score, rule_version, decided_at, name, ticker, opens_at, created_at, updated_at)
  on public.viral_queue to anon, authenticated;
grant select (queue_id, user_id, bps, answer, created_at, answered_at) on public.launch_parts to authenticated;
-- A launch begins as detected, of the take that was detected.
grant select, insert (performance_id, user_id, detection_score, rule_version, decided_at, name, ticker),
  update (status, name, ticker, picture, consent_expires_at, consent, consent_signature, consented_at, metadata, metadata_cid, payout_address, coin_salt,
    wallet_address, predicted_address, nonce, opens_at, last_error, error_kind, updated_at) on public.viral_queue to gigavibe_functions;
grant select, insert, update, delete on public.launch_parts to gigavibe_functions;
grant select, insert, update (sent_at) on private.launch_transactions to gigavibe_functions;
grant select, insert (address, chain_id), update (balance, balance_at) on private.server_wallets to gigavibe_functions;
grant select, insert, update on private.wallet_nonces to gigavibe_functions;
grant select, update (trouble, since, failures, open_until) on private.launch_health to gigavibe_functions;

create policy "Everyone sees announced launches" on public.viral_queue for select to anon, authenticated
  using (opens_at is not null and status in ('pinned', 'reserved', 'signed', 'sent', 'confirmed', 'open', 'final'));
create policy "Creators see their own launches" on public.viral_queue for select to authenticated
  using (user_id = (select auth.uid()));
create policy "Functions keep launches" on public.viral_queue for all to gigavibe_functions using (true) with check (true);
create policy "People see what they share, and creators with whom" on public.launch_parts for select to authenticated
  using (user_id = (select auth.uid())
    or exists (select from public.viral_queue q where q.id = queue_id and q.user_id = (select auth.uid())));
create policy "Functions keep parts" on public.launch_parts for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep launch transactions" on private.launch_transactions for all to gigavibe_functions using (true) with check (true);
create policy "Functions read what the wallet may do" on private.server_wallets for select to gigavibe_functions using (true);
create policy "Functions enter their wallet with the usual limits" on private.server_wallets for insert to gigavibe_functions with check (true);
create policy "Functions note the wallet's balance" on private.server_wallets for update to gigavibe_functions using (true) with check (true);
create policy "Functions keep nonces" on private.wallet_nonces for all to gigavibe_functions using (true) with check (true);
create policy "Functions read the health of launches" on private.launch_health for select to gigavibe_functions using (true);
create policy "Functions note the health of launches" on private.launch_health for update to gigavibe_functions using (true) with check (true);

create function private.launch_may_move(came text, goes text) returns boolean
language sql immutable
return case came
  when 'detected' then goes in ('awaiting_consent', 'refused', 'expired', 'held')
  when 'awaiting_consent' then goes in ('approved', 'refused', 'expired', 'held')
  when 'approved' then goes in ('pinned', 'expired', 'held', 'dead')
  when 'pinned' then goes in ('reserved', 'confirmed', 'expired', 'held', 'dead')
  when 'reserved' then goes in ('signed', 'confirmed', 'pinned', 'expired', 'held', 'dead')
  when 'signed' then goes in ('sent', 'confirmed')
  when 'sent' then goes in ('confirmed', 'failed', 'pinned')
  when 'confirmed' then goes in ('open', 'sent', 'failed')
  when 'open' then goes in ('final', 'sent', 'failed')
  when 'held' then goes in ('detected', 'approved', 'dead')
  when 'failed' then goes in ('reserved', 'confirmed', 'expired', 'held', 'dead')
  else false
end;
comment on function private.launch_may_move(text, text) is 'The moves of shared/launches/states.ts; a test holds all pairs of states against it.';
grant execute on function private.launch_may_move(text, text) to gigavibe_functions;

create function private.guard_launch() returns trigger
language plpgsql set search_path = ''
as $$
begin
  -- Whoever owns the table is the person who must look, and may mend by hand.
  if pg_has_role((select relowner from pg_catalog.pg_class where oid = tg_relid), 'usage') then
    return new;
  end if;
  if new.status <> old.status and not private.launch_may_move(old.status, new.status) then
    raise check_violation using message = format('a launch cannot go from %s to %s', old.status, new.status);
  end if;
  if new.status = 'approved' and (new.consent is null or new.consent_signature is null or new.consented_at is null or new.metadata_cid is null
      or new.coin_salt is null or new.payout_address is distinct from new.consent ->> 'payout') then
    raise check_violation using message = 'a launch is approved by what its creator signed';
  end if;
  if old.consent is not null
      and (new.name, new.ticker, new.metadata, new.metadata_cid, new.coin_salt) is distinct from (old.name, old.ticker, old.metadata, old.metadata_cid, old.coin_salt)
    or old.consent is not null
      and (new.consent, new.consent_signature, new.consented_at, new.payout_address)
        is distinct from (old.consent, old.consent_signature, old.consented_at, old.payout_address)
      and not (num_nulls(new.consent, new.consent_signature, new.consented_at, new.payout_address) = 4
        and new.status in ('held', 'refused', 'expired', 'dead')) then
    raise check_violation using message = 'what a creator signed is not changed';
  end if;
  return new;
end $$;
comment on function private.guard_launch() is
  'Holds the functions to the way of a launch, whatever they write. What was signed stays as it is; it may be forgotten when the launch came to nothing.';
create trigger guard_launch before update on public.viral_queue for each row execute function private.guard_launch();

create function public.own_launches() returns table (
  id uuid, performance_id uuid, status text, name text, ticker text, consent_expires_at timestamptz, opens_at timestamptz, last_error text,
  title text, poster_url text, ink text)
language sql stable security definer set search_path = ''
as $$
  select q.id, q.performance_id, q.status, q.name, q.ticker, q.consent_expires_at, q.opens_at, q.last_error, p.title, p.poster_url, p.ink
  from public.viral_queue q join public.performances p on p.id = q.performance_id
  where q.user_id = (select auth.uid())
  order by q.created_at desc
  limit 50
$$;
comment on function public.own_launches() is 'The viewer''s 50 newest launches. Security definer because deadlines and faults are their creator''s alone to read, also once a launch is announced to all.';
revoke execute on function public.own_launches() from public;
grant execute on function public.own_launches() to authenticated;

create function private.is_over(status text) returns boolean
language sql immutable
return status in ('refused', 'expired', 'dead');
comment on function private.is_over(text) is 'Whether a launch in this state came to nothing, for good.';

create function public.launch_is_over(take uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.viral_queue q where q.performance_id = take and private.is_over(q.status))
$$;
comment on function public.launch_is_over(uuid) is 'Whether a take that crossed the line becomes no coin any more, so that nobody waits for one. Security definer because why it does not is its creator''s alone to know.';
grant execute on function public.launch_is_over(uuid) to anon, authenticated;

create function private.broadcast_launch() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  said jsonb := jsonb_build_object('id', new.id, 'performance_id', new.performance_id, 'status', new.status, 'opens_at', new.opens_at);
begin
  perform realtime.send(said, 'launch', 'stage:' || new.user_id, true);
  if new.status in ('approved', 'refused', 'expired', 'held') then
    perform realtime.send(jsonb_build_object('id', new.id), 'part', 'stage:' || user_id, true) from public.launch_parts where queue_id = new.id;
  end if;
  if new.opens_at is not null then
    perform realtime.send(said, 'launch', 'performance:' || new.performance_id, true);
  elsif private.is_over(new.status) then
    perform realtime.send(jsonb_build_object('performance_id', new.performance_id), 'launch', 'performance:' || new.performance_id, true);
  end if;
  return null;
end $$;
comment on function private.broadcast_launch() is 'Security definer because writers of launches may not write realtime messages.';
create trigger broadcast_launch after insert or update of status, opens_at on public.viral_queue
  for each row execute function private.broadcast_launch();

create function private.broadcast_part() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform realtime.send(jsonb_build_object('id', new.queue_id), 'part', 'stage:' || u.id, true)
  from (select user_id as id from public.viral_queue where id = new.queue_id union select new.user_id) u;
  return null;
end $$;
comment on function private.broadcast_part() is 'Tells the creator and whom they asked. Security definer because writers of parts may not write realtime messages.';
create trigger broadcast_part after insert or update of bps, answer on public.launch_parts
  for each row execute function private.broadcast_part();

create function private.hide_taken_back() returns trigger
language plpgsql set search_path = ''
as $$
begin
  update public.performances set status = 'hidden', updated_at = now()
  where id = new.performance_id and taken_back_at is not null and status <> 'hidden';
  return null;
end $$;
comment on function private.hide_taken_back() is 'Whoever leaves while their coin is on its way leaves the take to those who may hold it. Where no coin comes of it, nobody holds anything: it is hidden as their others.';
create trigger hide_taken_back after update of status on public.viral_queue for each row
  when (new.status in ('held', 'expired', 'dead') and old.status <> new.status) execute function private.hide_taken_back();

create policy "Creators listen to their own stage" on realtime.messages for select to authenticated
  using (extension = 'broadcast' and realtime.topic() = 'stage:' || (select auth.uid()));
