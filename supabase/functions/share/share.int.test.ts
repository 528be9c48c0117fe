import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../../local/supabase/testing/open-test-database.ts';
import { DOOR_LIMITS } from '../../../shared/ops/door-limits.ts';
import type { Database } from '../_shared/adapters/database.ts';
import { doorLimiter } from '../_shared/stores/doors.ts';
import { identityStore } from '../_shared/stores/identity.ts';
import { seedCoin } from '../_testing/seed-coin.ts';
import { type Seeded, seedLaunch } from '../_testing/seed-launch.ts';
import { sharedChains } from './chain-store.ts';
import { sharedCoins } from './coin-store.ts';
import { makeHandler } from './handler.ts';
import { performanceCards, sharedPerformances } from './performance-store.ts';
import { sharedPeople } from './person-store.ts';
import { makeRenderer } from './render.ts';

const { admin, db } = openTestDatabase(29_560);
let seeded: Seeded;
let door: (path: string, network?: string) => Promise<Response>;

beforeAll(async () => {
  seeded = await seedLaunch(admin, 1, `0x${'a1'.repeat(20)}`);
  const renderer = async () => {
    const here = join(import.meta.dirname, 'fonts');
    const fonts = (await readdir(here)).filter(name => name.endsWith('.ttf'));
    const wasm = await readFile('node_modules/@resvg/resvg-wasm/index_bg.wasm');
    return makeRenderer(wasm, await Promise.all(fonts.map(name => readFile(join(here, name)))));
  };
  const stores = { p: sharedPerformances(db), coins: sharedCoins(db), u: sharedPeople(db), chains: sharedChains(db) };
  const handler = makeHandler(stores, renderer, doorLimiter(db, Date.now), {
    supabaseUrl: 'https://db.example',
    appUrl: 'https://app.example',
  });
  door = (path, network = '203.0.113.1') =>
    handler(new Request(`http://x/functions/v1/share${path}`, { headers: { 'cf-connecting-ip': network } }));
});

const pngOf = async (path: string) => {
  const png = new Uint8Array(await (await door(path)).arrayBuffer());
  const view = new DataView(png.buffer);
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([1200, 800]);
  expect(png.length).toBeLessThan(300_000);
  return png;
};

