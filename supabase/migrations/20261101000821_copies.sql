create table public.copy_claims (
  id bigint generated always as identity primary key,
  performance_id uuid not null references public.performances (id) on delete cascade,
  of_performance_id uuid references public.performances (id) on delete cascade,
  because text not null check (because in ('same-bytes', 'alike', 'unheard')),
  difference real check (difference between 0 and 1),
  found_at timestamptz not null default now(),
  decision text check (decision in ('copy', 'own')),
  note text check (length(note) between 1 and 500),
  operator_id uuid references public.users (id) on delete set null,
  decided_at timestamptz,
  appeal text check (length(appeal) between 1 and 500),
  appealed_at timestamptz,
  unique nulls not distinct (performance_id, of_performance_id),
  check (performance_id <> of_performance_id),
  check ((because = 'unheard') = (of_performance_id is null)),
  check ((decision is null) = (decided_at is null) and (decision is null) = (note is null))
);
comment on table public.copy_claims is 'A take that was found to be like an older one of somebody else, or (`unheard`) whose sound could not be decoded here to be compared. Until an operator says that it is the person''s own, it becomes no coin.';
create index copy_claims_open on public.copy_claims (found_at, id) where decision is null or appealed_at > decided_at;
create index copy_claims_original on public.copy_claims (of_performance_id);
create index copy_claims_operator on public.copy_claims (operator_id);

create table private.copy_decisions (
  id bigint generated always as identity primary key,
  claim_id bigint not null references public.copy_claims (id) on delete cascade,
  operator_id uuid references public.users (id) on delete set null,
  decision text not null,
  note text not null,
  created_at timestamptz not null default now()
);
comment on table private.copy_decisions is 'Append-only: every answer to a claim. The claim carries the last one, which after an appeal is another than the first.';
create index copy_decisions_claim on private.copy_decisions (claim_id, id desc);
create index copy_decisions_operator on private.copy_decisions (operator_id);

alter table private.copy_decisions enable row level security;
alter table public.copy_claims enable row level security;

grant select, insert on public.copy_claims to gigavibe_functions;
grant select (id, performance_id, of_performance_id, because, found_at, decision, note, decided_at, appeal, appealed_at), update (appeal) on public.copy_claims to authenticated;

create policy "Functions read claims" on public.copy_claims for select to gigavibe_functions using (true);
create policy "Functions claim" on public.copy_claims for insert to gigavibe_functions with check (true);
create policy "People see what holds their own takes" on public.copy_claims for select to authenticated
  using (exists (select from public.performances p where p.id = performance_id and p.user_id = (select auth.uid())));
create policy "People appeal once about their own takes" on public.copy_claims for update to authenticated
  using (appeal is null and decision is distinct from 'own'
    and exists (select from public.performances p where p.id = performance_id and p.user_id = (select auth.uid())))
  with check (appeal is not null);

create function private.held_for_copy(take uuid) returns boolean
language sql stable set search_path = ''
as $$
  select exists (select from public.copy_claims c where c.performance_id = take and (c.decision is null or c.decision = 'copy' or (c.appealed_at > c.decided_at)))
$$;
comment on function private.held_for_copy(uuid) is 'Whether a claim that nobody has dismissed holds this take.';

create function private.appeal_claim() returns trigger
language plpgsql set search_path = ''
as $$
begin
  -- A decision that came since this began is what it is about.
  new.appealed_at := clock_timestamp();
  return new;
end $$;
create trigger appeal_claim before update of appeal on public.copy_claims for each row
  when (old.appeal is null and new.appeal is not null) execute function private.appeal_claim();

create function public.copy_queue(most integer default 50)
returns table (performance_id uuid, title text, number bigint, claims jsonb, found_at timestamptz, note text, operator text, appeal text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_operator();
  return query
    with page as (
      -- By the first of a take's open claims, along their index: as fast however many wait.
      select c.performance_id, c.found_at, c.id from public.copy_claims c
      where (c.decision is null or c.appealed_at > c.decided_at) and c.id = (
        select e.id from public.copy_claims e
        where e.performance_id = c.performance_id and (e.decision is null or e.appealed_at > e.decided_at)
        order by e.found_at, e.id limit 1)
      order by c.found_at, c.id limit least(greatest(most, 1), 100)
    )
    select p.id, p.title, p.number, asked.claims, k.found_at, asked.note, asked.operator, asked.appeal
    from page k join public.performances p on p.id = k.performance_id
      cross join lateral (
        select jsonb_agg(jsonb_build_object('id', c.id, 'performance_id', o.id, 'title', o.title, 'number', o.number,
            'because', c.because, 'difference', c.difference) order by o.number nulls last) as claims,
          (array_agg(c.note order by c.decided_at desc) filter (where c.note is not null))[1] as note,
          (array_agg(u.display_name order by c.decided_at desc) filter (where c.note is not null))[1] as operator,
          (array_agg(c.appeal order by c.appealed_at desc) filter (where c.appeal is not null))[1] as appeal
        from public.copy_claims c left join public.performances o on o.id = c.of_performance_id left join public.users u on u.id = c.operator_id
        where c.performance_id = k.performance_id and (c.decision is null or c.appealed_at > c.decided_at)) asked
    order by k.found_at, k.id;
end $$;
comment on function public.copy_queue(integer) is
  'Takes that wait for a human, and appeals: one row a take, whatever number of older ones it is like, with the answer that is appealed against and who gave it. Security definer because operators see what concerns others.';

create function public.answer_copy(answered bigint[], answer text, reason text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  takes uuid[];
  open_claims integer;
begin
  perform private.require_operator();
  with decided as (
    update public.copy_claims set decision = answer, note = reason, operator_id = auth.uid(), decided_at = clock_timestamp()
    where id = any (answered) and (decision is null or appealed_at > decided_at) returning *),
  noted as (
    insert into private.copy_decisions (claim_id, operator_id, decision, note) select id, operator_id, decision, note from decided)
  select array_agg(distinct performance_id), count(*) into takes, open_claims from decided;
  if open_claims is distinct from cardinality(answered) or cardinality(takes) <> 1 then
    raise exception 'Somebody has answered this already.' using errcode = 'check_violation', constraint = 'copy_answered';
  end if;
  perform private.release_launch(takes[1]);
end $$;
comment on function public.answer_copy(bigint[], text, text) is
  'An operator says whether a take is a copy or the person''s own, of all claims that they saw at once; one that came meanwhile is still open. What is their own may become a coin again. Security definer because operators change launches of others.';

grant execute on function public.copy_queue(integer), public.answer_copy(bigint[], text, text) to authenticated;
grant execute on function private.held_for_copy(uuid) to gigavibe_functions;
