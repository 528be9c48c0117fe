import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@supabase/supabase-js';
import { amount, readOptions, whole } from './cli/read-options.ts';
import { databaseUrl, localConfig, urlOf } from './config.ts';
import { memoryOf } from './soak/processes.ts';
import { judge, type Sample } from './soak/verdict.ts';
import { loadKeys } from './supabase/keys.ts';
import { withDatabase } from './supabase/with-database.ts';

const USAGE = `npm run soak -- [--minutes N] [--every SECONDS] [--speed N] [--people N] [--first-port N]
  A world of its own with its town and some viewers: memory of each process and connections to Postgres, each minute, and whether they stay flat:
  a line through the last two thirds that ends at most a fifth, 25 MB or 4 connections higher.`;

const { values } = readOptions(USAGE, {
  minutes: amount(30),
  every: amount(60),
  speed: amount(1),
  people: whole(120, 60, 5_000),
  'first-port': whole(27_300, 1024, 65_000),
});
const VIEWERS = 20;
/** MB a process, and connections, that no line is too steep for: what an allocator keeps, and a pool that is open for a moment. */
const [MEMORY_SLACK, CONNECTION_SLACK] = [25, 4];
const dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-soak-'));
const config = localConfig({ firstPort: values['first-port'], dataDir });

const args = [
  'local/main.ts',
  '--first-port',
  String(values['first-port']),
  '--data',
  dataDir,
  '--town-speed',
  String(values.speed),
  '--town-people',
  String(values.people),
];
const world = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
world.stdout.setEncoding('utf8');
await new Promise<void>((resolve, reject) => {
  let said = '';
  world.stdout.on('data', (chunk: string) => {
    said += chunk;
    if (said.includes('ready after')) resolve();
  });
  world.once('exit', () => reject(new Error(`The world did not start:\n${said}`)));
});

let ticks = 0;
const viewers = Array.from({ length: VIEWERS }, () => {
  const client = createClient(urlOf(config, 'gateway'), loadKeys(config).publishableKey);
  const hear = () => {
    ticks += 1;
  };
  client
    .channel('prices', { config: { private: true } })
    .on('broadcast', { event: '*' }, hear)
    .subscribe();
  return client;
});

const connections = () =>
  withDatabase(databaseUrl(config), async db => {
    const { rows } = await db.query<{ n: string }>(
      "select count(*) as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    return Number(rows[0]?.n);
  });
const counts = () =>
  withDatabase(databaseUrl(config), async db => {
    const { rows } = await db.query<
      Record<string, string>
    >(`select (select count(*) from public.engagement_events) as events, (select count(*) from public.performances) as takes,
      (select count(*) from public.coin_trades) as trades, (select count(*) from public.follows) as follows, (select count(*) from private.broadcasts) as topics`);
    return rows[0] ?? {};
  });

const memory: Sample[] = [];
const open: Sample[] = [];
const everyMs = values.every * 1000;
const until = performance.now() + values.minutes * 60_000;
console.log('minute  connections  MB');
for (let n = 0; performance.now() < until; n += 1) {
  await pause(everyMs);
  const [held, used] = [await connections(), memoryOf(world.pid ?? 0, dataDir)];
  memory.push(used);
  open.push({ connections: held });
  const parts = Object.entries(used).map(([name, mb]) => `${name} ${mb.toFixed(0)}`);
  console.log(`${(((n + 1) * everyMs) / 60_000).toFixed(1).padStart(6)}  ${String(held).padStart(11)}  ${parts.join(', ')}`);
}
console.log(`in the database: ${JSON.stringify(await counts())}; ${VIEWERS} viewers heard ${ticks} messages`);

const findings = [...judge(memory, MEMORY_SLACK), ...judge(open, CONNECTION_SLACK)];
for (const { name, before, after, flat } of findings)
  console.log(`${flat ? 'flat ' : 'GROWS'}  ${name}: ${before.toFixed(0)} → ${after.toFixed(0)}`);
for (const client of viewers) await client.realtime.disconnect();
world.kill('SIGINT');
await once(world, 'exit');
await rm(dataDir, { recursive: true, force: true });
process.exit(findings.every(({ flat }) => flat) ? 0 : 1);
