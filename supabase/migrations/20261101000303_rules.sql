create table public.viral_rules (
  version text primary key check (version ~ '^[a-z0-9][a-z0-9.-]{0,63}$'),
  rule jsonb not null check (rule ->> 'version' = version and rule ->> 'kind' in ('count', 'decay', 'fitted')
    and (rule ->> 'target')::integer >= 2 and (rule ->> 'delaySeconds')::integer >= 0),
  made_by uuid default auth.uid(),
  made_at timestamptz not null default now()
);
comment on table public.viral_rules is 'Rules as data, never changed: weights, threshold, delay, target size, trust. One that was never put in force is a shadow. Schema: shared/engagement/detection/rule.ts.';
comment on column public.viral_rules.made_by is 'The operator; null for the refit and for migrations.';

create table public.viral_rules_in_force (
  id bigint generated always as identity primary key,
  channel text not null default '' check (channel ~ '^([a-z0-9][a-z0-9-]{0,63})?$'),
  version text not null references public.viral_rules (version),
  valid_from timestamptz not null default now(),
  reason text not null check (length(reason) between 3 and 500),
  put_by uuid default auth.uid(),
  put_at timestamptz not null default now()
);
comment on table public.viral_rules_in_force is 'Append-only, so it is the audit as well: which rule holds for a channel from when on, who put it there, and why. The channel '''' is for all that have none of their own.';
create index viral_rules_in_force_latest on public.viral_rules_in_force (channel, valid_from desc, id desc);

create table private.operators (
  user_id uuid primary key references public.users (id) on delete cascade,
  created_at timestamptz not null default now()
);
comment on table private.operators is 'People who may put rules in force and hide takes. Rows are added by the owner of the database alone.';

create function public.is_operator() returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from private.operators where user_id = (select auth.uid())) $$;
comment on function public.is_operator() is 'Security definer because the list of operators is closed. Who made a rule and who put it in force is open to all, by their id: rules decide about money.';
grant execute on function public.is_operator() to authenticated;

create function private.require_operator() returns void
language plpgsql stable set search_path = ''
as $$
begin
  if not public.is_operator() then raise exception 'Only operators look after takes.' using errcode = 'insufficient_privilege'; end if;
end $$;

create function private.rule_in_force(channel text) returns text
language sql stable set search_path = ''
as $$
  select f.version from public.viral_rules_in_force f
  where f.channel in (rule_in_force.channel, '') and f.valid_from <= now()
  order by f.channel = '', f.valid_from desc, f.id desc limit 1
$$;
comment on function private.rule_in_force(text) is 'The version that holds now for a channel: its own rule, else the one for all.';
grant execute on function private.rule_in_force(text) to gigavibe_functions;

create table public.viral_shadow_decisions (
  version text not null references public.viral_rules (version),
  performance_id uuid not null references public.performances (id),
  fired_at timestamptz,
  confirmed_at timestamptz,
  score double precision,
  judged_at timestamptz not null default now(),
  primary key (version, performance_id)
);
comment on table public.viral_shadow_decisions is 'What a rule would have decided that was not in force, for operators to compare. A row for each performance that it judged; times are null for never.';
create index viral_shadow_decisions_performance on public.viral_shadow_decisions (performance_id);

alter table private.operators enable row level security;
alter table public.viral_rules enable row level security;
alter table public.viral_rules_in_force enable row level security;
alter table public.viral_shadow_decisions enable row level security;

grant select, insert on public.viral_rules, public.viral_shadow_decisions to gigavibe_functions;
grant select on public.viral_rules_in_force to gigavibe_functions;
grant select on public.viral_rules, public.viral_rules_in_force to anon, authenticated;
grant insert (version, rule) on public.viral_rules to authenticated;
grant insert (channel, version, valid_from, reason) on public.viral_rules_in_force to authenticated;
grant select on public.viral_shadow_decisions to authenticated;

create policy "Everyone sees the rules" on public.viral_rules for select to anon, authenticated, gigavibe_functions using (true);
create policy "Operators make rules" on public.viral_rules for insert to authenticated with check ((select public.is_operator()));
create policy "The refit makes rules" on public.viral_rules for insert to gigavibe_functions with check (true);
create policy "Everyone sees which rule holds" on public.viral_rules_in_force for select to anon, authenticated, gigavibe_functions using (true);
create policy "Operators put rules in force" on public.viral_rules_in_force for insert to authenticated with check ((select public.is_operator()));
create policy "Operators see what shadows would do" on public.viral_shadow_decisions for select to authenticated using ((select public.is_operator()));
create policy "Functions read what shadows would do" on public.viral_shadow_decisions for select to gigavibe_functions using (true);
create policy "Functions note what shadows would do" on public.viral_shadow_decisions for insert to gigavibe_functions with check (true);

-- Where nothing is known yet a count is the rule: 150 people, or 90 % of that when it comes fast.
insert into public.viral_rules (version, rule) values ('count-150', '{"version":"count-150","kind":"count","target":150,"intercept":0,"terms":[{"feature":"mass","weight":1,"mean":0,"scale":150},{"feature":"recent","weight":1,"mean":0,"scale":150}],"threshold":0.9,"maxAgeSeconds":86400,"delaySeconds":600,"trust":{"minScore":0.5,"minAgeDays":30,"fullScore":0.62,"worthPower":6,"ordinaryWorth":0.57,"circleCap":0.01,"minPeople":19,"minCircles":8,"minGapVariation":0.4,"moneyPeople":16,"moneySecondHand":2},"fittedOn":null}');
insert into public.viral_rules_in_force (version, reason) values ('count-150', 'The first rule: a count, until there is history.');
