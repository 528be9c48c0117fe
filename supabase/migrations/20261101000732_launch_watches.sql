create table public.launch_watches (
  user_id uuid not null default auth.uid() references public.users (id) on delete cascade,
  performance_id uuid not null references public.performances (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (performance_id, user_id)
);
comment on table public.launch_watches is 'Who asked to be told if a take becomes a coin. A row is gone once they were.';
create index launch_watches_own on public.launch_watches (user_id);
create index launch_watches_old on public.launch_watches (created_at);

alter table public.launch_watches enable row level security;
grant select, delete, insert (performance_id) on public.launch_watches to authenticated;
create policy "People see what they watch" on public.launch_watches for select to authenticated using (user_id = (select auth.uid()));
create policy "People watch takes of others that are on stage" on public.launch_watches for insert to authenticated
  with check (user_id = (select auth.uid()) and exists (
    select from public.performances p where p.id = performance_id and p.user_id <> (select auth.uid()) and p.status = 'live'));
create policy "People stop watching" on public.launch_watches for delete to authenticated using (user_id = (select auth.uid()));

create trigger refuse_who_left after insert on public.launch_watches for each row execute function private.refuse_who_left('user_id');

create function private.begin_to_tell(performance_id uuid) returns void
language sql set search_path = ''
as $$
  select private.add_job('watchers:' || performance_id, 'watchers', jsonb_build_object('performance_id', performance_id))
$$;
comment on function private.begin_to_tell(uuid) is 'However often it is begun it is one job.';

create function private.tell_late_watcher() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if (select count(*) from public.launch_watches w where w.user_id = new.user_id) > 1000 then
    raise exception 'Nobody waits for more than 1,000 takes.' using errcode = 'check_violation', constraint = 'launch_watches_most';
  end if;
  -- The lock waits for who announces at this moment, and lets them wait: one of the two sees the other.
  perform from public.viral_queue q where q.performance_id = new.performance_id for share;
  if exists (select from public.viral_queue q where q.performance_id = new.performance_id and q.opens_at is not null) then
    perform private.begin_to_tell(new.performance_id);
  end if;
  return null;
end $$;
comment on function private.tell_late_watcher() is 'Who asks while the launch is announced is told like the others. Security definer because launches are not everybody''s to lock.';
create trigger tell_late_watcher after insert on public.launch_watches for each row execute function private.tell_late_watcher();

create function private.tell_watchers_of_launch() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.begin_to_tell(new.performance_id);
  return null;
end $$;
comment on function private.tell_watchers_of_launch() is 'They are told by a job, however many they are: the announcement waits for none of it. Security definer because writers of launches see no watches.';
create trigger tell_watchers after update of opens_at on public.viral_queue for each row
  when (new.opens_at is not null and old.opens_at is null) execute function private.tell_watchers_of_launch();

create function private.tell_people(people uuid[], kind text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- For whom no client may be asked there is nothing to send. In the order of ids, so that two who tell at the same time never wait for each other.
  perform private.add_job('notice:' || u.id, 'notice', jsonb_build_object('user_id', u.id))
  from (
    select id from public.users where id = any (people)
      and exists (select from private.notification_tokens t where t.fid = farcaster_fid) order by id) u;
  perform realtime.send(jsonb_build_object('kind', tell_people.kind), 'notice', 'stage:' || person, true) from unnest(people) person;
end $$;
comment on function private.tell_people(uuid[], text) is 'To people who have a new notice: a notification through their clients, and a mark on the bell of whoever is here. Security definer because tokens are nobody''s to see.';

create function private.tell_watchers(take uuid, most integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  told uuid[];
begin
  if not exists (select from public.viral_queue q where q.performance_id = take and q.opens_at is not null
      and q.status in ('pinned', 'reserved', 'signed', 'sent', 'confirmed', 'open', 'final', 'failed')) then
    return 0;
  end if;
  with gone as (
    delete from public.launch_watches w where w.performance_id = take and w.user_id in (
      select l.user_id from public.launch_watches l where l.performance_id = take
      order by l.user_id limit most for update)
    returning w.user_id)
  select array_agg(user_id) into told from gone;
  insert into public.notices (user_id, kind, performance_id)
  select user_id, 'launching', take from unnest(told) user_id
  on conflict (user_id, kind, performance_id) where kind in ('crossed', 'announced', 'open', 'launching') do nothing;
  perform private.tell_people(told, 'launching');
  return coalesce(cardinality(told), 0);
end $$;
comment on function private.tell_watchers(uuid, integer) is
  'Tells the next of those who watch a take whose coin is announced, and forgets that they watched, in one transaction: nobody is told twice. Returns how many. Security definer because functions write no notices.';
grant execute on function private.tell_watchers(uuid, integer) to gigavibe_functions;

-- A take crosses within a day and its creator decides within another; what was held for a month comes no more.
select cron.schedule('forget-watches', '37 4 * * *', $$delete from public.launch_watches where created_at < now() - interval '30 days'$$);
