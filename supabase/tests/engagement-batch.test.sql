begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
select plan(4);

create function extensions.read_batch() returns void language plpgsql as $$
declare
  casts text[] := array(select '0x' || lpad(to_hex(n), 40, '0') from generate_series(1, 20) n);
  people bigint[] := array(select generate_series(1, 20));
begin
  perform private.known_people(people);
  perform private.done_before(casts, people);
  perform private.casts_to_fold(casts, true);
end $$;
create function extensions.passed() returns table (name text, scans bigint, looked_at bigint) language sql as $$
  select relname::text, seq_scan, coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables
  where relname in ('farcaster_people', 'circle_people', 'engagement_events', 'engagement_weights', 'engagement_casts', 'engagement_states')
$$;
create procedure extensions.make_rows(first integer, last integer) language sql as $$
  insert into public.farcaster_people (fid, seen_at) select n, now() from generate_series(first, last) n;
  insert into private.circle_people (fid, takes, circle, last_take) select n, '{1}', 1, 1 from generate_series(first, last) n;
  insert into private.engagement_casts (cast_hash) select '0x' || lpad(to_hex(n), 40, '0') from generate_series(first, last) n;
  insert into private.engagement_states (cast_hash, state) select '0x' || lpad(to_hex(n), 40, '0'), '{}' from generate_series(first, last) n;
  insert into public.engagement_events (event_type, reaction_type, fid, cast_hash, event_at)
    select 'reaction.created', 1, n, '0x' || lpad(to_hex(n), 40, '0'), now() from generate_series(first, last) n;
  insert into private.engagement_weights (cast_hash, fid, weight) select '0x' || lpad(to_hex(n), 40, '0'), n, 1 from generate_series(first, last) n;
$$;

-- Until the rollback, so that everyone below can speak of what they find.
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;

-- While there is one row of each, which is best found by passing over all, and so often that the plans made then are kept.
call make_rows(1, 1);
analyze;
set local role gigavibe_functions;
select lives_ok('select read_batch() from generate_series(1, 8)', 'Functions read what a batch needs');
reset role;
call make_rows(2, 1000);
create temporary table before on commit drop as select * from passed();

set local role gigavibe_functions;
select results_eq($$select given::text from private.done_before(array['0x' || lpad('1', 40, '0'), '0x' || lpad('2', 40, '0'), '0x' || lpad('2', 40, '0')], '{1,2,3}')$$, array['1', '1'], 'Of those who are asked for it is told who did something');
select read_batch();
reset role;
select is_empty(
  $$select name from passed() join before using (name) where passed.scans > before.scans$$,
  'No table is passed over, though plans are older than its rows');
select is_empty(
  $$select name, passed.looked_at - before.looked_at from passed() join before using (name) where passed.looked_at - before.looked_at > 23$$,
  'Nor any index: only what is asked for is looked at');

select * from finish();
rollback;