describe('sharing a performance', () => {
  it('gives words and a picture, with an address that changes with what it shows', async () => {
    const path = `/p/${seeded.performanceId}`;
    const before = await (await door(`${path}.json`)).json();
    expect(before).toEqual({
      title: 'Song number 1 by Artist 1',
      description: 'Artist 1 sings on GigaVibe.',
      imageUrl: expect.stringContaining(`https://db.example/functions/v1/share${path}.png?v=`),
      url: `https://app.example${path}`,
    });
    await admin`
      insert into public.performance_metrics (performance_id, viral_score, viral_threshold, version) values (${seeded.performanceId}, 84.6, 100, 7)`;
    await admin`insert into public.performance_scores values (${seeded.performanceId}, now(), 84.6)`;
    const after = await (await door(`${path}.json`)).json();
    expect(after).toMatchObject({ description: 'Artist 1 sings on GigaVibe: 84 of 100 points on the way to a coin.' });
    expect(after.imageUrl).not.toBe(before.imageUrl);
    for (const [change, words] of [
      [() => admin`update public.performance_metrics set viral_score = 133`, ': it has the points for a coin.'],
      [() => admin`update public.performance_metrics set closes_at = now() - interval '1 hour'`, '.'],
      [() => admin`update public.performance_metrics set fired_at = now(), crossed_at = now()`, ': it crossed the viral line.'],
    ] as const) {
      await change();
      expect((await (await door(`${path}.json`)).json()).description).toBe(`Artist 1 sings on GigaVibe${words}`);
    }
    await admin`update public.performance_metrics set viral_score = 84.6, closes_at = null, fired_at = null, crossed_at = null`;
    expect(await (await door(`${path}.json`)).json()).toEqual(after);
    const image = await door(`${path}.png?v=7`);
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(image.headers.get('cache-control')).toBe('public, max-age=300');
    expect(image.headers.get('access-control-allow-origin')).toBe('*');
    expect(new Uint8Array(await image.arrayBuffer()).slice(1, 4)).toEqual(new TextEncoder().encode('PNG'));
  });

  it('has another address once its author gave it another title or colour, or goes by another name', async () => {
    const address = async () => (await (await door(`/p/${seeded.performanceId}.json`)).json()).imageUrl as string;
    const addresses = [await address()];
    for (const change of [
      () => admin`update public.performances set title = 'Other', poster_lines = '{Other}' where id = ${seeded.performanceId}`,
      () => admin`update public.performances set ink = 'moss' where id = ${seeded.performanceId}`,
      () => admin`update public.users set display_name = 'Artist One' where id = ${seeded.userId}`,
    ]) {
      await change();
      addresses.push(await address());
    }
    expect(new Set(addresses).size).toBe(4);
    await admin`update public.performances set title = 'Song number 1' where id = ${seeded.performanceId}`;
    await admin`update public.users set display_name = 'Artist 1' where id = ${seeded.userId}`;
  });

  it('is drawn once for all who ask, and so often for one network and no more', async () => {
    const path = `/p/${seeded.performanceId}.png`;
    const { most } = DOOR_LIMITS.picture;
    const network = '203.0.113.9';
    const changed = () =>
      admin`update public.performances set duration_ms = coalesce(duration_ms, 0) + 61000 where id = ${seeded.performanceId}`;
    await admin`delete from private.door_uses`;
    await changed();
    expect((await door(path, network)).status).toBe(200);
    await admin`update private.door_uses set uses = ${most} where bucket like 'picture:%'`;
    expect((await door(path, network)).status).toBe(200);
    await changed();
    const refused = await door(path, network);
    expect([refused.status, await refused.json()]).toMatchObject([429, { error: { code: 'ops/too-many' } }]);
    expect((await door(`/p/${seeded.performanceId}.json`, network)).status).toBe(200);
    expect((await door(path, '203.0.113.10')).status).toBe(200);
    expect((await door(path, network)).status).toBe(200);
  });

  it('shows a coin and its prices once there is one', async () => {
    const address = `0x${'c0'.repeat(20)}`;
    await seedCoin(admin, seeded.performanceId, { address, symbol: 'SONG1' });
    await admin`insert into public.coin_prices values (${address}, 11, '0x3', 0, 2060000000, now()), (${address}, 12, '0x4', 0, 2160000000, now())`;
    expect((await performanceCards(db)(seeded.performanceId))?.card.coin).toEqual({
      ticker: 'SONG1',
      points: 120.5,
      people: 60,
      prices: [2.06e9, 2.16e9],
    });
    const words = await (await door(`/p/${seeded.performanceId}.json`)).json();
    expect(words.description).toBe('Artist 1’s song became a coin, $SONG1. Coins can fall to zero.');
    expect((await door(`/p/${seeded.performanceId}.png`)).status).toBe(200);
  });

  it('gives nothing away of what is hidden, unknown or malformed', async () => {
    const hidden = await seedLaunch(admin, 2, `0x${'a2'.repeat(20)}`);
    await admin`update public.performances set status = 'hidden' where id = ${hidden.performanceId}`;
    for (const id of [hidden.performanceId, crypto.randomUUID(), 'x', '..%2f..%2fetc']) {
      expect((await door(`/p/${id}.json`)).status).toBe(404);
      expect((await door(`/p/${id}.png`)).status).toBe(404);
    }
  });
});

describe('sharing a coin', () => {
  const path = `/coins/0x${'c0'.repeat(20)}`;

  it('gives its ticker, standing and price line, with an address that changes with each trade', async () => {
    const before = await (await door(`${path}.json`)).json();
    expect(before).toMatchObject({
      title: '$SONG1',
      description: 'The coin of “Song number 1” by Artist 1. Coins can fall to zero.',
      url: `https://app.example${path}`,
    });
    const still = await pngOf(`${path}.png`);
    await admin`update public.performance_coins set price_block = 12, price_log_index = 3, current_price = 2160000000, initial_price = 2060000000,
      market_cap = 2160000000000000000, holders_count = 12`;
    const after = await (await door(`${path.toUpperCase().replace('/COINS/0X', '/coins/0x')}.json`)).json();
    expect(after.imageUrl).not.toBe(before.imageUrl);
    expect(await pngOf(`${path}.png`)).not.toEqual(still);
  });

  it('ends with its performance', async () => {
    await admin`update public.performances set status = 'hidden' where id = ${seeded.performanceId}`;
    expect((await door(`${path}.json`)).status).toBe(404);
    await admin`update public.performances set status = 'live' where id = ${seeded.performanceId}`;
    for (const other of [`/coins/0x${'ff'.repeat(20)}`, '/coins/0x1', '/coins/%00'])
      expect((await door(`${other}.json`)).status).toBe(404);
  });
});

