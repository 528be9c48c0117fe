-- Closed by default: nothing in public is granted to anyone unless a later line says so by name.
create extension if not exists pg_cron;
create extension if not exists pg_net;
create schema if not exists vault;
create extension if not exists supabase_vault with schema vault;

create schema private;
comment on schema private is 'Internals that the API must not see.';
revoke all on schema private from public;

alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke execute on functions from public, anon, authenticated, service_role;
alter default privileges in schema private revoke execute on functions from public;
-- The owner's global default still grants EXECUTE to public; only the global form of this statement takes it back.
alter default privileges revoke execute on functions from public;

-- Edge functions reach Postgres as this role: no ownership, no bypass of RLS, only what is granted by name.
-- It gets its password outside of migrations.
do $$
begin
  if not exists (select from pg_roles where rolname = 'gigavibe_functions') then
    create role gigavibe_functions login noinherit nocreatedb nocreaterole;
  end if;
end $$;
alter role gigavibe_functions set statement_timeout = '10s';
alter role gigavibe_functions set idle_in_transaction_session_timeout = '10s';
grant usage on schema public, private to gigavibe_functions;

create function public.server_time() returns table (at timestamptz)
language sql volatile set search_path = ''
as $$ select clock_timestamp() $$;
comment on function public.server_time() is 'The clock by which rows are dated and things are due. A device''s own may be off.';
grant execute on function public.server_time() to anon, authenticated;

create function private.refuse_write() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'What a view shows is written elsewhere.' using errcode = 'insufficient_privilege';
end $$;
comment on function private.refuse_write() is 'Stands in for the write that a view cannot take. Without it Postgres says so before it asks who may write, and the API calls that a fault of ours.';

create function private.call_function(name text) returns bigint
language sql security definer set search_path = ''
as $$
  select net.http_post(
    url := (select decrypted_secret from vault.decrypted_secrets where vault.decrypted_secrets.name = 'project_url') || '/functions/v1/' || call_function.name,
    headers := jsonb_build_object(
      'content-type', 'application/json',
      'authorization', 'Bearer ' || (select decrypted_secret from vault.decrypted_secrets where vault.decrypted_secrets.name = 'cron_secret')),
    body := '{}'::jsonb,
    timeout_milliseconds := 30000)
$$;
comment on function private.call_function(text) is 'Wakes one of our edge functions. Security definer because the secret is readable to the owner only.';
