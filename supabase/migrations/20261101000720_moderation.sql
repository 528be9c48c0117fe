create table public.reports (
  id bigint generated always as identity primary key,
  performance_id uuid not null references public.performances (id) on delete cascade,
  reporter_id uuid not null default auth.uid() references public.users (id) on delete cascade,
  reason text not null check (reason in ('not_theirs', 'hate', 'nudity', 'harm', 'spam', 'other')),
  details text check (length(details) between 1 and 500),
  created_at timestamptz not null default now(),
  unique (performance_id, reporter_id)
);
comment on table public.reports is 'What somebody finds wrong with a take; once per person and take. Only operators and the reporter see it.';
create index reports_reporter on public.reports (reporter_id, created_at desc);

create table public.moderation_decisions (
  id bigint generated always as identity primary key,
  performance_id uuid not null references public.performances (id) on delete cascade,
  operator_id uuid references public.users (id) on delete set null,
  action text not null check (action in ('hide', 'keep')),
  note text not null check (length(note) between 1 and 500),
  created_at timestamptz not null default now()
);
comment on table public.moderation_decisions is 'Append-only: what an operator decided about a take, and why. Reports before the last decision are answered by it.';
create index moderation_decisions_performance on public.moderation_decisions (performance_id, created_at desc);

alter table public.reports enable row level security;
alter table public.moderation_decisions enable row level security;
grant select, insert (performance_id, reason, details) on public.reports to authenticated;
create policy "People see what they reported" on public.reports for select to authenticated using (reporter_id = (select auth.uid()));
create policy "People report as themselves what they can see" on public.reports for insert to authenticated
  with check (reporter_id = (select auth.uid()) and exists (select from public.performances p where p.id = performance_id));

create function private.limit_reports() returns trigger
language plpgsql set search_path = ''
as $$
begin
  -- Two reports at once must not both be the last one that is allowed.
  perform pg_advisory_xact_lock(hashtextextended('reports:' || new.reporter_id, 0));
  if (select count(*) from public.reports r where r.reporter_id = new.reporter_id and r.created_at > now() - interval '1 hour') >= 10 then
    raise exception 'Ten reports an hour are the most.' using errcode = 'check_violation', constraint = 'reports_most';
  end if;
  return new;
end $$;
create trigger limit_reports before insert on public.reports for each row execute function private.limit_reports();

create function public.reported_takes(most integer default 50)
returns table (performance_id uuid, number bigint, title text, status text, reports bigint, reasons text[], last_reported_at timestamptz)
language plpgsql stable security definer set search_path = ''
as $$
begin
  if not exists (select from private.operators o where o.user_id = (select auth.uid())) then
    raise exception 'Only operators see reports.' using errcode = 'insufficient_privilege';
  end if;
  return query
    select p.id, p.number, p.title, p.status, count(*), array_agg(distinct r.reason), max(r.created_at)
    from public.reports r join public.performances p on p.id = r.performance_id
    where r.created_at > coalesce(
      (select max(d.created_at) from public.moderation_decisions d where d.performance_id = r.performance_id), '-infinity')
    group by p.id
    order by count(*) desc, max(r.created_at) desc
    limit least(greatest(most, 1), 100);
end $$;
comment on function public.reported_takes(integer) is 'Takes with reports that nobody has answered. Security definer because operators read what others reported.';

create function public.moderate_take(take uuid, decision text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if not exists (select from private.operators o where o.user_id = (select auth.uid())) then
    raise exception 'Only operators decide about takes.' using errcode = 'insufficient_privilege';
  end if;
  insert into public.moderation_decisions (performance_id, operator_id, action, note) values (take, auth.uid(), decision, reason);
  if decision = 'hide' then
    update public.performances set status = 'hidden', updated_at = now() where id = take and status <> 'hidden';
    update public.viral_queue set status = 'held', last_error = 'An operator hid this take.', updated_at = now()
    where performance_id = take and status in ('detected', 'awaiting_consent', 'approved', 'pinned');
  end if;
end $$;
comment on function public.moderate_take(uuid, text, text) is
  'An operator hides a take or answers its reports with keep. Hiding holds a launch that is not on its way; it undoes no coin. Security definer because operators change takes of others.';
grant execute on function public.reported_takes(integer), public.moderate_take(uuid, text, text) to authenticated;