describe('sharing a person', () => {
  const unknown = { avatarUrl: null, bio: null, walletAddress: null };

  it('gives their name and what they performed, by id or Farcaster name', async () => {
    const byName = await (await door('/u/artist1.json')).json();
    expect(byName).toMatchObject({
      title: 'Artist 1',
      description: 'Artist 1 on GigaVibe: 1 take, 1 coin.',
      url: 'https://app.example/u/artist1',
    });
    const byId = await (await door(`/u/${seeded.userId}.json`)).json();
    expect(byId).toMatchObject({ title: 'Artist 1', url: byName.url });
    // Found by their id, however many there are.
    await admin`insert into public.users (display_name) select 'Someone' from generate_series(1, 2000)`;
    await admin`analyze public.users`;
    const read = await db.begin(async tx => {
      const find = sharedPeople(tx as unknown as Database);
      for (const person of [seeded.userId, 'artist1']) expect(await find(person)).toMatchObject({ title: 'Artist 1' });
      const [row] = await tx<{ rows: number }[]>`
        select seq_tup_read::integer as rows from pg_stat_xact_user_tables where relid = 'public.users'::regclass`;
      return row?.rows;
    });
    expect(read).toBe(0);
    const before = await pngOf('/u/artist1.png');
    await admin`update public.users set display_name = 'Nia of the night bus', updated_at = now() + interval '1 minute' where id = ${seeded.userId}`;
    expect(await pngOf('/u/artist1.png')).not.toEqual(before);
    expect((await (await door('/u/artist1.json')).json()).imageUrl).not.toBe(byName.imageUrl);
  });

  it('goes by whom Farcaster calls so now, whoever came here first', async () => {
    const older = await identityStore(db).saveUser({ ...unknown, fid: 901, displayName: 'The older', username: 'older' });
    const newer = await identityStore(db).saveUser({ ...unknown, fid: 902, displayName: 'The newer', username: 'moving' });
    expect((await (await door('/u/moving.json')).json()).title).toBe('The newer');
    await identityStore(db).saveUser({ ...unknown, fid: 901, displayName: 'The older', username: 'moving' });
    expect((await (await door('/u/moving.json')).json()).title).toBe('The older');
    const names =
      await admin`select id, username from public.users where id in (${older.id}, ${newer.id}) order by farcaster_fid`;
    expect(names).toEqual([
      { id: older.id, username: 'moving' },
      { id: newer.id, username: null },
    ]);
  });

  it('knows nobody who left or was never there', async () => {
    await admin`insert into public.users (display_name, username, deleted_at) values ('Someone who left', 'gone', now())`;
    for (const name of ['gone', 'nobody', 'A B', '%00', "x' or 1=1"])
      expect((await door(`/u/${encodeURIComponent(name)}.json`)).status).toBe(404);
  });
});

describe('sharing a chain', () => {
  it('says what it asks, and its picture changes with each move; a hidden one is not there', async () => {
    const id = crypto.randomUUID();
    const first = crypto.randomUUID();
    await admin`
      insert into public.dance_chains (id, kind, title, poster_lines, ink, started_by)
      select ${id}, 'dance', 'Kitchen floor', '{Kitchen,floor}', 'teal', user_id from public.performances where id = ${seeded.performanceId}`;
    await admin`insert into public.dance_moves (id, chain_id, depth, user_id, name) select ${first}, ${id}, 1, started_by, 'Spin' from public.dance_chains where id = ${id}`;
    const before = await (await door(`/chains/${id}.json`)).json();
    expect(before).toMatchObject({
      title: 'Kitchen floor',
      description: 'Nia of the night bus started it on GigaVibe. Repeat every move, then add one of your own.',
      url: `https://app.example/chains/${id}`,
    });
    const alone = await pngOf(`/chains/${id}.png`);
    await admin`insert into public.dance_moves (chain_id, parent_id, depth, user_id, name) select ${id}, ${first}, 2, started_by, 'Turn' from public.dance_chains where id = ${id}`;
    expect((await (await door(`/chains/${id.toUpperCase()}.json`)).json()).imageUrl).not.toBe(before.imageUrl);
    expect(await pngOf(`/chains/${id}.png`)).not.toEqual(alone);
    await admin`update public.dance_chains set status = 'hidden' where id = ${id}`;
    for (const path of [`/chains/${id}.json`, `/chains/${id}.png`, '/chains/x.json']) expect((await door(path)).status).toBe(404);
  });
});
