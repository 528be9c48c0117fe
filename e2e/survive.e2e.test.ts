import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseUrl, localConfig, urlOf } from '../local/config.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { CACHE, STORY_PORT } from './start-world.ts';

const ROOT = join(import.meta.dirname, '..');
let dataDir = '';
const started: ChildProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-survive-'));
  // What other stories have built already is as good here: building is not what dies.
  if (existsSync(CACHE)) await cp(CACHE, join(dataDir, 'cache'), { recursive: true });
});
afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  for (const pid of leftOver()) process.kill(pid, 'SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** `npm start` as its own process; `said` resolves with all that it printed once it printed `words`, or ended. */
function start(words: RegExp) {
  const args = ['local/main.ts', '--first-port', String(STORY_PORT), '--data', dataDir];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let text = '';
  const said = new Promise<string>(done => {
    const hear = (chunk: Buffer) => {
      text += chunk;
      if (words.test(text)) done(text);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => done(text));
  });
  return { child, said };
}

/** Ids of processes that name this world's folder in their command line. */
const leftOver = () => spawnSync('pgrep', ['-f', dataDir], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean).map(Number);

const config = () => localConfig({ firstPort: STORY_PORT, dataDir });
const read = (sql: string) =>
  withDatabase(databaseUrl(config()), async db => (await db.query<{ key: string }>(sql)).rows.map(row => row.key));
const EVENTS =
  'select row(cast_hash, fid, reaction_type, subject, event_type, event_at)::text as key from public.engagement_events order by received_at';

it('survives kill -9 without losing a row or leaving a process, refuses a second start, and stops cleanly', async () => {
  const first = start(/ready after/);
  expect(await first.said).toContain(`Open ${urlOf(config(), 'client')}`);
  expect((await fetch(urlOf(config(), 'client'))).status).toBe(200);
  const before = await read(EVENTS);
  expect(before.length).toBeGreaterThan(100);

  const second = start(/already runs/);
  expect(await second.said).toContain('already runs here');

  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const again = start(/ready after/);
  expect(await again.said).toContain('is ready after');
  const after = new Set(await read(EVENTS));
  expect(before.filter(key => !after.has(key))).toEqual([]);

  again.child.kill('SIGINT');
  const [code] = await once(again.child, 'exit');
  expect(code).toBe(0);
  expect(leftOver()).toEqual([]);
});

it('says which port is taken and by which part it is needed, and leaves nothing running', async () => {
  const squatter = createServer();
  await new Promise<void>(done => squatter.listen(STORY_PORT + 5, '127.0.0.1', done));
  const { child, said } = start(/Port \d+/);
  expect(await said).toMatch(new RegExp(`Port ${STORY_PORT + 5}.*Neynar`));
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(1);
  expect(leftOver()).toEqual([]);
  squatter.close();
});
