begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
-- Until the rollback, so that everyone below can speak of what they find.
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(21);

-- A job wakes its function through the vault's secrets.
do $$ begin
  if not exists (select from vault.secrets where name = 'project_url') then perform vault.create_secret('http://project.test', 'project_url'); end if;
  if not exists (select from vault.secrets where name = 'cron_secret') then perform vault.create_secret('a secret of cron', 'cron_secret'); end if;
end $$;
delete from public.jobs;
insert into public.jobs (key, kind) values ('launch:1', 'launch');

set local role anon;
select throws_ok('select * from public.jobs', '42501', null, 'Strangers see no jobs');
select throws_ok($$insert into public.jobs (key, kind) values ('launch:2', 'launch')$$, '42501', null, 'Strangers order no work');
select throws_ok('select * from public.dead_jobs', '42501', null, 'Strangers see no dead letters');
select throws_ok($$select private.call_function('launch-coins')$$, '42501', null, 'Strangers wake no function');
select throws_ok('select * from vault.decrypted_secrets', '42501', null, 'Strangers see no secrets');
select throws_ok('select * from cron.job', '42501', null, 'Strangers see no schedule');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select throws_ok('select * from public.jobs', '42501', null, 'Signed-in people see no jobs');
select throws_ok('select * from public.dead_jobs', '42501', null, 'Signed-in people see no dead letters');
select throws_ok('update public.jobs set run_at = now()', '42501', null, 'Signed-in people hurry no job');
select throws_ok($$select private.call_function('sync-coins')$$, '42501', null, 'Signed-in people wake no function');
select throws_ok('select * from vault.decrypted_secrets', '42501', null, 'Signed-in people see no secrets');

set local role gigavibe_functions;
set local request.jwt.claims = '';
select throws_ok($$insert into public.jobs (key, kind) values ('launch:1', 'launch')$$, '23505', null, 'A job has an identity');
select throws_ok($$insert into public.jobs (key, kind) values ('x', 'something')$$, '23514', null, 'There are no other jobs than those known');
select throws_ok('select * from vault.decrypted_secrets', '42501', null, 'Functions get their secrets from the environment alone');
select throws_ok('select * from cron.job', '42501', null, 'Functions change no schedule');
select lives_ok($$insert into public.jobs (key, kind) values ('launch:2', 'launch')$$, 'Functions order work');
select lives_ok($$insert into public.jobs (key, kind, run_at) values ('poll', 'poll', now())$$, 'Functions order polling');
reset role;

select isnt_empty($$select from net.http_request_queue where url like '%/functions/v1/launch-coins' and headers ->> 'authorization' like 'Bearer %'$$, 'A new launch wakes launch-coins with cron''s secret');
select isnt_empty($$select from net.http_request_queue where url like '%/functions/v1/work-jobs'$$, 'Any other job that is due wakes work-jobs');
select results_eq($$select jobname::text from cron.job where jobname in ('launch-coins', 'sync-coins', 'work-jobs') order by jobname$$, array['launch-coins', 'sync-coins', 'work-jobs'], 'Launches, the market and jobs are looked after without being called');
select is_empty($$select tablename::text from pg_tables where schemaname in ('public', 'private') and not rowsecurity$$, 'Every table is closed by default');

select * from finish();
rollback;
