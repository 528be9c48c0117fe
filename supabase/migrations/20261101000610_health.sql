create table public.part_health (
  part text primary key check (part in ('chain', 'farcaster', 'ipfs', 'quotes')),
  answering boolean not null default true,
  since timestamptz not null default now(),
  failing_since timestamptz,
  checked_at timestamptz not null default '-infinity'
);
comment on table public.part_health is 'Which of the services that we stand on answer, and since when. People read it through the api function, which keeps the answer for some seconds.';
comment on column public.part_health.failing_since is 'First of the failures in a row. The second makes the part away, so that one lost packet is nobody''s news.';
insert into public.part_health (part) values ('chain'), ('farcaster'), ('ipfs'), ('quotes');

alter table public.part_health enable row level security;
grant select, update on public.part_health to gigavibe_functions;
create policy "Functions read which parts answer" on public.part_health for select to gigavibe_functions using (true);
create policy "Functions note which parts answer" on public.part_health for update to gigavibe_functions using (true) with check (true);

create function private.broadcast_health() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform realtime.send(
    jsonb_build_object('part', new.part, 'answering', new.answering, 'since', new.since), 'health', 'prices', true);
  return null;
end $$;
comment on function private.broadcast_health() is 'Told where every screen listens already. Security definer because functions may not write realtime messages.';
create trigger broadcast_health after update on public.part_health
  for each row when (old.answering is distinct from new.answering) execute function private.broadcast_health();

select cron.schedule('check-parts', '5 seconds', $$select private.call_function('api/check')$$);
