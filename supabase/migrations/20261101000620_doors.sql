-- How often somebody may come. Lost with a crash, and no harm done: hence unlogged.
create unlogged table private.door_uses (
  bucket text primary key,
  window_at timestamptz not null,
  uses integer not null,
  before integer not null
);
comment on table private.door_uses is 'Uses of a door by a person or a network: in the window that began at window_at, and in the one before it.';
create index door_uses_old on private.door_uses (window_at);

create table private.day_salts (
  day date primary key,
  salt uuid not null default gen_random_uuid()
);
comment on table private.day_salts is 'What visitors are hashed with. A salt is forgotten two days later, and with it who its hashes were.';

alter table private.door_uses enable row level security;
alter table private.day_salts enable row level security;

create function private.day_hash(who text, at timestamptz default now()) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  today constant date := (at at time zone 'utc')::date;
  secret uuid := (select salt from private.day_salts where day = today);
begin
  if secret is null then
    insert into private.day_salts (day) values (today) on conflict (day) do update set day = excluded.day returning salt into secret;
  end if;
  return encode(sha256(uuid_send(secret) || convert_to(who, 'utf8')), 'hex');
end $$;
comment on function private.day_hash(text, timestamptz) is
  'A visitor''s name for one day (UTC); nobody can tell whose it was once the salt is gone. Security definer because salts are nobody''s to read.';

create function private.use_door(
  door text, who text, most integer, seconds integer, at timestamptz default clock_timestamp(), weight integer default 1) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  length constant interval := make_interval(secs => seconds);
  start constant timestamptz := date_bin(length, at, 'epoch');
  gone constant double precision := extract(epoch from at - start) / seconds;
  key constant text := door || ':' || private.day_hash(who, at);
  seen private.door_uses;
begin
  -- The row stays locked until the end of the transaction: two at once are not both the last one.
  insert into private.door_uses as d (bucket, window_at, uses, before) values (key, start, 0, 0)
  on conflict (bucket) do update set
    before = case when d.window_at >= start then d.before when d.window_at = start - length then d.uses else 0 end,
    uses = case when d.window_at >= start then d.uses else 0 end,
    window_at = greatest(d.window_at, start)
  returning d.* into seen;
  if seen.uses + weight > most then return ceil((1 - gone) * seconds); end if;
  if seen.before * (1 - gone) + seen.uses + weight > most then
    return greatest(1, ceil((1 - (most - weight - seen.uses)::double precision / seen.before - gone) * seconds));
  end if;
  update private.door_uses set uses = uses + weight where bucket = key;
  return 0;
end $$;
comment on function private.use_door(text, text, integer, integer, timestamptz, integer) is
  'One use of a door, or as many as it weighs: 0 when it is allowed, else the seconds to wait. A sliding window from two counts: what is left of the window before weighs by the part of it that still lies within. A refusal is no use. Security definer because functions may not change counts.';
grant execute on function private.use_door(text, text, integer, integer, timestamptz, integer) to gigavibe_functions;

select cron.schedule('forget-visitors', '41 * * * *', $$
  delete from private.door_uses where window_at < now() - case when starts_with(bucket, 'upload:') then interval '1 day' else interval '2 hours' end;
  delete from private.day_salts where day < (now() at time zone 'utc')::date - 1$$);
