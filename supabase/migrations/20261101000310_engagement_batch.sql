-- What a batch of engagement asks and writes. Functions, since the pooler keeps no prepared statements: the plan of what a function
-- runs is kept by each connection of Postgres, and a tenth of a batch's time was spent on parsing and planning the same statements again.
-- As whoever calls: row security and grants hold as for the statements themselves. A plan that is kept may have been made when a table was
-- empty: so all is found by key, whatever the planner thinks. `enable_seqscan = off` forbids to pass over a table, `offset 0` to join with one.

create function private.known_people(fids bigint[]) returns table (fid bigint, username text, display_name text, avatar_url text, score real,
  followers bigint, registered_at timestamptz, seen_at double precision, circle integer)
language plpgsql stable set search_path = '' set enable_seqscan = off
as $$
#variable_conflict use_column
begin
  return query
  select p.fid, p.username, p.display_name, p.avatar_url, p.score, p.follower_count, p.registered_at, date_part('epoch', p.seen_at), 0
  from public.farcaster_people p where p.fid = any (fids)
  union all
  select c.fid, null, null, null, null, null, null, null, c.circle
  from private.circle_people c where c.circle <> 0 and c.fid = any (fids);
end $$;
comment on function private.known_people(bigint[]) is 'What is known of people, and a second row, whose seen_at is null, for each who is known for a circle.';

create function private.done_before(casts text[], people bigint[]) returns table (cast_hash text, given double precision, packed json)
language plpgsql stable set search_path = '' set enable_seqscan = off
as $$
#variable_conflict use_column
begin
  return query
  select e.cast_hash,
    (select w.weight from private.engagement_weights w where w.cast_hash = e.cast_hash and w.fid = e.fid),
    json_build_array(e.fid, e.reaction_type, e.event_type, e.subject, date_part('epoch', e.event_at), e.score, e.follower_count, e.age_days, e.circle)
  from unnest(casts, people) as asked (cast_hash, fid),
  lateral (select * from public.engagement_events e where e.cast_hash = asked.cast_hash and e.fid = asked.fid offset 0) as e;
end $$;
comment on function private.done_before(text[], bigint[]) is 'All that people did on casts, and what they weigh there where that does not follow from their facts. Asked for in pairs.';

create function private.casts_to_fold(hashes text[], late boolean) returns table (cast_hash text, performance_id uuid, posted_at timestamptz,
  creator_usual double precision, ordinary_worth double precision, events integer, likes integer, recasts integer, replies integer,
  refold_at text, refold_from double precision, fired_at timestamptz, decided_at timestamptz, rule_version text,
  state json, checkpoint json, earlier_checkpoint json, refolding json, refolding_until text, creator_followers bigint)
language plpgsql stable set search_path = '' set enable_seqscan = off
as $$
#variable_conflict use_column
begin
  -- Few channels have many casts: the rule is asked for once each.
  return query
  with found as materialized (
    select *, late or (c.performance_id is not null and c.refold_at is null) as is_asked
    from private.engagement_casts c where c.cast_hash = any (hashes)),
  rules as materialized (
    select channel, private.rule_in_force(channel) as version from (select distinct channel from found where is_asked) as asked)
  select c.cast_hash, c.performance_id, c.posted_at, c.creator_usual, c.ordinary_worth, c.events, c.likes, c.recasts, c.replies,
    c.refold_at::text, date_part('epoch', nullif(c.refold_from, 'infinity')) * 1000, c.fired_at, c.decided_at, r.version, s.state,
    case when late then s.checkpoint end, case when late then s.earlier_checkpoint end,
    case when late then s.refolding end, case when late then s.refolding_until::text end,
    (select p.follower_count from public.farcaster_people p where p.fid = c.creator_fid and c.is_asked)
  from found c
  left join rules r on r.channel = c.channel and c.is_asked
  left join lateral (select * from private.engagement_states s where s.cast_hash = c.cast_hash and c.is_asked offset 0) as s on true;
end $$;
comment on function private.casts_to_fold(text[], boolean) is 'Casts with their state and the rule that holds for them; of those whose state has not read all events these only if late is asked for.';

create function private.append_events(event_type text[], reaction_type smallint[], fid bigint[], cast_hash text[], subject text[],
  score double precision[], follower_count bigint[], age_days double precision[], circle integer[], source text[], seconds double precision[])
returns void language plpgsql set search_path = ''
as $$
#variable_conflict use_column
begin
  insert into public.engagement_events (event_type, reaction_type, fid, cast_hash, subject, score, follower_count, age_days, circle, source, event_at)
  select event_type, reaction_type, fid, cast_hash, subject, score, follower_count, age_days, circle, source, to_timestamp(seconds)
  from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    as said (event_type, reaction_type, fid, cast_hash, subject, score, follower_count, age_days, circle, source, seconds);
end $$;

create function private.keep_people(fid bigint[], username text[], display_name text[], avatar_url text[], score real[], seconds double precision[])
returns void language plpgsql set search_path = ''
as $$
#variable_conflict use_column
begin
  insert into public.farcaster_people as p (fid, username, display_name, avatar_url, score, seen_at)
  select fid, username, display_name, avatar_url, score, to_timestamp(seconds)
  from unnest($1, $2, $3, $4, $5, $6) as said (fid, username, display_name, avatar_url, score, seconds)
  order by fid
  on conflict on constraint farcaster_people_pkey do update set
    username = excluded.username, display_name = excluded.display_name, avatar_url = excluded.avatar_url,
    score = coalesce(excluded.score, p.score), seen_at = excluded.seen_at
  where excluded.seen_at > p.seen_at;
