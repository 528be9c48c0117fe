create table public.jobs (
  id bigint generated always as identity primary key,
  key text not null unique,
  kind text not null check (kind in ('launch', 'judge', 'poll', 'sweep', 'people', 'filters', 'notice', 'anchor', 'rights', 'pin', 'pose', 'refold', 'refit', 'cast', 'watchers', 'fans', 'landed')),
  payload jsonb not null default '{}',
  run_at timestamptz not null default now(),
  attempts integer not null default 0,
  faults integer not null default 0,
  lost integer not null default 0,
  locked_until timestamptz,
  lease uuid,
  last_error text,
  created_at timestamptz not null default now()
);
comment on table public.jobs is 'Work that follows a fact, written in the same transaction as the fact. A job has an identity: adding it again only wakes it.';
comment on column public.jobs.run_at is 'When it is due. Infinity while a worker has it in hand, so that adding it again meanwhile always leaves its mark; one of a worker that died is due when its lease is over.';
comment on column public.jobs.attempts is 'Failures in a row.';
comment on column public.jobs.faults is 'Those of them that we do not understand. They alone use up the few tries that such a one is given: however long others are away, that is none.';
comment on column public.jobs.lost is 'Claims in a row of which nothing was heard: the worker was ended. Grows with the claim, and goes back to 0 with any word of it.';
comment on column public.jobs.lease is 'Names the claim. Who lost the job to another worker can change nothing.';
-- One for each claim: what is due longest of all its kinds is found by one look, however many wait.
create index jobs_due on public.jobs (run_at) where locked_until is null and kind not in ('launch', 'rights', 'pin', 'refit');
create index jobs_due_heavy on public.jobs (run_at) where locked_until is null and kind in ('rights', 'pin', 'refit');
create index jobs_due_launches on public.jobs (run_at) where locked_until is null and kind = 'launch';
create index jobs_in_hand on public.jobs (kind, locked_until) where locked_until is not null;

create table public.dead_jobs (
  id bigint generated always as identity primary key,
  key text not null,
  kind text not null,
  payload jsonb not null,
  attempts integer not null,
  cause text not null,
  created_at timestamptz not null,
  died_at timestamptz not null default now()
);
comment on table public.dead_jobs is 'Dead letters: jobs that no further try would have helped, with a cause that a person can read. The key is free again.';
create index dead_jobs_recent on public.dead_jobs (died_at desc);

alter table public.jobs enable row level security;
alter table public.dead_jobs enable row level security;
grant select, insert, update, delete on public.jobs to gigavibe_functions;
grant select, insert on public.dead_jobs to gigavibe_functions;
create policy "Functions keep jobs" on public.jobs for all to gigavibe_functions using (true) with check (true);
create policy "Functions read dead letters" on public.dead_jobs for select to gigavibe_functions using (true);
create policy "Functions write dead letters" on public.dead_jobs for insert to gigavibe_functions with check (true);

create function private.add_job(key text, kind text, payload jsonb, run_at timestamptz default null) returns void
language sql set search_path = ''
as $$
  insert into public.jobs as j (key, kind, payload, run_at)
  values (add_job.key, add_job.kind, add_job.payload, coalesce(add_job.run_at, now()))
  on conflict (key) do update set run_at = least(j.run_at, excluded.run_at), attempts = 0, faults = 0, last_error = null
$$;
comment on function private.add_job(text, text, jsonb, timestamptz) is 'Adds a job, due at once without a time. One that is there already is brought forward if need be, and starts counting its failures anew; what it remembers stays. One that a worker has in hand is done once more.';
grant execute on function private.add_job(text, text, jsonb, timestamptz) to gigavibe_functions;

create function private.wake_workers() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from added where kind = 'launch') then
    perform private.call_function('launch-coins');
  end if;
  if exists (select from added where kind <> 'launch' and run_at <= now()) then
    perform private.call_function('work-jobs');
  end if;
  return null;
exception when others then
  -- Cron is the guarantee, this is only haste: a vault without its secrets must not undo the decision that made the job.
  raise warning 'the worker was not woken: %', sqlerrm;
  return null;
end $$;
comment on function private.wake_workers() is 'A due job need not wait for the next tick of cron. Security definer because call_function is the owner''s.';
create trigger wake_workers after insert on public.jobs referencing new table as added
  for each statement execute function private.wake_workers();

select cron.schedule('launch-coins', '2 seconds', $$select private.call_function('launch-coins')$$);
select cron.schedule('sync-coins', '2 seconds', $$select private.call_function('sync-coins')$$);
-- What came late is folded in by whoever received it; this is for those who were ended before they did.
select cron.schedule('refold', '5 seconds', $$
  insert into public.jobs (key, kind) select 'refold', 'refold'
  where exists (select from private.engagement_casts where refold_at <= now() - interval '30 seconds') on conflict (key) do nothing$$);
select cron.schedule('work-jobs', '2 seconds', $$select private.call_function('work-jobs')$$);
