import { createClient } from '@supabase/supabase-js';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { urlOf } from '../config.ts';
import { startGateway } from './gateway.ts';
import { startRest } from './rest.ts';
import { ANA, BEN, type TestWorld, testWorld } from './testing/world.ts';
import { makeTokens } from './tokens.ts';
import { withDatabase } from './with-database.ts';

const CARA = 'c0000000-0000-4000-8000-000000000003';
let world: TestWorld;
let base: string;
let url: string;

beforeAll(async () => {
  world = testWorld(26120);
  const { config, keys } = world;
  const postgres = await world.database(`
    create table notes (
      id bigint generated always as identity primary key, owner uuid not null, body text not null,
      wei numeric(78, 0) not null default 0, at timestamptz not null default '2026-01-02 03:04:05+00'
    );
    alter table notes enable row level security;
    create policy "People read their own notes" on notes for select to authenticated using (owner = (select auth.uid()));
    revoke all on notes from anon;
    revoke insert, update, delete on notes from authenticated;
    insert into notes (owner, body, wei) values ('${ANA}', 'of Ana', 123456789012345678901234567890), ('${BEN}', 'of Ben', 1);
    create table answers (id bigint generated always as identity primary key, note bigint not null unique constraint answers_note references notes (id));
    alter table answers enable row level security;
    create policy "Everyone reads answers" on answers for select to authenticated using (true);
    insert into notes (owner, body) values ('${CARA}', 'alone'), ('${CARA}', 'answered');
    insert into answers (note) select id from notes where body = 'answered';
    create table hidden (id int);
    alter table hidden enable row level security;
    revoke all on hidden from anon, authenticated, service_role;
    create function refuse(code text) returns void language plpgsql as $$ begin raise exception 'Too late.' using errcode = code, hint = 'Look again.'; end $$;
    create function whoami() returns jsonb language sql stable as $$ select auth.jwt() $$;
  `);
  url = postgres.url;
  const tokens = makeTokens(config, keys);
  const rest = world.keep(await startRest(url, keys, tokens));
  world.keep(await startGateway(config, keys, tokens, { rest }));
  base = urlOf(config, 'gateway');
});
afterAll(() => world.close());

const as = async (userId?: string) => {
  const token = userId === undefined ? null : await world.session(userId);
  return createClient(base, world.keys.publishableKey, token === null ? {} : { accessToken: async () => token });
};
const get = (path: string, headers: Record<string, string>) => fetch(`${base}${path}`, { headers });

test('People see their own rows with a session of the signing key, others and strangers none', async () => {
  expect((await (await as(ANA)).from('notes').select('body')).data).toEqual([{ body: 'of Ana' }]);
  expect((await (await as(BEN)).from('notes').select('body')).data).toEqual([{ body: 'of Ben' }]);
  expect((await (await as()).from('notes').select('body')).error?.code).toBe('42501');
});

test('REVOKEs stand after requests were served', async () => {
  await (await as(ANA)).from('notes').select('id');
  const { error } = await (await as(ANA)).from('notes').insert({ owner: ANA, body: 'forged' });
  expect(error?.code).toBe('42501');
  expect((await (await as(ANA)).from('hidden').select('id')).error?.code).toBe('42501');
  const { rows } = await withDatabase(url, client =>
    client.query(`select role, array_agg(p order by p) as rights
      from unnest(array['anon', 'authenticated', 'service_role']) as role, unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) as p
      where has_table_privilege(role, 'hidden', p) or (role <> 'service_role' and has_table_privilege(role, 'notes', p)) group by role`),
  );
  expect(rows).toEqual([{ role: 'authenticated', rights: ['SELECT'] }]);
});

test.each(['23514', 'P0001'])(
  'What a rule of the database refuses comes with its code %s, as a fault of the request',
  async code => {
    const { error, status } = await (await as(ANA)).rpc('refuse', { code });
    expect([status, error]).toMatchObject([400, { code, message: 'Too late.', hint: 'Look again.' }]);
  },
);

test('Values look as PostgREST writes them: large numbers exact as text, times with a T', async () => {
  const { data } = await (await as(ANA)).from('notes').select('wei::text,at').single();
  expect(data).toEqual({ wei: '123456789012345678901234567890', at: '2026-01-02T03:04:05+00:00' });
});

test('Rows can be asked for that no other points to', async () => {
  const notes = (await as(CARA)).from('notes').select('body, answers!answers_note(id)').order('id', { ascending: false });
  expect((await notes.is('answers', null).limit(1)).data).toMatchObject([{ body: 'alone' }]);
});

test('Claims of the session reach the database', async () => {
  const token = await world.session(ANA, { fid: 7 });
  const client = createClient(base, world.keys.publishableKey, { accessToken: async () => token });
  expect((await client.rpc('whoami')).data).toMatchObject({ sub: ANA, fid: 7, role: 'authenticated' });
});

test('Without a key, with a wrong key or with a session that does not hold, there is a 401', async () => {
  const { publishableKey, jwtSecret } = world.keys;
  expect((await get('/rest/v1/notes', {})).status).toBe(401);
  expect((await get('/rest/v1/notes', { apikey: 'sb_publishable_other' })).status).toBe(401);
  const forged = await new SignJWT({ role: 'service_role' })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(`${jwtSecret.slice(1)}0`));
  const refused = [
    await world.session(ANA, { iss: 'https://elsewhere.example' }),
    await world.session(ANA, { aud: 'other' }),
    await world.session(ANA, {}, '-1s'),
    await world.session(ANA, { role: 'postgres' }),
    forged,
    'not.a.token',
  ];
  for (const token of refused) {
    const response = await get('/rest/v1/notes', { apikey: publishableKey, authorization: `Bearer ${token}` });
    expect([response.status, await response.json()]).toMatchObject([401, { code: 'PGRST301' }]);
  }
});

test('A remembered session ends with its expiry', async () => {
  let now = Date.now();
  const tokens = makeTokens(world.config, world.keys, () => now);
  const token = await world.session(ANA, {}, '60s');
  expect(await tokens.claimsOf(token)).toMatchObject({ sub: ANA });
  now += 61_000;
  expect(await tokens.claimsOf(token)).toBeNull();
  expect(await tokens.internalToken(token)).toBeNull();
});

test('The public key is served without its secret part', async () => {
  const { keys } = (await (await get('/auth/v1/.well-known/jwks.json', {})).json()) as { keys: Record<string, string>[] };
  expect(keys).toEqual([expect.objectContaining({ kid: world.keys.signingKey.kid, alg: 'ES256' })]);
  expect(keys[0]).not.toHaveProperty('d');
});

test('Pages of any origin may call', async () => {
  const preflight = await fetch(`${base}/rest/v1/notes`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://app.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'apikey',
    },
  });
  expect(preflight.ok).toBe(true);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-headers')).toBe('apikey');
});
