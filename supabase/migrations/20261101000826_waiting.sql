create table private.waiting_subjects (
  about text not null,
  subject_id uuid not null,
  reports bigint not null default 0,
  reasons text[] not null default '{}',
  appealed boolean not null default false,
  asked_at timestamptz not null default now(),
  primary key (subject_id, about)
);
comment on table private.waiting_subjects is 'What waits for operators, a row each, in their order: kept by triggers, so that the queue opens as fast however much waits.';
create index waiting_subjects_order on private.waiting_subjects (appealed desc, reports desc, asked_at desc, subject_id);

alter table private.waiting_subjects enable row level security;

create function private.last_decision(about text, subject uuid, out answered_at timestamptz, out in_force bigint)
language sql stable set search_path = ''
as $$
  select max(d.created_at), max(d.id) filter (where d.action <> 'keep')
  from public.moderation_decisions d where (d.about, d.subject_id) = (last_decision.about, last_decision.subject)
$$;
comment on function private.last_decision(text, uuid) is 'When reports about it were answered last, and the decision that hid or showed it last; null where nobody has.';

create function private.count_waiting(about text, subject uuid) returns void
language plpgsql set search_path = ''
as $$
declare
  decided record;
begin
  -- Its row is locked before anything is counted: who asks meanwhile is counted after.
  insert into private.waiting_subjects (about, subject_id) values (about, subject)
  on conflict on constraint waiting_subjects_pkey do update set about = excluded.about;
  select * into decided from private.last_decision(about, subject);
  update private.waiting_subjects w set reports = asked.reports, reasons = asked.reasons, appealed = asked.appealed_at is not null,
    asked_at = coalesce(greatest(asked.reported_at, asked.appealed_at), w.asked_at)
  from (
    select count(*) as reports, coalesce(array_agg(distinct r.reason), '{}') as reasons, max(r.created_at) as reported_at,
      (select a.created_at from public.appeals a where a.decision_id = decided.in_force) as appealed_at
    from public.reports r
    where (r.about, r.subject_id) = (count_waiting.about, count_waiting.subject) and r.created_at > coalesce(decided.answered_at, '-infinity')) asked
  where (w.about, w.subject_id) = (count_waiting.about, count_waiting.subject);
  delete from private.waiting_subjects w
  where (w.about, w.subject_id) = (count_waiting.about, count_waiting.subject) and w.reports = 0 and not w.appealed;
end $$;

create function private.note_report() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- Added, not counted anew: a crowd reports one take as fast as many.
  insert into private.waiting_subjects as w (about, subject_id, reports, reasons, asked_at)
  select new.about, new.subject_id, 1, array[new.reason], new.created_at
  from private.last_decision(new.about, new.subject_id) d where new.created_at > coalesce(d.answered_at, '-infinity')
  on conflict (subject_id, about) do update set reports = w.reports + 1, asked_at = greatest(w.asked_at, excluded.asked_at),
    reasons = array(select unnest(w.reasons) union select new.reason order by 1);
  return null;
end $$;
comment on function private.note_report() is 'Security definer because nobody may write what waits for operators.';
create trigger note_report after insert on public.reports for each row execute function private.note_report();

create function private.count_reports() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.count_waiting(r.about, r.subject_id) from (select distinct about, subject_id from removed order by subject_id, about) r;
  return null;
end $$;
comment on function private.count_reports() is 'Who leaves takes their reports along. Security definer because nobody may write what waits for operators.';
create trigger count_reports after delete on public.reports referencing old table as removed
  for each statement execute function private.count_reports();

create function private.count_decided() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.count_waiting(d.about, d.subject_id) from public.moderation_decisions d
  where d.id = case tg_table_name when 'appeals' then (to_jsonb(new) ->> 'decision_id')::bigint else (to_jsonb(new) ->> 'id')::bigint end;
  return null;
end $$;
comment on function private.count_decided() is 'Security definer because authors may not write what waits for operators.';
create trigger count_decided after insert on public.moderation_decisions for each row execute function private.count_decided();
create trigger count_appealed after insert on public.appeals for each row execute function private.count_decided();

create view private.subjects with (security_invoker = true) as
  select 'take' as about, 'take' as kind, p.id, p.id as page_id, p.number, p.title, p.status, p.user_id as creator_id from public.performances p
  union all
  select 'chain', 'chain', c.id, c.id, c.number, c.title, c.status, c.started_by from public.dance_chains c
  union all
  select 'move', case c.kind when 'song' then 'verse' else 'move' end, m.id, c.id, c.number, m.name || ' in ' || c.title, m.status, m.user_id from public.dance_moves m join public.dance_chains c on c.id = m.chain_id;
comment on view private.subjects is 'All that operators decide about, with the take or chain on whose page it is seen, what to call it, and whose it is.';

create function public.moderation_queue(most integer default 50)
returns table (kind text, subject_id uuid, page_id uuid, number bigint, title text, status text, creator text, username text, fid bigint,
  reports bigint, reasons text[], details text[], note text, appeal text, asked_at timestamptz)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  return query
    with page as (
      select * from private.waiting_subjects w order by w.appealed desc, w.reports desc, w.asked_at desc, w.subject_id
      limit least(greatest(most, 1), 100)
    )
    select s.kind, s.id, s.page_id, s.number, s.title, s.status, u.display_name, u.username, u.farcaster_fid, w.reports, w.reasons,
      (select array_agg(said.details order by said.created_at desc) from (
        select r.details, r.created_at from public.reports r
        where (r.about, r.subject_id) = (w.about, w.subject_id) and r.details is not null and r.created_at > coalesce(d.answered_at, '-infinity')
        order by r.created_at desc limit 5) said),
      case when w.appealed then m.note end, case when w.appealed then p.words end, w.asked_at
    from page w
      cross join lateral (select * from private.subjects x where (x.about, x.id) = (w.about, w.subject_id) limit 1) s
      join public.users u on u.id = s.creator_id
      cross join lateral private.last_decision(w.about, w.subject_id) d
      left join public.moderation_decisions m on m.id = d.in_force
      left join public.appeals p on p.decision_id = d.in_force
    order by w.appealed desc, w.reports desc, w.asked_at desc, w.subject_id;
end $$;
comment on function public.moderation_queue(integer) is
  'Takes, chains and moves with reports that nobody has answered, with whose they are and the last five things that were said, and hidden ones whose author appealed, these first, with the `note` that they appealed against. Security definer because operators read what others wrote.';

grant execute on function public.moderation_queue(integer) to authenticated;
