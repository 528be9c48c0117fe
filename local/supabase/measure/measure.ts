import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from '@supabase/supabase-js';
import { readOptions } from '../../cli/read-options.ts';
import { urlOf } from '../../config.ts';
import { startSupabase } from '../index.ts';
import { testWorld } from '../testing/world.ts';
import { withDatabase } from '../with-database.ts';

readOptions(
  `npm run bench:supabase
  Start, throughput and latency of this local Supabase on this machine, in a world of its own: of the stand-in, not of the host.`,
  {},
);
const CLIENTS = 200;
const ROUNDS = 20;
const LOAD = fileURLToPath(new URL('./load.ts', import.meta.url));
const run = promisify(execFile);
const world = testWorld(26900);
const { config, keys } = world;
const options = {
  migrationsFolder: world.files('migrations', {
    '1_notes.sql': `create table notes (id bigint primary key, sent double precision);
      alter table notes enable row level security;
      create policy "All read" on notes for select using (true);
      alter publication supabase_realtime add table notes;
      insert into notes select generate_series(1, 1000);`,
  }),
  functions: {
    folder: world.files('functions', {
      'small/index.ts': 'Deno.serve(async req => Response.json({ size: (await req.text()).length }));',
    }),
    configFile: join(world.files('.', { 'config.toml': '[functions.small]\nverify_jwt = false\n' }), 'config.toml'),
  },
};

const start = async (what: string) => {
  const began = performance.now();
  const supabase = await startSupabase(config, {}, () => {}, options);
  console.log(`${what} start: ${Math.round(performance.now() - began)} ms`);
  return supabase;
};
const load = async (what: string, path: string, connections: number) => {
  const args = [LOAD, config.ports.gateway, path, keys.publishableKey, connections, 5000].map(String);
  console.log(`${what}, ${connections} connections: ${(await run(process.execPath, args)).stdout.trim()}`);
};
const summary = (values: number[]) => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]?.toFixed(1);
  return `${values.length} of ${CLIENTS * ROUNDS} received, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms`;
};

await (await start('cold')).stop();
const supabase = await start('warm');
await load('function', '/functions/v1/small', 32);
await load('function', '/functions/v1/small', 1);
console.log(`CPU per call, ms: ${JSON.stringify(supabase.functions.callStats().small?.cpuMs)}`);
await load('REST, one row', '/rest/v1/notes?select=id&id=eq.7', 32);

const broadcasts: number[] = [];
const changes: number[] = [];
const clients = Array.from({ length: CLIENTS }, () => createClient(urlOf(config, 'gateway'), keys.publishableKey));
await Promise.all(
  clients.map(client => {
    const channel = client.channel('all');
    channel.on('broadcast', { event: 'tick' }, message => broadcasts.push(performance.now() - Number(message.payload.sent)));
    channel.on('postgres_changes', { event: 'UPDATE', schema: 'public', table: 'notes' }, change =>
      changes.push(performance.now() - Number(change.new.sent)),
    );
    return new Promise<void>(resolve => channel.subscribe(status => status === 'SUBSCRIBED' && resolve()));
  }),
);
await withDatabase(supabase.url, async database => {
  for (let round = 0; round < ROUNDS; round++) {
    await database.query("select realtime.send(jsonb_build_object('sent', $1::float8), 'tick', 'all', false)", [
      performance.now(),
    ]);
    await delay(200);
    await database.query('update notes set sent = $1 where id = 1', [performance.now()]);
    await delay(200);
  }
});
console.log(`broadcast from the database to ${CLIENTS} clients: ${summary(broadcasts)}`);
console.log(`postgres_changes to ${CLIENTS} clients: ${summary(changes)}`);
for (const client of clients) await client.realtime.disconnect();
await supabase.stop();
rmSync(config.dataDir, { recursive: true, force: true });
process.exit(0);
