-- What screens are told. Each topic is told of a thing at most once a second: at once when it was quiet, else the latest state when the second is over.
create table private.broadcasts (
  topic text not null,
  event text not null,
  payload jsonb,
  sent_at timestamptz not null,
  primary key (topic, event)
);
comment on table private.broadcasts is 'When a topic was last told of something, and what waits to be told. A newer state replaces one that waits.';
create index broadcasts_waiting on private.broadcasts (sent_at) where payload is not null;
alter table private.broadcasts enable row level security;

-- The topic's row stays locked until the writer commits, so what is told of one topic is told in the order in which it became true.
create function private.tell(topic text, event text, payload jsonb) returns void
language plpgsql set search_path = ''
as $$
declare
  at timestamptz := clock_timestamp();
  waits boolean;
begin
  insert into private.broadcasts as b (topic, event, payload, sent_at) values ($1, $2, null, at)
  on conflict on constraint broadcasts_pkey do update set
    payload = case when b.sent_at > at - interval '1 second' then $3 end,
    sent_at = case when b.sent_at > at - interval '1 second' then b.sent_at else at end
  returning b.payload is not null into waits;
  if not waits then
    perform realtime.send($3, $2, $1, true);
  end if;
end $$;
comment on function private.tell(text, text, jsonb) is 'Tells a private topic the present state of something, at most once a second. The payload is the whole state, with a version: what is left out was replaced by something newer.';

create function private.tell_waiting() returns integer
language plpgsql set search_path = ''
as $$
declare
  told record;
  count integer := 0;
begin
  for told in
    with due as (
      select b.topic, b.event, b.payload from private.broadcasts b
      where b.payload is not null and b.sent_at <= clock_timestamp() - interval '1 second'
      order by b.sent_at limit 500 for update skip locked)
    update private.broadcasts b set payload = null, sent_at = clock_timestamp()
    from due where (b.topic, b.event) = (due.topic, due.event)
    returning due.topic, due.event, due.payload
  loop
    perform realtime.send(told.payload, told.event, told.topic, true);
    count := count + 1;
  end loop;
  return count;
end $$;
comment on function private.tell_waiting() is 'Tells what had to wait for its second. Returns how many topics were told; 500 at most, the longest waiting first.';

select cron.schedule('tell-waiting', '1 second', 'select private.tell_waiting()');
-- Topics that have been quiet for a day, and the diary of jobs that run every second, would grow for ever.
select cron.schedule('forget-told', '23 4 * * *', $$delete from private.broadcasts where payload is null and sent_at < now() - interval '1 day'$$);
select cron.schedule('forget-runs', '*/30 * * * *', $$delete from cron.job_run_details where end_time < now() - interval '6 hours'$$);

-- Private channels: row policies on realtime.messages say who may listen to a topic; the domains add theirs. No policy lets anybody
-- send, so that nobody can forge a price. Who is in a take's room may be seen by all and said by those who are signed in.
create policy "Everyone sees who is in a room" on realtime.messages for select to anon, authenticated
  using (extension in ('broadcast', 'presence') and (select realtime.topic()) like 'room:%');
create policy "People say that they are in a room" on realtime.messages for insert to authenticated
  with check (extension = 'presence' and (select realtime.topic()) like 'room:%');
