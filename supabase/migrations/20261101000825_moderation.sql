create table public.reports (
  id bigint generated always as identity primary key,
  performance_id uuid references public.performances (id) on delete cascade,
  chain_id uuid references public.dance_chains (id) on delete cascade,
  move_id uuid references public.dance_moves (id) on delete cascade,
  reporter_id uuid not null default auth.uid() references public.users (id) on delete cascade,
  reason text not null check (reason in ('not_theirs', 'hate', 'nudity', 'harm', 'spam', 'other')),
  details text check (length(details) between 1 and 500),
  created_at timestamptz not null default now(),
  about text not null generated always as (case when performance_id is not null then 'take' when chain_id is not null then 'chain' else 'move' end) stored,
  subject_id uuid not null generated always as (coalesce(performance_id, chain_id, move_id)) stored,
  unique (performance_id, reporter_id),
  unique (chain_id, reporter_id),
  unique (move_id, reporter_id),
  check (num_nonnulls(performance_id, chain_id, move_id) = 1)
);
comment on table public.reports is 'What somebody finds wrong with a take, a chain or a move (a verse, in a song chain); once per person and subject. Only operators and the reporter see it.';
create index reports_subject on public.reports (subject_id, created_at desc);
create index reports_reporter on public.reports (reporter_id, created_at desc);

create table public.moderation_decisions (
  id bigint generated always as identity primary key,
  performance_id uuid references public.performances (id) on delete cascade,
  chain_id uuid references public.dance_chains (id) on delete cascade,
  move_id uuid references public.dance_moves (id) on delete cascade,
  operator_id uuid references public.users (id) on delete set null,
  action text not null check (action in ('hide', 'keep', 'show')),
  note text not null check (length(note) between 1 and 500),
  created_at timestamptz not null default now(),
  about text not null generated always as (case when performance_id is not null then 'take' when chain_id is not null then 'chain' else 'move' end) stored,
  subject_id uuid not null generated always as (coalesce(performance_id, chain_id, move_id)) stored,
  check (num_nonnulls(performance_id, chain_id, move_id) = 1)
);
comment on table public.moderation_decisions is 'Append-only: what an operator decided about a take, a chain or a move, and why. Reports and appeals before the last decision are answered by it. People choose the ids of their takes, so that an id alone does not say what is meant: `about` goes with it.';
create index moderation_decisions_subject on public.moderation_decisions (subject_id, id desc);
create index moderation_decisions_performance on public.moderation_decisions (performance_id);
create index moderation_decisions_chain on public.moderation_decisions (chain_id);
create index moderation_decisions_move on public.moderation_decisions (move_id);

create table public.appeals (
  decision_id bigint primary key references public.moderation_decisions (id) on delete cascade,
  words text not null check (length(words) between 1 and 500),
  created_at timestamptz not null default now()
);
comment on table public.appeals is 'What an author says to the decision that hid theirs. Once until it is shown again; the next decision is the answer.';

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
alter table public.reports enable row level security;
alter table public.moderation_decisions enable row level security;
alter table public.appeals enable row level security;
grant select, insert (performance_id, chain_id, move_id, reason, details) on public.reports to authenticated;
grant select (id, performance_id, chain_id, move_id, action, note, created_at) on public.moderation_decisions to authenticated;
grant select, insert (decision_id, words) on public.appeals to authenticated;
create policy "People see what they reported" on public.reports for select to authenticated using (reporter_id = (select auth.uid()));
create policy "People report as themselves what they can see" on public.reports for insert to authenticated
  with check (reporter_id = (select auth.uid())
    and (exists (select from public.performances p where p.id = performance_id) or exists (select from public.dance_chains c where c.id = chain_id)
      or exists (select from public.dance_moves m where m.id = move_id)));
create policy "Authors see why theirs was hidden or shown again" on public.moderation_decisions for select to authenticated
  using (action in ('hide', 'show')
    and (exists (select from public.performances p where p.id = performance_id and p.user_id = (select auth.uid()))
      or exists (select from public.dance_chains c where c.id = chain_id and c.started_by = (select auth.uid()))
      or exists (select from public.dance_moves m where m.id = move_id and m.user_id = (select auth.uid()))));
create policy "Authors see what they said to it" on public.appeals for select to authenticated
  using (exists (select from public.moderation_decisions d where d.id = decision_id));
create policy "Authors appeal against what hid theirs" on public.appeals for insert to authenticated
  with check (exists (select from public.moderation_decisions d where d.id = decision_id and d.action = 'hide'));
-- A chain that was hidden is still there for whoever may appeal.
create policy "Starters see the chains that they started" on public.dance_chains for select to authenticated using (started_by = (select auth.uid()));

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

create function private.limit_appeals() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  asked public.moderation_decisions;
  last bigint;
  shown bigint;
begin
  select * into asked from public.moderation_decisions d where d.id = new.decision_id;
  -- Whoever decides locks the same row: no appeal slips in beside a new decision.
  perform from public.performances p where p.id = asked.performance_id for share;
  perform from public.dance_chains c where c.id = asked.chain_id for share;
  perform from public.dance_moves m where m.id = asked.move_id for share;
  select max(d.id), coalesce(max(d.id) filter (where d.action = 'show'), 0) into last, shown
  from public.moderation_decisions d where (d.about, d.subject_id) = (asked.about, asked.subject_id) and d.action <> 'keep';
  if asked.id <> last or exists (
    select from public.appeals a join public.moderation_decisions d on d.id = a.decision_id
    where (d.about, d.subject_id) = (asked.about, asked.subject_id) and d.id > shown) then
    raise exception 'One appeal, against the decision in force.' using errcode = 'check_violation', constraint = 'appeals_once';
  end if;
  return new;
