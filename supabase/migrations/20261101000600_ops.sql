create table public.jobs (
  id bigint generated always as identity primary key,
  key text not null unique,
  kind text not null check (kind in ('launch')),
  payload jsonb not null default '{}',
  run_at timestamptz not null default now(),
  attempts integer not null default 0,
  locked_until timestamptz,
  last_error text,
  created_at timestamptz not null default now()
);
comment on table public.jobs is 'Work that follows a fact, written in the same transaction as the fact. A job has an identity: adding it again only wakes it.';
create index jobs_due on public.jobs (kind, run_at);

alter table public.jobs enable row level security;
grant select, insert, update, delete on public.jobs to gigavibe_functions;
create policy "Functions keep jobs" on public.jobs for all to gigavibe_functions using (true) with check (true);

create function private.wake_launches() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.call_function('launch-coins');
  return null;
exception when others then
  -- Cron is the guarantee, this is only haste: a vault without its secrets must not undo the decision that made the job.
  raise warning 'launch-coins was not woken: %', sqlerrm;
  return null;
end $$;
comment on function private.wake_launches() is 'A due job need not wait for the next tick of cron. Security definer because call_function is the owner''s.';
create trigger wake_launches after insert on public.jobs for each statement execute function private.wake_launches();

select cron.schedule('launch-coins', '2 seconds', $$select private.call_function('launch-coins')$$);
select cron.schedule('sync-coins', '2 seconds', $$select private.call_function('sync-coins')$$);
