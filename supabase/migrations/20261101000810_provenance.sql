create table private.due_records (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('profile', 'performance', 'chain', 'move')),
  subject_id uuid not null,
  happened_at timestamptz not null default now(),
  taken text[] not null default '{}',
  unique (kind, subject_id)
);
comment on table private.due_records is 'Facts of which a record is to be made. Written with the fact, read by the job that publishes: nobody waits for it. `taken` are the anchors that have it; a row goes with the last of them.';

create table public.provenance_batches (
  id uuid primary key default gen_random_uuid(),
  root text not null check (root ~ '^0x[0-9a-f]{64}$'),
  digest text not null check (digest ~ '^0x[0-9a-f]{64}$'),
  cid text not null,
  count integer not null check (count > 0),
  anchor text not null check (anchor in ('registry', 'eas', 'tableland')),
  chain_id integer not null,
  from_block bigint not null,
  tx_hash text check (tx_hash ~ '^0x[0-9a-f]{64}$'),
  sent_at timestamptz,
  fee_wei bigint check (fee_wei > 0),
  tip_wei bigint check (tip_wei >= 0),
  block_number bigint,
  published_at timestamptz,
  settled_at timestamptz,
  created_at timestamptz not null default now(),
  unique (anchor, root)
);
comment on table public.provenance_batches is 'Lists of records that are published together: the file is on IPFS under `cid`, its root and digest on the chain. `from_block` is the newest block when it was kept; `fee_wei` and `tip_wei` are per gas, of the last transaction that was sent.';
comment on column public.provenance_batches.settled_at is 'When it was found in a block that no reorg takes back. A batch that a reorg took back before is published again.';
create index provenance_batches_cid on public.provenance_batches (cid);
create index provenance_batches_open on public.provenance_batches (created_at) where settled_at is null;

create table public.provenance_records (
  id bigint generated always as identity primary key,
  batch_id uuid not null references public.provenance_batches (id),
  position integer not null check (position >= 0),
  kind text not null check (kind in ('profile', 'performance', 'chain', 'move')),
  subject_id uuid not null,
  record jsonb not null,
  created_at timestamptz not null default now(),
  unique (batch_id, position)
);
comment on table public.provenance_records is 'Who made what, from what, and when, as it was published: a copy for quick reading. What counts is on the chain and on IPFS. Ids and hashes alone, no names.';
create index provenance_records_subject on public.provenance_records (subject_id, id desc);

alter table private.due_records enable row level security;
alter table public.provenance_batches enable row level security;
alter table public.provenance_records enable row level security;
grant select, update (taken), delete on private.due_records to gigavibe_functions;
grant select, insert, update on public.provenance_batches to gigavibe_functions;
grant select, insert on public.provenance_records to gigavibe_functions;
grant select on public.provenance_batches, public.provenance_records to anon, authenticated;
create policy "Functions take facts" on private.due_records for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep batches" on public.provenance_batches for all to gigavibe_functions using (true) with check (true);
create policy "Functions read records" on public.provenance_records for select to gigavibe_functions using (true);
create policy "Functions add records" on public.provenance_records for insert to gigavibe_functions with check (true);
create policy "Everyone sees batches" on public.provenance_batches for select to anon, authenticated using (true);
create policy "Everyone sees records" on public.provenance_records for select to anon, authenticated using (true);

create function private.record_fact() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- The trigger's argument is the kind. A profile is recorded anew with each new picture, anything else once. People choose the ids of their takes:
  -- one that is the id of a person, chain or move gets no record, as the newest record of an id is what counts.
  if tg_argv[0] = 'profile' or not exists (
    select from public.provenance_records r where r.subject_id = new.id
    union all select from public.users u where u.id = new.id
    union all select from public.dance_chains c where c.id = new.id and tg_argv[0] <> 'chain'
    union all select from public.dance_moves m where m.id = new.id and tg_argv[0] <> 'move') then
    -- A row under another id is not the one that a job has read already and is about to take away: the newer picture gets its record too.
    insert into private.due_records (kind, subject_id) values (tg_argv[0], new.id)
    on conflict (kind, subject_id) do update set id = default, happened_at = excluded.happened_at, taken = default;
  end if;
  return null;
end $$;
comment on function private.record_fact() is 'Security definer because facts are written by many, and what is due by this alone.';
create trigger record_profile after insert on public.users for each row execute function private.record_fact('profile');
create trigger record_new_picture after update of avatar_url on public.users for each row
  when (old.avatar_url is distinct from new.avatar_url and new.deleted_at is null) execute function private.record_fact('profile');
create trigger record_performance after insert on public.performances for each row
  when (new.status = 'live' and new.farcaster_cast_id is not null) execute function private.record_fact('performance');
create trigger record_cast_performance after update of status, farcaster_cast_id on public.performances for each row
  when (new.status = 'live' and new.farcaster_cast_id is not null) execute function private.record_fact('performance');
create trigger record_chain after insert on public.dance_chains for each row execute function private.record_fact('chain');
create trigger record_move after insert on public.dance_moves for each row execute function private.record_fact('move');

-- A job's row is woken here and not by the trigger, so that people who post at the same moment never wait for each other.
select cron.schedule('anchor-records', '5 seconds', $$
  insert into public.jobs (key, kind)
  select 'anchor', 'anchor' where exists (select from private.due_records) or exists (select from public.provenance_batches where settled_at is null)
  on conflict (key) do nothing$$);
