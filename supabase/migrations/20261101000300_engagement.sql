create table public.engagement_events (
  event_type text not null check (event_type in ('reaction.created', 'reaction.deleted', 'reply.created', 'reply.deleted')),
  reaction_type smallint not null check (reaction_type in (1, 2, 3)),
  fid bigint not null,
  cast_hash text not null check (cast_hash ~ '^0x[0-9a-f]{40}$'),
  event_at timestamptz not null,
  score double precision check (score between 0 and 1),
  follower_count bigint,
  age_days double precision,
  circle integer not null default 0,
  source text not null default 'webhook' check (source in ('webhook', 'poll')),
  received_at timestamptz not null default clock_timestamp(),
  subject text not null default '' check (subject ~ '^(0x[0-9a-f]{40})?$'),
  primary key (cast_hash, fid, reaction_type, subject, event_type, event_at)
);
comment on table public.engagement_events is 'Append-only. Every distinct thing that Farcaster said about a cast; the key is the only defence against replay and is never pruned.';
comment on column public.engagement_events.received_at is 'When it was written, under the lock of its cast: what was received by a moment at which nobody had the lock is all that there was by then.';
comment on column public.engagement_events.reaction_type is '1 like, 2 recast, 3 reply.';
comment on column public.engagement_events.subject is 'Hash of the reply itself, '''' for likes and recasts: one person may reply several times and take one of them back.';
comment on column public.engagement_events.score is 'Score, followers, account age and circle as they were known when the event came: what it weighs, now and on any later fold. Null where unknown.';
create index engagement_events_in_time on public.engagement_events (cast_hash, event_at);

create table private.engagement_casts (
  cast_hash text primary key,
  performance_id uuid unique references public.performances (id),
  posted_at timestamptz,
  creator_fid bigint,
  creator_usual double precision,
  ordinary_worth double precision check (ordinary_worth > 0 and ordinary_worth <= 1),
  channel text not null default '',
  received bigint not null default 0,
  duplicates bigint not null default 0,
  events integer not null default 0,
  likes integer not null default 0,
  recasts integer not null default 0,
  replies integer not null default 0,
  refold_from timestamptz,
  refold_at timestamptz,
  fired_at timestamptz,
  decided_at timestamptz,
  learned_at timestamptz,
  check ((refold_from is null) = (refold_at is null))
) with (fillfactor = 50);
comment on table private.engagement_casts is 'One row a cast: the lock of its writers, what was delivered, what changed nothing, what is in force. received = changes + duplicates. Small, and half of each page is free, so that a busy cast is updated in its place.';
comment on column private.engagement_casts.events is 'How many distinct events there are of it. A state that has read so many is up to date.';
comment on column private.engagement_casts.refold_from is 'Event time of the first event that neither the state has read nor the fold that is under way will read: from there it is to be folded again. Infinity where there is none but that fold, null while the state has read all.';
comment on column private.engagement_casts.refold_at is 'From when on somebody may fold it again: when it was found so, or when the lease of whoever tries ends.';
comment on column private.engagement_casts.creator_usual is 'How many people the creator''s performances usually reach, as known when this one was met: median of the last eight that were a day old. Null below three.';
comment on column private.engagement_casts.ordinary_worth is 'What ordinary people of the network are worth, as learned by the time this one was met: weights are divided by it. Null for the rule''s own number.';
comment on column private.engagement_casts.channel is 'The Farcaster channel that it was posted to, '''' for none: its own rule holds there.';
create index engagement_casts_creator on private.engagement_casts (creator_fid, posted_at desc);
comment on column private.engagement_casts.learned_at is 'When its people taught the circles of co-likers; once.';
create index engagement_casts_refold on private.engagement_casts (refold_at) where refold_at is not null;

create table private.engagement_states (
  cast_hash text primary key references private.engagement_casts (cast_hash),
  state json not null,
  checkpoint json,
  earlier_checkpoint json,
  refolding json,
  refolding_until timestamptz,
  check ((refolding is null) = (refolding_until is null))
) with (fillfactor = 50);
comment on table private.engagement_states is 'Detection of each cast that is a performance. All of it follows from engagement_events.';
comment on column private.engagement_states.state is 'As of the newest event that was read.';
comment on column private.engagement_states.refolding is 'How far it is folded again, a part at a time, while that goes on: then it has read what is late, and the state has not. Null otherwise.';
comment on column private.engagement_states.refolding_until is 'What was received by then is what it reads; what comes later is left for the next time. So it comes to an end however much keeps coming.';
comment on column private.engagement_states.checkpoint is 'As of an earlier event, the last that was the 128th, 256th, …: where an event that comes late is folded in from. earlier_checkpoint is the one before it.';