end $$;
comment on function private.limit_appeals() is 'Security definer because authors see only some of the decisions about theirs, and lock none of them.';
create trigger limit_appeals before insert on public.appeals for each row execute function private.limit_appeals();

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

create function private.may_show(about text, subject uuid) returns boolean
language sql stable set search_path = ''
as $$
  select case about
      when 'take' then exists (select from public.performances p where p.id = subject and p.status = 'hidden' and p.taken_back_at is null)
      when 'chain' then exists (select from public.dance_chains c where c.id = subject and c.status = 'hidden')
      else exists (select from public.dance_moves m where m.id = subject and m.status = 'hidden') end
    and (select d.action from public.moderation_decisions d where d.subject_id = subject and d.about = may_show.about and d.action <> 'keep' order by d.id desc limit 1) = 'hide'
$$;
comment on function private.may_show(text, uuid) is 'Whether an operator hid the take, chain or move, and nothing but that keeps it hidden.';

create function public.moderation_log(before bigint default 9223372036854775807, most integer default 30)
returns table (id bigint, kind text, subject_id uuid, number bigint, title text, action text, note text, operator text, created_at timestamptz, undoable boolean)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  return query
    with page as (select * from public.moderation_decisions d where d.id < before order by d.id desc limit least(greatest(most, 1), 100))
    select d.id, s.kind, s.id, s.number, s.title, d.action, d.note, u.display_name, d.created_at,
      d.action = 'hide' and private.may_show(d.about, d.subject_id) and not exists (
        select from public.moderation_decisions l where (l.about, l.subject_id) = (d.about, d.subject_id) and l.action <> 'keep' and l.id > d.id)
    from page d join private.subjects s on (s.about, s.id) = (d.about, d.subject_id) left join public.users u on u.id = d.operator_id
    order by d.id desc;
end $$;
comment on function public.moderation_log(bigint, integer) is
  'What operators decided, the last first; `undoable` where it can be shown again. Security definer because what is hidden is read too.';

create function private.decide(about text, subject uuid, decision text, reason text) returns void
language plpgsql set search_path = ''
as $$
begin
  if decision = 'show' and not coalesce(private.may_show(about, subject), false) then
    raise exception 'Only what an operator hid can be shown again.' using errcode = 'check_violation', constraint = 'moderation_show';
  end if;
  insert into public.moderation_decisions (performance_id, chain_id, move_id, operator_id, action, note)
  values (case about when 'take' then subject end, case about when 'chain' then subject end, case about when 'move' then subject end,
    auth.uid(), decision, reason);
end $$;

create function public.moderate_take(take uuid, decision text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  -- Two operators at once: the second decides about what the first left.
  perform from public.performances where id = take for update;
  perform private.decide('take', take, decision, reason);
  if decision = 'hide' then
    update public.performances set status = 'hidden', updated_at = now() where id = take and status <> 'hidden';
    perform private.hold_launch(take);
  elsif decision = 'show' then
    update public.performances set status = case when cast_at is null then 'draft' else 'live' end, updated_at = now() where id = take;
    perform private.release_launch(take);
    -- What crossed the line while it was hidden was not confirmed: it is judged now, by the same events.
    insert into public.jobs as j (key, kind, payload)
    select 'judge:' || c.cast_hash, 'judge', jsonb_build_object('cast_hash', c.cast_hash) from private.engagement_casts c
    where c.performance_id = take and c.fired_at is not null and c.decided_at is null
    on conflict (key) do update set run_at = least(j.run_at, excluded.run_at), attempts = 0, faults = 0, last_error = null;
  end if;
end $$;
comment on function public.moderate_take(uuid, text, text) is
  'An operator hides a take, answers its reports with keep, or shows again what an operator hid. Hiding holds a launch that is not on its way, showing lets it go on, or be judged that could not; neither undoes a coin. Security definer because operators change takes of others.';

create function public.moderate_chain(chain uuid, decision text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  perform from public.dance_chains where id = chain for update;
  perform private.decide('chain', chain, decision, reason);
  if decision = 'keep' then return; end if;
  update public.dance_chains set status = case decision when 'hide' then 'hidden' else 'live' end where id = chain;
  perform case decision when 'hide' then private.hold_launch(m.performance_id) else private.release_launch(m.performance_id) end
  from (select performance_id from public.dance_moves where chain_id = chain and performance_id is not null order by performance_id) m;
end $$;
comment on function public.moderate_chain(uuid, text, text) is
  'An operator hides a chain, answers its reports with keep, or shows again what an operator hid. While it is hidden nobody sees or answers it, and the takes in it, which stay, become no coins. Security definer because operators change chains of others.';

create function public.moderate_move(move uuid, decision text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  take uuid;
begin
  perform private.require_operator();
  select m.performance_id into take from public.dance_moves m where m.id = move for update;
  perform private.decide('move', move, decision, reason);
  if decision = 'keep' then return; end if;
  update public.dance_moves set status = case decision when 'hide' then 'hidden' else 'live' end where id = move;
  if decision = 'hide' then perform private.hold_launch(take); else perform private.release_launch(take); end if;
end $$;
comment on function public.moderate_move(uuid, text, text) is
  'An operator hides one move of a chain (or one verse), answers its reports with keep, or shows again what an operator hid. Its place stays; while it is hidden its own dancer alone sees it, nobody answers it or what follows it, and its take, which stays, becomes no coin. Security definer because operators change moves of others.';
grant execute on function public.moderation_queue(integer), public.moderation_log(bigint, integer), public.moderate_take(uuid, text, text),
  public.moderate_chain(uuid, text, text), public.moderate_move(uuid, text, text) to authenticated;
