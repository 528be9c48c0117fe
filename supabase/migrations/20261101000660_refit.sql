-- The nightly refit: rules made of our own history, tried in shadow, put in force by operators alone.
create table private.refit_examples (
  channel text not null,
  performance_id uuid not null references public.performances (id),
  key text not null,
  worth double precision,
  example json,
  made_at timestamptz not null default now(),
  primary key (channel, performance_id)
);
comment on table private.refit_examples is 'What a settled performance teaches a fit: up to 64 moments as a rule would have seen them. Made once, and again when the key changes.';
comment on column private.refit_examples.key is 'What it depends on: target size and trust.';
comment on column private.refit_examples.example is 'Null for a performance that looks automated: nothing is learned of it.';
create index refit_examples_performance on private.refit_examples (performance_id);

create table public.viral_refits (
  id bigint generated always as identity primary key,
  channel text not null,
  version text unique references public.viral_rules (version),
  examples integer not null,
  hits integer not null,
  trials jsonb not null,
  failure text,
  made_at timestamptz not null default now(),
  check ((version is null) = (failure is not null))
);
comment on table public.viral_refits is 'Each night''s candidate, or why there is none, with how it and its baselines did on performances that they had not seen.';
create index viral_refits_latest on public.viral_refits (channel, made_at desc);

alter table private.refit_examples enable row level security;
alter table public.viral_refits enable row level security;
grant select, insert, update, delete on private.refit_examples to gigavibe_functions;
grant select, insert on public.viral_refits to gigavibe_functions;
grant select on public.viral_refits to authenticated;
create policy "Functions keep examples" on private.refit_examples for all to gigavibe_functions using (true) with check (true);
create policy "Functions read refits" on public.viral_refits for select to gigavibe_functions using (true);
create policy "Functions note refits" on public.viral_refits for insert to gigavibe_functions with check (true);
create policy "Operators see refits" on public.viral_refits for select to authenticated using ((select public.is_operator()));

create function public.viral_shadow_report()
returns table (version text, channel text, made_at timestamptz, judged bigint, fired bigint, confirmed bigint, settled bigint, hits bigint,
  fired_hits bigint, coins bigint, coin_hits bigint)
language sql stable set search_path = ''
as $$
  select r.version, r.channel, r.made_at, count(d), count(d.fired_at), count(d.confirmed_at), count(d) filter (where s.settled),
    count(d) filter (where s.settled and s.hit), count(d.fired_at) filter (where s.settled and s.hit),
    count(d) filter (where m.crossed_at is not null), count(d) filter (where m.crossed_at is not null and s.settled and s.hit)
  from public.viral_refits r
  join public.viral_rules v on v.version = r.version
  left join public.viral_shadow_decisions d on d.version = r.version
  left join public.performances p on p.id = d.performance_id
  left join public.performance_metrics m on m.performance_id = d.performance_id
  left join lateral (
    select p.cast_at < now() - interval '7 days' as settled, m.people >= (v.rule ->> 'target')::integer as hit) s on true
  group by r.id, r.version, r.channel, r.made_at
  order by r.made_at desc
$$;
comment on function public.viral_shadow_report() is 'What each candidate would have done since it was made, beside the coins that there were. Hits are counted among what is settled, seven days after its cast. Operators see rows, others none.';
grant execute on function public.viral_shadow_report() to authenticated;

create function private.begin_refits() returns void
language sql security definer set search_path = ''
as $$
  insert into public.jobs (key, kind, payload)
  select distinct 'refit:' || channel, 'refit', jsonb_build_object('channel', channel) from public.viral_rules_in_force where valid_from <= now()
  on conflict (key) do nothing
$$;
comment on function private.begin_refits() is 'Security definer because cron''s job runs as the owner alone. A refit that is still under way goes on.';
select cron.schedule('refit', '17 3 * * *', $$select private.begin_refits()$$);