create table private.engagement_weights (
  cast_hash text not null,
  fid bigint not null,
  weight double precision not null,
  primary key (cast_hash, fid)
);
comment on table private.engagement_weights is 'What a person was given who weighs other than their own facts say, because their circle was full, the crowd one of whom nothing is known, or small and come together. The rest follows from the events.';

create table private.circle_people (
  fid bigint primary key,
  takes integer[] not null,
  member_of integer,
  circle integer not null default 0,
  closed boolean not null default false,
  last_take integer not null
);
comment on table private.circle_people is 'Who engages together: the last performances that each person engaged with, and what was learned of it. At most a million people; the longest unseen give way.';
comment on column private.circle_people.circle is 'The circle of co-likers that the person is known for, 0 for none. member_of is where they belong even if it grew so large that it is an audience; closed says whether that circle is part of no other.';
create index circle_people_last_take on private.circle_people (last_take);
create index circle_people_member_of on private.circle_people (member_of) where member_of is not null;

create table private.circle_counters (
  only_one boolean primary key default true check (only_one),
  takes integer not null default 0,
  circles integer not null default 0,
  people integer not null default 0,
  worths double precision[] not null default '{}',
  late_people integer not null default 0,
  late_worth double precision not null default 0
);
comment on table private.circle_counters is 'One row, the lock of learning: performances learned, circles named, people remembered, and what people are worth.';
comment on column private.circle_counters.worths is 'Of the last 64 samples of late comers what they were worth on average; late_people and late_worth are the sample that fills.';
insert into private.circle_counters default values;

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

create table public.viral_receipts (
  performance_id uuid primary key references public.performances (id),
  rule_version text not null references public.viral_rules (version),
  score double precision not null,
  threshold double precision not null,
  terms jsonb not null,
  people integer not null,
  people_needed integer not null,
  circles integer not null,
  left_out integer not null,
  left_out_for jsonb not null,
  creator_followers bigint,
  creator_usual double precision,
  ordinary_worth double precision check (ordinary_worth > 0 and ordinary_worth <= 1),
  posted_at timestamptz not null,
  decided_at timestamptz not null,
  confirmed_at timestamptz not null,
  events integer not null,
  events_hash text not null check (events_hash ~ '^0x[0-9a-f]{64}$'),
  receipt_hash text not null check (receipt_hash ~ '^0x[0-9a-f]{64}$'),
  created_at timestamptz not null default now()
);
comment on table public.viral_receipts is 'Fixed with the decision and never recalculated; anyone can do it again from viral_receipt_events and viral_rules. terms: [{feature, value, points}], points add up to score.';
comment on column public.viral_receipts.decided_at is 'Event time, the clock of detection: when the rule said viral. confirmed_at is the end of the delay.';
comment on column public.viral_receipts.left_out_for is 'How many people were left out or lightened, by reason.';
comment on column public.viral_receipts.events_hash is 'keccak256 of the canonical JSON of the events, in order; receipt_hash that of the receipt with the rule.';

create table public.viral_receipt_events (
  performance_id uuid not null references public.viral_receipts (performance_id),
  place integer not null,
  at timestamptz not null,
  person text not null,
  kind smallint not null check (kind in (-1, 0, 1)),
  score double precision,
  follower_count bigint,
  age_days double precision,
  circle integer not null,
  primary key (performance_id, place)
);
comment on table public.viral_receipt_events is 'What a decision read, in canonical order, with the values that it weighed by. Kind: 0 came, 1 came with words, -1 left.';
comment on column public.viral_receipt_events.person is 'The fid; for who is left out, or in a circle, a hash of it whose salt nobody is told.';

create table private.receipt_salts (
  performance_id uuid primary key references public.viral_receipts (performance_id),
  salt text not null
);
comment on table private.receipt_salts is 'What the people of a receipt are hashed with: lets us prove to a person that a line is theirs, and nobody else guess it.';

alter table public.engagement_events enable row level security;
alter table private.engagement_casts enable row level security;
alter table private.engagement_states enable row level security;
alter table private.engagement_weights enable row level security;
alter table private.circle_people enable row level security;
alter table private.circle_counters enable row level security;
alter table private.operators enable row level security;
alter table private.receipt_salts enable row level security;
alter table public.performance_metrics enable row level security;
alter table public.performance_scores enable row level security;
alter table public.viral_rules enable row level security;
alter table public.viral_rules_in_force enable row level security;
alter table public.viral_shadow_decisions enable row level security;
alter table public.viral_receipts enable row level security;
alter table public.viral_receipt_events enable row level security;

