import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startFunctions } from './functions/start-functions.ts';
import { readCpuMs } from './functions/usage.ts';
import { startPostgres } from './postgres.ts';
import { isAlive, parentOf, processesWith, signal, waitForExit } from './process-info.ts';
import { stopOrphanPostgres } from './stop-orphan-postgres.ts';
import { type TestWorld, testWorld } from './testing/world.ts';
import { withDatabase } from './with-database.ts';

const CHILD = fileURLToPath(new URL('./testing/start-and-wait.ts', import.meta.url));
let world: TestWorld;
let children: ChildProcess[];
beforeEach(() => {
  world = testWorld(26100);
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  const { dataDir } = world.config;
  await stopOrphanPostgres(join(dataDir, 'postgres'), join(dataDir, 'nobody'));
  await world.close();
});

/** Another process that starts this world's Postgres and functions; resolves once it has, or at once. */
async function startElsewhere(until: 'ready' | 'spawned' = 'ready'): Promise<ChildProcess> {
  const folder = world.files('functions', { 'busy/index.ts': 'Deno.serve(() => { while (true); });' });
  const configFile = join(world.files('.', { 'config.toml': '[functions.busy]\nverify_jwt = false\n' }), 'config.toml');
  const child = spawn(process.execPath, [CHILD, String(world.config.ports.gateway), world.config.dataDir, folder, configFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  if (until === 'ready') await once(child.stdout, 'data');
  return child;
}

const postmaster = () => Number(readFileSync(join(world.config.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
const firstLine = (file: string) => {
  const path = join(world.config.dataDir, file);
  return existsSync(path) ? Number(readFileSync(path, 'utf8').split('\n')[0]) : 0;
};

test('After kill -9 of the parent no process is left behind by the next start, and committed rows are there', async () => {
  const parent = await startElsewhere();
  const url = `postgres://postgres@127.0.0.1:${world.config.ports.postgres}/postgres`;
  await withDatabase(url, client => client.query('create table kept (id int); insert into kept select generate_series(1, 1000)'));
  // A function in an endless loop does not notice by itself that its parent is gone.
  const call = fetch(`http://127.0.0.1:${world.config.ports.functions}/busy`).catch(() => null);
  await expect.poll(() => readCpuMs(firstLine('functions.pids')), { timeout: 20_000 }).toBeGreaterThan(200);
  const orphans = [postmaster(), firstLine('functions.pids')];
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await call;
  expect(orphans.map(isAlive)).toEqual([true, true]);

  const postgres = world.keep(await startPostgres(world.config));
  world.keep(await startFunctions(world.config, {}));
  expect(await Promise.all(orphans.map(pid => waitForExit(pid, 10_000)))).toEqual([true, true]);
  expect(parentOf(postmaster())).toBe(process.pid);
  const rows = await withDatabase(postgres.url, client => client.query('select count(*)::int as n from kept'));
  expect(rows.rows[0]).toEqual({ n: 1000 });
});

test('When the parent ends without stopping, by an error or an impatient exit, Postgres ends too', async () => {
  const parent = await startElsewhere();
  const pid = postmaster();
  parent.kill('SIGUSR2');
  await once(parent, 'exit');
  expect(await waitForExit(pid, 10_000)).toBe(true);
});

test('A database whose making was cut short is made anew', async () => {
  const { dataDir } = world.config;
  const parent = await startElsewhere('spawned');
  await expect.poll(() => globSync('postgres*/PG_VERSION', { cwd: dataDir }), { interval: 1 }).toHaveLength(1);
  for (const pid of [Number(parent.pid), ...processesWith(dataDir)]) signal(pid, 'SIGKILL');
  await once(parent, 'exit');
  expect(world.keep(await startPostgres(world.config)).fresh).toBe(true);
});

test('A world that runs is not ended by a second one on the same folder', async () => {
  const parent = await startElsewhere();
  const pid = postmaster();
  await expect(startPostgres(world.config)).rejects.toThrow(`process ${parent.pid} runs from`);
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await once(parent, 'exit');
  await (await startPostgres(world.config)).stop();
});

test('What a killed world of another folder left on the port is ended, as a killed test run is; one that lives is not', async () => {
  const parent = await startElsewhere();
  const pid = postmaster();
  const other = testWorld(26100);
  try {
    await expect(startPostgres(other.config)).rejects.toThrow('Port 26101, which Postgres needs, is taken');
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    other.keep(await startPostgres(other.config));
    expect(isAlive(pid)).toBe(false);
  } finally {
    await other.close();
  }
});

test('A Postgres that names our port and does not hold it, as one in a container, is left alone', async () => {
  const folder = join(world.config.dataDir, 'elsewhere', 'postgres');
  world.files('elsewhere', { 'postgres.owner': '0' });
  const words = ['-D', folder, '-p', String(world.config.ports.postgres), '-c', 'listen_addresses=127.0.0.1'];
  const elsewhere = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)', '--', ...words]);
  children.push(elsewhere);
  await once(elsewhere.stdout, 'data');
  world.keep(await startPostgres(world.config));
  expect(isAlive(Number(elsewhere.pid))).toBe(true);
});

test('A taken port is named, with the part that needs it', async () => {
  const other = createServer().listen(world.config.ports.postgres, '127.0.0.1');
  await once(other, 'listening');
  await expect(startPostgres(world.config)).rejects.toThrow('Port 26101, which Postgres needs, is taken');
  other.close();
});

test('It says when it ended without having been told to, and not when it was', async () => {
  const said: string[] = [];
  const report = (line: string) => said.push(line);
  await (await startPostgres(world.config, report)).stop();
  await (await startPostgres(world.config, report)).crash();
  expect(said).toEqual([]);
  const killed = world.keep(await startPostgres(world.config, report));
  signal(postmaster(), 'SIGKILL');
  await expect
    .poll(() => said)
    .toEqual(['The database ended by itself (SIGKILL). Start again: it continues from what was committed last.']);
  await killed.stop();
});

test('It shuts down in order and starts again with its data, without initialising anew', async () => {
  const first = await startPostgres(world.config);
  expect(first.fresh).toBe(true);
  await withDatabase(first.url, client => client.query('create table kept (id int)'));
  await first.stop();
  const log = readFileSync(join(world.config.dataDir, 'logs', 'postgres.log'), 'utf8');
  expect(log).toContain('received fast shutdown request');
  expect(log).not.toContain('received immediate shutdown request');
  const second = world.keep(await startPostgres(world.config));
  expect(second.fresh).toBe(false);
  const { rows } = await withDatabase(second.url, client =>
    client.query(
      "select to_regclass('kept') is not null as kept, current_setting('wal_level') as wal, current_setting('fsync') as fsync",
    ),
  );
  expect(rows[0]).toEqual({ kept: true, wal: 'logical', fsync: 'on' });
});
