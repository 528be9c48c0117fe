create table public.engagement_events (
  id bigint generated always as identity primary key,
  event_type text not null check (event_type in ('reaction.created', 'reaction.deleted', 'reply.created', 'reply.deleted')),
  reaction_type smallint not null check (reaction_type in (1, 2, 3)),
  fid bigint not null,
  cast_hash text not null check (cast_hash ~ '^0x[0-9a-f]{40}$'),
  event_at timestamptz not null,
  score real,
  source text not null default 'webhook' check (source in ('webhook', 'poll')),
  received_at timestamptz not null default now(),
  subject text not null default '' check (subject ~ '^(0x[0-9a-f]{40})?$'),
  unique (cast_hash, event_type, reaction_type, fid, subject, event_at)
);
comment on table public.engagement_events is 'Append-only. Every distinct thing that Farcaster said about a cast; the unique key is the only defence against replay and is never pruned.';
comment on column public.engagement_events.reaction_type is '1 like, 2 recast, 3 reply.';
comment on column public.engagement_events.subject is 'Hash of the reply itself, '''' for likes and recasts: one person may reply several times and take one of them back.';
create index engagement_events_recent on public.engagement_events (cast_hash, event_at desc);

create table public.engagement_reactions (
  cast_hash text not null,
  fid bigint not null,
  reaction_type smallint not null check (reaction_type in (1, 2, 3)),
  in_force boolean not null,
  event_at timestamptz not null,
  subject text not null default '',
  primary key (cast_hash, fid, reaction_type, subject)
);
comment on table public.engagement_reactions is 'The present state of a reaction: that of its latest event time. Counted reactions are those in force.';

create table private.engagement_casts (
  cast_hash text primary key,
  performance_id uuid unique references public.performances (id),
  received bigint not null default 0,
  duplicates bigint not null default 0,
  state jsonb,
  decided_at timestamptz
);
comment on table private.engagement_casts is 'One row a cast: the lock of its fold, what was delivered, what changed nothing, and the state of detection. received = changes + duplicates.';

create table public.performance_metrics (
  performance_id uuid primary key references public.performances (id),
  likes_count bigint not null default 0 check (likes_count >= 0),
  shares_count bigint not null default 0 check (shares_count >= 0),
  replies_count bigint not null default 0 check (replies_count >= 0),
  views_count bigint not null default 0 check (views_count >= 0),
  viral_score double precision not null default 0,
  viral_threshold double precision not null,
  people integer not null default 0 check (people >= 0),
  people_needed integer not null default 0,
  predicted_size real,
  predicted_low real,
  predicted_high real,
  rising_score double precision,
  creator_followers bigint,
  underground boolean generated always as (creator_followers < 1000) stored,
  fired_at timestamptz,
  crossed_at timestamptz,
  last_event_at timestamptz,
  version bigint not null default 0,
  updated_at timestamptz not null default now()
);
comment on column public.performance_metrics.version is 'Grows with each change; screens drop a tick that is not newer.';
comment on column public.performance_metrics.people is 'Different people who weigh; people_needed are what the rule asks for.';
comment on column public.performance_metrics.predicted_size is
  'Reactions that the performance is expected to end with, as of last_event_at; four in five end between predicted_low and predicted_high. Formula: shared/engagement/predict-size.ts.';
comment on column public.performance_metrics.rising_score is
  'ln of the sum of weight · e^(t/8100 s) over the people who weigh, t in seconds since 2026-01-01. Its order is that of the reactions still to be expected, at any moment, so nothing is rewritten as time passes. Null before the first person who weighs.';
comment on column public.performance_metrics.underground is 'The creator is known to have fewer than 1,000 followers. Null while nobody knows.';
comment on column public.performance_metrics.fired_at is 'Event time at which the rule said viral; crossed_at follows when that still stands after the delay.';
create index performance_metrics_viral on public.performance_metrics (viral_score desc, performance_id);
create index performance_metrics_rising on public.performance_metrics (rising_score desc, performance_id)
  where crossed_at is null and rising_score is not null;
create index performance_metrics_underground on public.performance_metrics (rising_score desc, performance_id)
  where underground and rising_score is not null;

create table public.performance_scores (
  performance_id uuid not null references public.performances (id),
  at timestamptz not null,
  score double precision not null,
  primary key (performance_id, at)
);
comment on table public.performance_scores is 'The climb: the score at the end of each minute of event time that changed it.';

create table public.viral_receipts (
  performance_id uuid primary key references public.performances (id),
  rule_version text not null,
  score double precision not null,
  threshold double precision not null,
  terms jsonb not null,
  people integer not null,
  people_needed integer not null,
  left_out integer not null,
  reasons text[] not null,
  decided_at timestamptz not null,
  created_at timestamptz not null default now()
);
comment on table public.viral_receipts is 'Fixed at the moment of the decision and never recalculated. terms: [{signal, events, weight, points}], points add up to score.';
comment on column public.viral_receipts.decided_at is 'Event time, the clock of detection.';

alter table public.engagement_events enable row level security;
alter table public.engagement_reactions enable row level security;
alter table private.engagement_casts enable row level security;
alter table public.performance_metrics enable row level security;
alter table public.performance_scores enable row level security;
alter table public.viral_receipts enable row level security;

grant select, insert on public.engagement_events to gigavibe_functions;
grant select, insert, update on public.engagement_reactions to gigavibe_functions;
grant select, insert, update on private.engagement_casts to gigavibe_functions;
grant select, insert, update on public.performance_metrics to gigavibe_functions;
grant select, insert, update on public.performance_scores to gigavibe_functions;
grant select, insert on public.viral_receipts to gigavibe_functions;
grant select on public.performance_metrics, public.performance_scores, public.viral_receipts to anon, authenticated;

create policy "Functions read events" on public.engagement_events for select to gigavibe_functions using (true);
create policy "Functions append events" on public.engagement_events for insert to gigavibe_functions with check (true);
create policy "Functions keep reactions" on public.engagement_reactions for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep casts" on private.engagement_casts for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep metrics" on public.performance_metrics for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep the climb" on public.performance_scores for all to gigavibe_functions using (true) with check (true);
create policy "Functions read receipts" on public.viral_receipts for select to gigavibe_functions using (true);
create policy "Functions write receipts once" on public.viral_receipts for insert to gigavibe_functions with check (true);
-- Not exists(): the planner would answer that from a hash of all performances, for a page of twelve.
create policy "Everyone sees metrics of what they may see" on public.performance_metrics for select to anon, authenticated
  using ((select true from public.performances p where p.id = performance_id));
create policy "Everyone sees the climb of what they may see" on public.performance_scores for select to anon, authenticated
  using (exists (select from public.performances p where p.id = performance_id));
create policy "Everyone sees receipts of what they may see" on public.viral_receipts for select to anon, authenticated
  using (exists (select from public.performances p where p.id = performance_id));

create function public.recent_engagement(performance uuid)
returns table (reaction_type smallint, display_name text, event_at timestamptz)
language sql stable security definer set search_path = ''
as $$
  select e.reaction_type, coalesce(f.display_name, f.username, 'Someone'), e.event_at
  from public.performances p
  join public.engagement_events e on e.cast_hash = p.farcaster_cast_id
  left join public.farcaster_people f on f.fid = e.fid
  where p.id = performance and p.status = 'live' and e.event_type in ('reaction.created', 'reply.created')
  order by e.event_at desc
  limit 20
$$;
comment on function public.recent_engagement(uuid) is 'Who reacted last, by the name they show on Farcaster. Security definer because the events themselves stay closed.';
grant execute on function public.recent_engagement(uuid) to anon, authenticated;

create function private.broadcast_metrics() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.tell(
    'performance:' || new.performance_id, 'metrics',
    jsonb_build_object(
      'performance_id', new.performance_id, 'likes_count', new.likes_count, 'shares_count', new.shares_count,
      'replies_count', new.replies_count, 'views_count', new.views_count, 'viral_score', new.viral_score,
      'viral_threshold', new.viral_threshold, 'crossed_at', new.crossed_at, 'version', new.version));
  return null;
end $$;
comment on function private.broadcast_metrics() is 'Security definer because writers of metrics may not write realtime messages.';
create trigger broadcast_metrics after insert or update on public.performance_metrics
  for each row execute function private.broadcast_metrics();

create policy "Everyone listens to performances that they may see" on realtime.messages for select to anon, authenticated
  using (extension = 'broadcast' and exists (
    select from public.performances p
    where p.id = case when realtime.topic() ~ '^performance:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then substr(realtime.topic(), 13)::uuid end));
