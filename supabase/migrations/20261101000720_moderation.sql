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
  action text not null check (action in ('hide', 'keep', 'show')),
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

create function private.require_operator() returns void
language plpgsql stable set search_path = ''
as $$
begin
  if not public.is_operator() then raise exception 'Only operators look after takes.' using errcode = 'insufficient_privilege'; end if;
end $$;

create function public.reported_takes(most integer default 50)
returns table (performance_id uuid, number bigint, title text, status text, reports bigint, reasons text[], details text[], last_reported_at timestamptz)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  return query
    select p.id, p.number, p.title, p.status, count(*), array_agg(distinct r.reason),
      (array_agg(r.details order by r.created_at desc) filter (where r.details is not null))[1:5], max(r.created_at)
    from public.reports r join public.performances p on p.id = r.performance_id
    where r.created_at > coalesce(
      (select max(d.created_at) from public.moderation_decisions d where d.performance_id = r.performance_id), '-infinity')
    group by p.id
    order by count(*) desc, max(r.created_at) desc, p.id
    limit least(greatest(most, 1), 100);
end $$;
comment on function public.reported_takes(integer) is
  'Takes with reports that nobody has answered, with the last five things that were said. Security definer because operators read what others reported.';

create function private.may_show(take uuid) returns boolean
language sql stable set search_path = ''
as $$
  select p.status = 'hidden' and p.taken_back_at is null
    and (select d.action from public.moderation_decisions d where d.performance_id = take order by d.id desc limit 1) = 'hide'
  from public.performances p where p.id = take
$$;
comment on function private.may_show(uuid) is 'Whether an operator hid it, and nothing but that keeps it hidden.';

create function public.moderation_log(before bigint default 9223372036854775807, most integer default 30)
returns table (id bigint, performance_id uuid, number bigint, title text, action text, note text, operator text, created_at timestamptz, undoable boolean)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  return query
    select d.id, p.id, p.number, p.title, d.action, d.note, u.display_name, d.created_at,
      d.action = 'hide' and private.may_show(p.id)
        and not exists (select from public.moderation_decisions l where l.performance_id = p.id and l.id > d.id)
    from public.moderation_decisions d join public.performances p on p.id = d.performance_id
      left join public.users u on u.id = d.operator_id
    where d.id < before
    order by d.id desc
    limit least(greatest(most, 1), 100);
end $$;
comment on function public.moderation_log(bigint, integer) is
  'What operators decided, the last first; `undoable` where the take can be shown again. Security definer because hidden takes are read too.';

create function public.moderate_take(take uuid, decision text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  -- Two operators at once: the second decides about what the first left.
  perform from public.performances where id = take for update;
  if decision = 'show' and not coalesce(private.may_show(take), false) then
    raise exception 'Only what an operator hid can be shown again.' using errcode = 'check_violation', constraint = 'moderation_show';
  end if;
  insert into public.moderation_decisions (performance_id, operator_id, action, note) values (take, auth.uid(), decision, reason);
  if decision = 'hide' then
    update public.performances set status = 'hidden', updated_at = now() where id = take and status <> 'hidden';
    update public.viral_queue set status = 'held', last_error = 'An operator hid this take.', updated_at = now()
    where performance_id = take and status in ('detected', 'awaiting_consent', 'approved', 'pinned');
  elsif decision = 'show' then
    update public.performances set status = case when cast_at is null then 'draft' else 'live' end, updated_at = now() where id = take;
    update public.viral_queue set status = 'detected', consent_expires_at = null, last_error = null, updated_at = now()
    where performance_id = take and status = 'held' and last_error = 'An operator hid this take.';
  end if;
end $$;
comment on function public.moderate_take(uuid, text, text) is
  'An operator hides a take, answers its reports with keep, or shows again what an operator hid. Hiding holds a launch that is not on its way, showing lets the creator be asked anew; neither undoes a coin. Security definer because operators change takes of others.';
grant execute on function public.reported_takes(integer), public.moderation_log(bigint, integer), public.moderate_take(uuid, text, text) to authenticated;
