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

alter table public.engagement_events enable row level security;
alter table private.engagement_casts enable row level security;
alter table private.engagement_states enable row level security;
alter table private.engagement_weights enable row level security;

grant select, insert on public.engagement_events to gigavibe_functions;
grant select, insert, update on private.engagement_casts to gigavibe_functions;
grant select, insert, update on private.engagement_states to gigavibe_functions;
grant select, insert, update on private.engagement_weights to gigavibe_functions;

create policy "Functions read events" on public.engagement_events for select to gigavibe_functions using (true);
create policy "Functions append events" on public.engagement_events for insert to gigavibe_functions with check (true);
create policy "Functions keep casts" on private.engagement_casts for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep states" on private.engagement_states for all to gigavibe_functions using (true) with check (true);
create policy "Functions keep weights" on private.engagement_weights for all to gigavibe_functions using (true) with check (true);
