import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { close } from '../bind.ts';
import { urlOf } from '../config.ts';
import { startFunctions } from './functions/start-functions.ts';
import { startGateway } from './gateway.ts';
import { startScheduler } from './scheduler.ts';
import { setVaultSecrets } from './secrets.ts';
import { type TestWorld, testWorld } from './testing/world.ts';
import { makeTokens } from './tokens.ts';
import { withDatabase } from './with-database.ts';

let world: TestWorld;
let url: string;
const errors: string[] = [];
const query = async (sql: string) => (await withDatabase(url, client => client.query(sql))).rows;

beforeAll(async () => {
  world = testWorld(26150);
  const { config, keys } = world;
  url = (
    await world.database(`
      create extension pg_cron with schema pg_catalog;
      create extension pg_net with schema extensions;
      create table runs (id bigint generated always as identity, at timestamptz default clock_timestamp(), ended timestamptz);
      create role worker; grant insert on runs to worker;
    `)
  ).url;
  await setVaultSecrets(url, { project_url: urlOf(config, 'gateway'), cron_secret: keys.cronSecret });
  const folder = world.files('functions', {
    'sync/index.ts': `Deno.serve(async req => req.headers.get('authorization') === 'Bearer ' + Deno.env.get('CRON_SECRET')
      ? Response.json({ got: await req.json(), query: new URL(req.url).search }) : new Response('no', { status: 401 }));`,
  });
  const configFile = join(world.files('.', { 'config.toml': '[functions.sync]\nverify_jwt = false\n' }), 'config.toml');
  const functions = world.keep(await startFunctions(config, { CRON_SECRET: keys.cronSecret }, { folder, configFile }));
  world.keep(await startGateway(config, keys, makeTokens(config, keys), { functions }));
  world.keep(await startScheduler(url, line => errors.push(line)));
});
afterAll(() => world.close());

test('A job wakes a function with its secret, and the response is written down', async () => {
  await query(`select cron.schedule('sync', '1 second', $$
    select net.http_post(
      url := (select decrypted_secret from vault.decrypted_secrets where name = 'project_url') || '/functions/v1/sync',
      params := '{"a b": "c&d"}',
      headers := jsonb_build_object('Content-Type', 'application/json', 'Authorization',
        'Bearer ' || (select decrypted_secret from vault.decrypted_secrets where name = 'cron_secret')),
      body := '{"wake": true}'
    ) $$)`);
  await expect
    .poll(() => query('select status_code, content::jsonb as content from net._http_response order by id limit 1'), {
      timeout: 30_000,
    })
    .toEqual([{ status_code: 200, content: { got: { wake: true }, query: '?a%20b=c%26d' } }]);
  await query("select cron.unschedule('sync')");
  expect(await query("select distinct status from cron.job_run_details where command like '%http_post%'")).toEqual([
    { status: 'succeeded' },
  ]);
});

test('A request leaves only after the commit, within its time, and a failure is written down', async () => {
  const silent = createServer(() => {}).listen(world.config.ports.web, '127.0.0.1');
  await query(`begin; select net.http_get('${urlOf(world.config, 'web')}/rolled-back'); rollback`);
  const [slow] = await query(`select net.http_get('${urlOf(world.config, 'web')}/slow', timeout_milliseconds := 100) as id`);
  const [refused] = await query(`select net.http_get('http://127.0.0.1:1/') as id`);
  await expect
    .poll(
      () =>
        query(`select id, timed_out, status_code from net._http_response where id in (${slow.id}, ${refused.id}) order by id`),
      { timeout: 30_000 },
    )
    .toEqual([
      { id: slow.id, timed_out: true, status_code: null },
      { id: refused.id, timed_out: false, status_code: null },
    ]);
  await close(silent);
});

test('A job never overlaps itself, and runs as its owner', async () => {
  await query(`begin; set local session authorization default; select cron.schedule('long', '1 second', $$
    insert into runs default values; select pg_sleep(1.6); update runs set ended = clock_timestamp() where ended is null $$); commit`);
  await expect
    .poll(() => query('select count(*)::int as n from runs where ended is not null'), { timeout: 40_000 })
    .toEqual([{ n: 3 }]);
  await query("select cron.unschedule('long')");
  const overlaps = await query('select a.id from runs a join runs b on a.id < b.id and b.at < a.ended');
  expect(overlaps).toEqual([]);
});

test('A job that fails says so, in the database and to the one who looks on', async () => {
  await query("select cron.schedule('broken', '1 second', 'select 1/0')");
  await expect
    .poll(() => query("select distinct status, return_message from cron.job_run_details where command = 'select 1/0'"), {
      timeout: 30_000,
    })
    .toEqual([{ status: 'failed', return_message: 'ERROR: division by zero' }]);
  await query("select cron.unschedule('broken')");
  expect(errors).toContain('cron job broken: ERROR: division by zero');
});

test('A job runs with the rights of its owner only', async () => {
  await query("select cron.schedule('lesser', '1 second', 'delete from runs')");
  await query("update cron.job set username = 'worker' where jobname = 'lesser'");
  await expect
    .poll(
      () =>
        query(
          "select distinct return_message from cron.job_run_details where command = 'delete from runs' and status = 'failed'",
        ),
      {
        timeout: 30_000,
      },
    )
    .toEqual([{ return_message: 'ERROR: permission denied for table runs' }]);
  await query("delete from cron.job where jobname = 'lesser'");
});
