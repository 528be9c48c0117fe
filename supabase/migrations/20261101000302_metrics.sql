create table public.performance_metrics (
  performance_id uuid primary key references public.performances (id),
  likes_count bigint not null default 0 check (likes_count >= 0),
  shares_count bigint not null default 0 check (shares_count >= 0),
  replies_count bigint not null default 0 check (replies_count >= 0),
  viral_score double precision not null default 0,
  viral_threshold double precision not null,
  people integer not null default 0 check (people >= 0),
  people_needed integer not null default 0,
  target_size integer not null default 0,
  predicted_size real,
  predicted_low real,
  predicted_high real,
  rising_score double precision,
  creator_followers bigint,
  underground boolean generated always as (creator_followers < 1000) stored,
  closes_at timestamptz,
  fired_at timestamptz,
  crossed_at timestamptz,
  last_event_at timestamptz,
  version bigint not null default 0,
  updated_at timestamptz not null default now()
);
comment on column public.performance_metrics.version is 'Grows with each change; screens drop a tick that is not newer.';
comment on column public.performance_metrics.people is 'Different people who weigh. The rule asks for people_needed of them, and calls a take of target_size people a hit.';
comment on column public.performance_metrics.predicted_size is
  'People whom the performance is expected to end with, as of last_event_at; four in five end between predicted_low and predicted_high. Formula: shared/engagement/expect.ts.';
comment on column public.performance_metrics.rising_score is
  'ln of the sum of weight · e^(t/8100 s) over the people who weigh, t in seconds since 2026-01-01. Its order is that of the reactions still to be expected, at any moment, so nothing is rewritten as time passes. Null before the first person who weighs.';
comment on column public.performance_metrics.underground is 'The creator is known to have fewer than 1,000 followers. Null while nobody knows.';
comment on column public.performance_metrics.viral_score is 'Points on the way to the line: 0 is a take that nobody knows, viral_threshold (100) is where the rule in force says viral.';
comment on column public.performance_metrics.closes_at is 'After this the rule in force lets nothing become viral any more.';
comment on column public.performance_metrics.fired_at is 'Event time at which the rule said viral; crossed_at follows when that still stands after the delay.';
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

alter table public.performance_metrics enable row level security;
alter table public.performance_scores enable row level security;

grant select, insert, update on public.performance_metrics to gigavibe_functions;
grant select, insert, update on public.performance_scores to gigavibe_functions;
grant select on public.performance_metrics, public.performance_scores to anon, authenticated;

create policy "Functions keep metrics" on public.performance_metrics for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep the climb" on public.performance_scores for all to gigavibe_functions using (true) with check (true);
-- Not exists(): the planner would answer that from a hash of all performances, for a page of twelve.
create policy "Everyone sees metrics of what they may see" on public.performance_metrics for select to anon, authenticated
  using ((select true from public.performances p where p.id = performance_id));
create policy "Everyone sees the climb of what they may see" on public.performance_scores for select to anon, authenticated
  using (exists (select from public.performances p where p.id = performance_id));

create function public.recent_engagement(performance uuid)
returns table (reaction_type smallint, display_name text, event_at timestamptz)
-- The planner takes every cast for an ordinary one, whose few events are quickly sorted; a hit has a million. By index they are in order.
language sql stable security definer set search_path = '' set enable_sort = off
as $$
  select e.reaction_type, coalesce(f.display_name, f.username, 'Someone'), e.event_at
  from (
    select * from public.engagement_events
    where cast_hash = (select p.farcaster_cast_id from public.performances p where p.id = performance and p.status = 'live')
      and event_type in ('reaction.created', 'reply.created')
    order by event_at desc
    limit 20) e
  left join public.farcaster_people f on f.fid = e.fid
  order by e.event_at desc
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
      'replies_count', new.replies_count, 'viral_score', new.viral_score,
      'viral_threshold', new.viral_threshold, 'people', new.people, 'people_needed', new.people_needed, 'target_size', new.target_size,
      'predicted_size', new.predicted_size, 'predicted_low', new.predicted_low, 'predicted_high', new.predicted_high,
      'closes_at', new.closes_at, 'fired_at', new.fired_at, 'crossed_at', new.crossed_at,
      'last_event_at', new.last_event_at, 'version', new.version));
  return null;
end $$;
comment on function private.broadcast_metrics() is 'Security definer because writers of metrics may not write realtime messages.';
create trigger broadcast_metrics after insert or update on public.performance_metrics
  for each row execute function private.broadcast_metrics();

create policy "Everyone listens to performances that they may see" on realtime.messages for select to anon, authenticated
  using (extension = 'broadcast' and exists (
    select from public.performances p
    where p.id = case when realtime.topic() ~ '^performance:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then substr(realtime.topic(), 13)::uuid end));
