import { createClient, type RealtimeChannel, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { urlOf } from '../../config.ts';
import { startGateway } from '../gateway.ts';
import { ANA, BEN, later, type TestWorld, testWorld } from '../testing/world.ts';
import { makeTokens } from '../tokens.ts';
import { withDatabase } from '../with-database.ts';
import { type RealtimeOptions, startRealtime } from './start-realtime.ts';

const SCHEMA = `
  create table notes (
    id bigint primary key, owner uuid not null, body text, secret text, wei numeric(78, 0), tags text[], at timestamptz
  );
  alter table notes enable row level security;
  create policy "People read their own notes" on notes for select to authenticated using (owner = (select auth.uid()));
  revoke all on notes from anon, authenticated;
  grant select (id, owner, body, wei, tags, at) on notes to authenticated;
  alter publication supabase_realtime add table notes;
  create policy "People hear their own channel" on realtime.messages for select to authenticated
    using (realtime.topic() = 'user:' || (select auth.uid()));
  create policy "People speak in lobbies" on realtime.messages for insert to authenticated with check (realtime.topic() like 'lobby:%');
  create policy "People hear lobbies" on realtime.messages for select to authenticated using (realtime.topic() like 'lobby:%');
  create function announce() returns trigger language plpgsql as $$
  begin
    perform realtime.broadcast_changes('user:' || new.owner, tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
    return null;
  end $$;
  create trigger announce after update on notes for each row execute function announce();
`;

let world: TestWorld;
let url: string;
let clients: SupabaseClient[] = [];

beforeAll(async () => {
  world = testWorld(26140);
  url = (await world.database(SCHEMA)).url;
  const tokens = makeTokens(world.config, world.keys);
  const realtime = world.keep(await startRealtime(url, tokens));
  world.keep(await startGateway(world.config, world.keys, tokens, { realtime }));
});
afterEach(async () => {
  for (const client of clients) await client.removeAllChannels();
  for (const client of clients) await client.realtime.disconnect();
  clients = [];
});
afterAll(() => world.close());

const sql = (text: string) => withDatabase(url, client => client.query(text));

async function as(userId: string | null, vsn: '1.0.0' | '2.0.0' = '2.0.0'): Promise<SupabaseClient> {
  const token = userId === null ? null : await world.session(userId);
  const client = createClient(urlOf(world.config, 'gateway'), world.keys.publishableKey, {
    realtime: { vsn },
    ...(token !== null && { accessToken: async () => token }),
  });
  clients.push(client);
  if (token !== null) await client.realtime.setAuth();
  return client;
}

/** Resolves with the first status of a subscription that is final. */
function subscribe(channel: RealtimeChannel): Promise<{ status: string; error?: string }> {
  return new Promise(resolve => {
    channel.subscribe((status, error) => resolve({ status, ...(error && { error: error.message }) }));
  });
}

test.each(['1.0.0', '2.0.0'] as const)(
  'What the database sends reaches the one it is for, private and with its digits (%s)',
  async vsn => {
    const heard = later<unknown>();
    const channel = (await as(ANA, vsn)).channel(`user:${ANA}`, { config: { private: true } });
    channel.on('broadcast', { event: 'tick' }, message => heard.set(message.payload));
    expect(await subscribe(channel)).toEqual({ status: 'SUBSCRIBED' });
    await sql(`select realtime.send('{"id": "t1", "wei": "123456789012345678901"}', 'tick', 'user:${ANA}', true)`);
    expect(await heard.value).toEqual({ id: 't1', wei: '123456789012345678901' });
  },
);

test('A message of a transaction that is rolled back is never sent', async () => {
  const heard: string[] = [];
  const done = later<void>();
  const channel = (await as(null)).channel('news');
  channel.on('broadcast', { event: '*' }, message => {
    heard.push(String(message.payload.n));
    if (message.payload.n === 2) done.set();
  });
  await subscribe(channel);
  await sql(`begin; select realtime.send('{"n": 1}', 'x', 'news', false); rollback`);
  await sql(`select realtime.send('{"n": 2}', 'x', 'news', false)`);
  await done.value;
  expect(heard).toEqual(['2']);
});

test('A private channel refuses strangers and those without a session', async () => {
  for (const who of [BEN, null]) {
    const channel = (await as(who)).channel(`user:${ANA}`, { config: { private: true } });
    expect(await subscribe(channel)).toEqual({
      status: 'CHANNEL_ERROR',
      error: expect.stringContaining('You do not have permissions to read from this Channel topic'),
    });
  }
});

test('A public channel does not hear what is sent to the private one of the same name', async () => {
  const heard: string[] = [];
  const done = later<void>();
  const channel = (await as(BEN)).channel(`user:${ANA}`);
  channel.on('broadcast', { event: '*' }, message => {
    heard.push(message.event);
    if (message.event === 'last') done.set();
  });
  await subscribe(channel);
  await sql(`select realtime.send('{}', 'private', 'user:${ANA}', true), realtime.send('{}', 'last', 'user:${ANA}', false)`);
  await done.value;
  expect(heard).toEqual(['last']);
});

test('Who may only listen to a private channel cannot speak in it', async () => {
  const heard: string[] = [];
  const done = later<void>();
  const listener = (await as(ANA)).channel(`user:${ANA}`, { config: { private: true, broadcast: { self: true } } });
  listener.on('broadcast', { event: '*' }, message => {
    heard.push(message.event);
    if (message.event === 'last') done.set();
  });
  await subscribe(listener);
  await listener.send({ type: 'broadcast', event: 'forged', payload: {} });
  await expect(listener.httpSend('forged', {})).rejects.toThrow('permissions to write');
  await sql(`select realtime.send('{}', 'last', 'user:${ANA}', true)`);
  await done.value;
  expect(heard).toEqual(['last']);
});

test('A change of a row is seen by its owner alone, without columns that are not granted', async () => {
  await sql(`insert into notes values (1, '${ANA}', 'first', 'hidden', 5, '{a,b}', '2026-01-02 03:04:05+00')`);
  const [mine, theirs] = [later<unknown>(), [] as unknown[]];
  const strangerDone = later<void>();
  const own = (await as(ANA)).channel('changes');
  own.on('postgres_changes', { event: 'UPDATE', schema: 'public', table: 'notes', filter: 'id=eq.1' }, change =>
    mine.set(change),
  );
  const stranger = (await as(BEN)).channel('changes');
  stranger.on('postgres_changes', { event: '*', schema: 'public', table: 'notes' }, change => {
    theirs.push(change.new);
    if ((change.new as { id?: number }).id === 2) strangerDone.set();
  });
  expect([await subscribe(own), await subscribe(stranger)]).toEqual([{ status: 'SUBSCRIBED' }, { status: 'SUBSCRIBED' }]);
  await sql(`update notes set body = 'second' where id = 1`);
  expect(await mine.value).toMatchObject({
    eventType: 'UPDATE',
    schema: 'public',
    table: 'notes',
    new: { id: 1, owner: ANA, body: 'second', wei: 5, tags: ['a', 'b'], at: '2026-01-02T03:04:05+00:00' },
    old: { id: 1 },
  });
  expect(((await mine.value) as { new: object }).new).not.toHaveProperty('secret');
  // The stranger hears of a row of their own that comes later, so they would have heard of the other.
  await sql(`insert into notes values (2, '${BEN}', 'theirs')`);
  await strangerDone.value;
  expect(theirs).toEqual([expect.objectContaining({ id: 2 })]);
});

test('A wish with a filter that cannot be read is refused', async () => {
  const channel = (await as(ANA)).channel('wrong');
  channel.on('postgres_changes', { event: '*', schema: 'public', table: 'notes', filter: 'id=around.1' }, () => {});
  expect(await subscribe(channel)).toMatchObject({ status: 'CHANNEL_ERROR', error: expect.stringContaining('invalid filter') });
});

test('A trigger broadcasts its change', async () => {
  await sql(`insert into notes values (3, '${ANA}', 'before')`);
  const heard = later<unknown>();
  const channel = (await as(ANA)).channel(`user:${ANA}`, { config: { private: true } });
  channel.on('broadcast', { event: 'UPDATE' }, message => heard.set(message.payload));
  await subscribe(channel);
  await sql(`update notes set body = 'after' where id = 3`);
  expect(await heard.value).toMatchObject({
    operation: 'UPDATE',
    table: 'notes',
    record: { body: 'after' },
    old_record: { body: 'before' },
  });
});

test('Clients send to each other: JSON, bytes and over HTTP; acknowledged, and to oneself only when asked', async () => {
  const heard: unknown[] = [];
  const last = later<void>();
  const listener = (await as(BEN)).channel('lobby:1', { config: { private: true } });
  listener.on('broadcast', { event: '*' }, message => {
    const payload: unknown = message.payload;
    heard.push([message.event, payload instanceof ArrayBuffer ? [...new Uint8Array(payload)] : payload]);
    if (message.event === 'http') last.set();
  });
  await subscribe(listener);
  const own: string[] = [];
  const speaker = (await as(ANA)).channel('lobby:1', { config: { private: true, broadcast: { ack: true } } });
  speaker.on('broadcast', { event: '*' }, message => own.push(message.event));
  await subscribe(speaker);
  expect(await speaker.send({ type: 'broadcast', event: 'json', payload: { text: 'é' } })).toBe('ok');
  expect(await speaker.send({ type: 'broadcast', event: 'bytes', payload: new Uint8Array([1, 2, 3]).buffer })).toBe('ok');
  expect(await speaker.httpSend('http', { over: 'http' })).toEqual({ success: true });
  await last.value;
  expect(heard).toEqual([
    ['json', { text: 'é' }],
    ['bytes', [1, 2, 3]],
    ['http', { over: 'http' }],
  ]);
  expect(own).toEqual(['http']);
});

test('Presence: who is there is known to who comes later, and leaving is noticed', async () => {
  const first = (await as(ANA)).channel('room', { config: { presence: { key: 'ana' } } });
  first.on('presence', { event: 'sync' }, () => {});
  await subscribe(first);
  expect(await first.track({ mood: 'up' })).toBe('ok');

  const [seen, gone] = [later<unknown>(), later<unknown>()];
  const benClient = await as(BEN);
  const second = benClient.channel('room', { config: { presence: { key: 'ben' } } });
  second.on('presence', { event: 'sync' }, () => {
    const state = second.presenceState();
    if ('ana' in state) seen.set(state.ana);
  });
  second.on('presence', { event: 'leave' }, ({ key }) => gone.set(key));
  await subscribe(second);
  expect(await seen.value).toMatchObject([{ mood: 'up' }]);
  await first.unsubscribe();
  expect(await gone.value).toBe('ana');
});

/** A second Realtime on the same database, with options of its own, at another address. */
async function withRealtime(options: RealtimeOptions, work: (base: string) => Promise<void>): Promise<void> {
  const { config, keys } = world;
  const other = { ...config, ports: { ...config.ports, gateway: config.ports.web } };
  // Sessions name the world's own gateway as their issuer.
  const tokens = makeTokens(config, keys, options.now);
  const realtime = await startRealtime(url, tokens, options);
  const gateway = await startGateway(other, keys, tokens, { realtime });
  try {
    await work(urlOf(other, 'gateway'));
  } finally {
    await gateway.stop();
    await realtime.stop();
  }
}

test('When a session ends its private channel is closed', async () => {
  let now = Date.now();
  await withRealtime({ now: () => now }, async base => {
    const client = createClient(base, world.keys.publishableKey);
    clients.push(client);
    await client.realtime.setAuth(await world.session(ANA));
    const [closed, told] = [later<string>(), later<unknown>()];
    const channel = client.channel(`user:${ANA}`, { config: { private: true } });
    channel.on('system', {}, message => told.set(message));
    await new Promise<void>(resolve => {
      channel.subscribe(status => {
        if (status === 'SUBSCRIBED') resolve();
        else closed.set(status);
      });
    });
    // Twice as long as a session lasts: it may have begun later than this test, whose clock stands still.
    now += 2 * 3_600_000;
    expect(await told.value).toMatchObject({ status: 'error', message: 'Token has expired' });
    expect(await closed.value).toBe('CLOSED');
  });
});

test('A client that does not read is dropped instead of filling the memory', async () => {
  await withRealtime({ maxBuffered: 64 * 1024 }, async base => {
    const socket = new WebSocket(
      `${base.replace('http', 'ws')}/realtime/v1/websocket?apikey=${world.keys.publishableKey}&vsn=2.0.0`,
    );
    const closed = new Promise(resolve => socket.once('close', resolve));
    await new Promise(resolve => socket.once('open', resolve));
    socket.send(JSON.stringify(['1', '1', 'realtime:flood', 'phx_join', { config: {} }]));
    await new Promise(resolve => socket.once('message', resolve));
    socket.pause();
    for (let i = 0; i < 40; i++) {
      await sql(
        `select realtime.send(jsonb_build_object('x', repeat('x', 200000)), 'x', 'flood', false) from generate_series(1, 4)`,
      );
    }
    socket.resume();
    await closed;
  });
});

test('A socket without a valid key is refused', async () => {
  const socket = new WebSocket(
    `${urlOf(world.config, 'gateway').replace('http', 'ws')}/realtime/v1/websocket?apikey=wrong&vsn=2.0.0`,
  );
  const message = await new Promise(resolve => socket.once('error', error => resolve(error.message)));
  expect(message).toContain('401');
});