grant select, insert on public.engagement_events to gigavibe_functions;
grant select, insert, update on private.engagement_casts to gigavibe_functions;
grant select, insert, update on private.engagement_states to gigavibe_functions;
grant select, insert, update on private.engagement_weights to gigavibe_functions;
grant select, insert, update, delete on private.circle_people to gigavibe_functions;
grant select, update on private.circle_counters to gigavibe_functions;
grant select, insert on private.receipt_salts to gigavibe_functions;
grant select, insert, update on public.performance_metrics to gigavibe_functions;
grant select, insert, update on public.performance_scores to gigavibe_functions;
grant select, insert on public.viral_rules, public.viral_shadow_decisions to gigavibe_functions;
grant select on public.viral_rules_in_force to gigavibe_functions;
grant select, insert on public.viral_receipts, public.viral_receipt_events to gigavibe_functions;
grant select on public.performance_metrics, public.performance_scores, public.viral_rules, public.viral_rules_in_force,
  public.viral_receipts, public.viral_receipt_events to anon, authenticated;
grant insert (version, rule) on public.viral_rules to authenticated;
grant insert (channel, version, valid_from, reason) on public.viral_rules_in_force to authenticated;
grant select on public.viral_shadow_decisions to authenticated;

create policy "Functions read events" on public.engagement_events for select to gigavibe_functions using (true);
create policy "Functions append events" on public.engagement_events for insert to gigavibe_functions with check (true);
create policy "Functions keep casts" on private.engagement_casts for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep states" on private.engagement_states for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep weights" on private.engagement_weights for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep people's circles" on private.circle_people for all to gigavibe_functions using (true) with check (true);
create policy "Functions read the counters of circles" on private.circle_counters for select to gigavibe_functions using (true);
create policy "Functions count circles" on private.circle_counters for update to gigavibe_functions using (true) with check (true);
create policy "Functions read salts" on private.receipt_salts for select to gigavibe_functions using (true);
create policy "Functions salt receipts once" on private.receipt_salts for insert to gigavibe_functions with check (true);
create policy "Everyone sees the rules" on public.viral_rules for select to anon, authenticated, gigavibe_functions using (true);
create policy "Operators make rules" on public.viral_rules for insert to authenticated with check ((select public.is_operator()));
create policy "The refit makes rules" on public.viral_rules for insert to gigavibe_functions with check (true);
create policy "Everyone sees which rule holds" on public.viral_rules_in_force for select to anon, authenticated, gigavibe_functions using (true);
create policy "Operators put rules in force" on public.viral_rules_in_force for insert to authenticated with check ((select public.is_operator()));
create policy "Operators see what shadows would do" on public.viral_shadow_decisions for select to authenticated using ((select public.is_operator()));
create policy "Functions read what shadows would do" on public.viral_shadow_decisions for select to gigavibe_functions using (true);
create policy "Functions note what shadows would do" on public.viral_shadow_decisions for insert to gigavibe_functions with check (true);
create policy "Functions read the lines of receipts" on public.viral_receipt_events for select to gigavibe_functions using (true);
create policy "Functions write the lines of receipts once" on public.viral_receipt_events for insert to gigavibe_functions with check (true);
create policy "Everyone sees the lines of receipts they may see" on public.viral_receipt_events for select to anon, authenticated
  using (exists (select from public.performances p where p.id = performance_id));
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

-- Where nothing is known yet a count is the rule: 150 people, or 90 % of that when it comes fast.
insert into public.viral_rules (version, rule) values ('count-150', '{"version":"count-150","kind":"count","target":150,"intercept":0,"terms":[{"feature":"mass","weight":1,"mean":0,"scale":150},{"feature":"recent","weight":1,"mean":0,"scale":150}],"threshold":0.9,"maxAgeSeconds":86400,"delaySeconds":600,"trust":{"minScore":0.5,"minAgeDays":30,"fullScore":0.62,"worthPower":6,"ordinaryWorth":0.57,"circleCap":0.01,"minPeople":19,"minCircles":8,"minGapVariation":0.4,"moneyPeople":16,"moneySecondHand":2},"fittedOn":null}');
insert into public.viral_rules_in_force (version, reason) values ('count-150', 'The first rule: a count, until there is history.');
