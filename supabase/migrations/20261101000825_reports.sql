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
create index moderation_decisions_operator on public.moderation_decisions (operator_id);

create table public.appeals (
  decision_id bigint primary key references public.moderation_decisions (id) on delete cascade,
  words text not null check (length(words) between 1 and 500),
  created_at timestamptz not null default now()
);
comment on table public.appeals is 'What an author says to the decision that hid theirs. Once until it is shown again; the next decision is the answer.';

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
create trigger refuse_who_left after insert on public.reports for each row execute function private.refuse_who_left('reporter_id');

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
