create schema cron;
grant usage on schema cron to postgres;

create sequence cron.jobid_seq;
create sequence cron.runid_seq;

create table cron.job (
  jobid bigint primary key default nextval('cron.jobid_seq'),
  schedule text not null,
  command text not null,
  nodename text not null default 'localhost',
  nodeport integer not null default inet_server_port(),
  database text not null default current_database(),
  username text not null default current_user,
  active boolean not null default true,
  jobname text,
  constraint jobname_username_uniq unique (jobname, username)
);

create table cron.job_run_details (
  jobid bigint,
  runid bigint primary key default nextval('cron.runid_seq'),
  job_pid integer,
  database text,
  username text,
  command text,
  status text,
  return_message text,
  start_time timestamptz,
  end_time timestamptz
);

-- A minute's five fields (numbers, names, lists, ranges, steps, $ for the last day of a month) or '<1-59> seconds'.
create function cron._check_schedule(schedule text) returns void
language plpgsql
as $$
begin
  if schedule ~* '^\s*([1-9]|[1-5][0-9])\s+seconds?\s*$' then
    return;
  end if;
  if array_length(regexp_split_to_array(trim(schedule), '\s+'), 1) = 5 and schedule ~ '^[0-9A-Za-z*/,$ \t-]+$' then
    return;
  end if;
  raise exception 'invalid schedule: %', schedule using hint = 'Use cron format (e.g. 5 4 * * *), or interval format ''[1-59] seconds''';
end
$$;

create function cron.schedule(job_name text, schedule text, command text) returns bigint
language plpgsql
as $$
declare
  id bigint;
begin
  perform cron._check_schedule(schedule);
  insert into cron.job as j (jobname, schedule, command) values ($1, $2, $3)
  on conflict on constraint jobname_username_uniq do update set schedule = excluded.schedule, command = excluded.command
  returning j.jobid into id;
  return id;
end
$$;

create function cron.schedule(schedule text, command text) returns bigint
language sql
as $$ select cron.schedule(null, $1, $2) $$;

create function cron.schedule_in_database(
  job_name text, schedule text, command text, database text, username text default null, active boolean default true
) returns bigint
language plpgsql
as $$
declare
  id bigint := cron.schedule($1, $2, $3);
begin
  update cron.job as j set database = $4, username = coalesce($5, j.username), active = $6 where j.jobid = id;
  return id;
end
$$;

create function cron.alter_job(
  job_id bigint, schedule text default null, command text default null, database text default null,
  username text default null, active boolean default null
) returns void
language plpgsql
as $$
begin
  if $2 is not null then
    perform cron._check_schedule($2);
  end if;
  update cron.job as j
  set schedule = coalesce($2, j.schedule), command = coalesce($3, j.command), database = coalesce($4, j.database),
    username = coalesce($5, j.username), active = coalesce($6, j.active)
  where j.jobid = $1;
  if not found then
    raise exception 'Job % does not exist or you don''t own it', $1;
  end if;
end
$$;

create function cron.unschedule(job_id bigint) returns boolean
language plpgsql
as $$
begin
  delete from cron.job where jobid = $1;
  if not found then
    raise exception 'could not find valid entry for job ''%''', $1;
  end if;
  return true;
end
$$;

create function cron.unschedule(job_name text) returns boolean
language plpgsql
as $$
begin
  delete from cron.job where jobname = $1 and username = current_user;
  if not found then
    raise exception 'could not find valid entry for job ''%''', $1;
  end if;
  return true;
end
$$;

revoke all on all tables in schema cron from public;
revoke all on all functions in schema cron from public;