end $$;
comment on function private.keep_people(bigint[], text[], text[], text[], real[], double precision[]) is 'Keeps what was said of each person by then, unless what is newer is known. In the order of fid: writers do not wait for each other in a circle.';

create function private.keep_casts(cast_hash text[], received bigint[], duplicates bigint[], events integer[], likes integer[], recasts integer[],
  replies integer[], fired_at timestamptz[], refold_from timestamptz[])
returns void language plpgsql set search_path = ''
as $$
#variable_conflict use_column
begin
  insert into private.engagement_casts as c (cast_hash, received, duplicates, events, likes, recasts, replies, fired_at, refold_from, refold_at)
  select *, case when refold_from is not null then now() end from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
    as said (cast_hash, received, duplicates, events, likes, recasts, replies, fired_at, refold_from)
  on conflict on constraint engagement_casts_pkey do update set
    received = c.received + excluded.received, duplicates = c.duplicates + excluded.duplicates, events = c.events + excluded.events,
    likes = excluded.likes, recasts = excluded.recasts, replies = excluded.replies, fired_at = excluded.fired_at,
    refold_from = least(c.refold_from, excluded.refold_from), refold_at = coalesce(c.refold_at, excluded.refold_at);
end $$;
comment on function private.keep_casts(text[], bigint[], bigint[], integer[], integer[], integer[], integer[], timestamptz[], timestamptz[]) is 'received, duplicates and events are added to what is stored; likes, recasts, replies and fired_at take its place.';

create function private.keep_states(cast_hash text[], state json[], checkpoint json[], earlier_checkpoint json[], is_on boolean)
returns void language plpgsql set search_path = ''
as $$
#variable_conflict use_column
begin
  insert into private.engagement_states as s (cast_hash, state, checkpoint, earlier_checkpoint)
  select * from unnest($1, $2, $3, $4)
  on conflict on constraint engagement_states_pkey do update set state = excluded.state, refolding = null, refolding_until = null,
    checkpoint = case when is_on then coalesce(excluded.checkpoint, s.checkpoint) else excluded.checkpoint end,
    earlier_checkpoint = case when is_on and excluded.checkpoint is null then s.earlier_checkpoint
      when is_on then coalesce(excluded.earlier_checkpoint, s.checkpoint) else excluded.earlier_checkpoint end;
end $$;
comment on function private.keep_states(text[], json[], json[], json[], boolean) is 'is_on says that the folds went on from what is stored: then checkpoints are those that they made, and where they made none the stored ones stay.';

create function private.keep_metrics(performance_id uuid[], likes bigint[], recasts bigint[], replies bigint[], points double precision[],
  line double precision[], people integer[], needed integer[], target integer[], size real[], low real[], high real[], rising double precision[],
  followers bigint[], closes_at timestamptz[], fired_at timestamptz[], last_event_at timestamptz[])
returns void language plpgsql set search_path = ''
as $$
#variable_conflict use_column
begin
  insert into public.performance_metrics as m
    (performance_id, likes_count, shares_count, replies_count, viral_score, viral_threshold, people, people_needed, target_size,
      predicted_size, predicted_low, predicted_high, rising_score, creator_followers, closes_at, fired_at, last_event_at, version)
  select *, 1 from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) as said (performance_id)
  order by performance_id
  on conflict on constraint performance_metrics_pkey do update set
    likes_count = excluded.likes_count, shares_count = excluded.shares_count, replies_count = excluded.replies_count,
    viral_score = excluded.viral_score, viral_threshold = excluded.viral_threshold,
    people = excluded.people, people_needed = excluded.people_needed, target_size = excluded.target_size,
    predicted_size = excluded.predicted_size, predicted_low = excluded.predicted_low, predicted_high = excluded.predicted_high,
    rising_score = excluded.rising_score, creator_followers = coalesce(excluded.creator_followers, m.creator_followers),
    closes_at = excluded.closes_at, fired_at = excluded.fired_at, last_event_at = excluded.last_event_at,
    version = m.version + 1, updated_at = now();
end $$;
comment on function private.keep_metrics(uuid[], bigint[], bigint[], bigint[], double precision[], double precision[], integer[], integer[], integer[], real[], real[], real[], double precision[], bigint[], timestamptz[], timestamptz[], timestamptz[]) is 'Sets counts and scores: one version of each performance, one tick on screens. In the order of the performances, as by all who write several.';

create function private.keep_climb(performance_id uuid[], at timestamptz[], score double precision[])
returns void language plpgsql set search_path = ''
as $$
#variable_conflict use_column
begin
  insert into public.performance_scores (performance_id, at, score)
  select * from unnest($1, $2, $3)
  on conflict on constraint performance_scores_pkey do update set score = excluded.score;
end $$;
comment on function private.keep_climb(uuid[], timestamptz[], double precision[]) is 'Adds to climbs; a minute that is there already takes the later score.';

grant execute on function private.known_people(bigint[]), private.done_before(text[], bigint[]), private.casts_to_fold(text[], boolean),
  private.append_events(text[], smallint[], bigint[], text[], text[], double precision[], bigint[], double precision[], integer[], text[], double precision[]),
  private.keep_people(bigint[], text[], text[], text[], real[], double precision[]),
  private.keep_casts(text[], bigint[], bigint[], integer[], integer[], integer[], integer[], timestamptz[], timestamptz[]),
  private.keep_states(text[], json[], json[], json[], boolean),
  private.keep_metrics(uuid[], bigint[], bigint[], bigint[], double precision[], double precision[], integer[], integer[], integer[], real[], real[], real[], double precision[], bigint[], timestamptz[], timestamptz[], timestamptz[]),
  private.keep_climb(uuid[], timestamptz[], double precision[])
  to gigavibe_functions;
