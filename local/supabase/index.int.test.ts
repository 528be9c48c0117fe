import { createServer } from 'node:net';
import { join } from 'node:path';
import { createClient } from '@supabase/supabase-js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { urlOf } from '../config.ts';
import { type SupabaseOptions, startSupabase } from './index.ts';
import { startPostgres } from './postgres.ts';
import { processesWith } from './process-info.ts';
import { requireFreePort } from './require-free-port.ts';
import { type TestWorld, testWorld } from './testing/world.ts';

let world: TestWorld;
let options: SupabaseOptions;
beforeEach(() => {
  world = testWorld(26170);
  options = {
    migrationsFolder: world.files('migrations', {
      '1_notes.sql': `create table notes (id bigint generated always as identity primary key, body text not null);
        alter table notes enable row level security;
        create policy "All read" on notes for select using (true);
        revoke insert, update, delete on notes from anon, authenticated;`,
    }),
    functions: {
      folder: world.files('functions', {
        'write/index.ts': `Deno.serve(async req => {
          const headers = { apikey: Deno.env.get('SECRET_KEY'), 'content-type': 'application/json', prefer: 'return=representation' };
          const body = JSON.stringify({ body: await req.text() });
          const response = await fetch(Deno.env.get('SUPABASE_URL') + '/rest/v1/notes', { method: 'POST', headers, body });
          return Response.json(await response.json(), { status: response.status });
        });`,
      }),
      configFile: join(
        world.files('.', { 'config.toml': '[api]\nmax_rows = 2\n[functions.write]\nverify_jwt = false\n' }),
        'config.toml',
      ),
    },
  };
});
afterEach(() => world.close());

test('The whole project answers: a function writes, REST reads within its limit; stopping leaves nothing', async () => {
  const lines: string[] = [];
  const supabase = world.keep(
    await startSupabase(world.config, { SECRET_KEY: world.keys.secretKey }, line => lines.push(line), options),
  );
  expect(lines.at(-1)).toMatch(/^Supabase answers at http:\/\/127\.0\.0\.1:26170 \(\d+ ms\)$/);
  const client = createClient(urlOf(world.config, 'gateway'), world.keys.publishableKey);
  const { data } = await client.functions.invoke('write', { body: 'one' });
  expect(data).toEqual([{ id: 1, body: 'one' }]);
  await client.functions.invoke('write', { body: 'two' });
  await client.functions.invoke('write', { body: 'three' });
  expect((await client.from('notes').select('body').order('id')).data).toEqual([{ body: 'one' }, { body: 'two' }]);
  expect(supabase.functions.callStats().write?.calls).toBe(3);
  await client.realtime.disconnect();

  await supabase.stop();
  expect(processesWith(world.config.dataDir)).toEqual([]);
  for (const port of Object.values(world.config.ports)) await requireFreePort(world.config, port, 'nobody');
});

test('Postgres may be started before, and is stopped with the rest; a second start finds the data', async () => {
  const postgres = startPostgres(world.config);
  const first = world.keep(await startSupabase(world.config, {}, () => {}, { ...options, postgres }));
  expect(first.fresh).toBe(true);
  await first.stop();
  const second = world.keep(await startSupabase(world.config, {}, () => {}, options));
  expect(second.fresh).toBe(false);
});

test('When a part cannot start, those that did are stopped and the reason is given', async () => {
  const other = createServer();
  await new Promise<void>(resolve => other.listen(world.config.ports.gateway, '127.0.0.1', resolve));
  await expect(startSupabase(world.config, {}, () => {}, options)).rejects.toThrow(
    'Port 26170, which the Supabase gateway needs, is taken',
  );
  expect(processesWith(world.config.dataDir)).toEqual([]);
  await new Promise(resolve => other.close(resolve));

  world.files('migrations', { '2_broken.sql': 'select nonsense();' });
  await expect(startSupabase(world.config, {}, () => {}, options)).rejects.toThrow('2_broken.sql, line 1');
  expect(processesWith(world.config.dataDir)).toEqual([]);
});
