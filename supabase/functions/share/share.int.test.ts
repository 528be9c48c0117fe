import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabase } from '../../../local/supabase/test-database.ts';
import { connectDatabase, type Database } from '../_shared/adapters/database.ts';
import { type Seeded, seedLaunch } from '../_shared/stores/launches-harness.ts';
import { makeHandler } from './handler.ts';
import { makeRenderer } from './render.ts';
import { shareStore } from './store.ts';

let database: TestDatabase;
let admin: Database;
let db: Database;
let seeded: Seeded;
let door: (path: string) => Promise<Response>;

beforeAll(async () => {
  database = await startTestDatabase(29_560);
  admin = connectDatabase(database.url);
  db = connectDatabase(database.functionsUrl);
  seeded = await seedLaunch(admin, 1, `0x${'a1'.repeat(20)}`);
  const renderer = async () => {
    const here = new URL('./fonts/', import.meta.url).pathname;
    const fonts = (await readdir(here)).filter(name => name.endsWith('.ttf'));
    const wasm = await readFile('node_modules/@resvg/resvg-wasm/index_bg.wasm');
    return makeRenderer(wasm, await Promise.all(fonts.map(name => readFile(join(here, name)))));
  };
  let ready: ReturnType<typeof renderer> | undefined;
  const prepared = () => {
    ready ??= renderer();
    return ready;
  };
  const handler = makeHandler(shareStore(db), prepared, { supabaseUrl: 'https://db.example', appUrl: 'https://app.example' });
  door = path => handler(new Request(`http://x/functions/v1/share${path}`));
});

afterAll(async () => {
  await Promise.all([admin?.end(), db?.end()]);
  await database?.stop();
});

describe('sharing a performance', () => {
  it('gives words and a picture, with an address that changes with what it shows', async () => {
    const path = `/p/${seeded.performanceId}`;
    const before = await (await door(`${path}.json`)).json();
    expect(before).toEqual({
      title: 'Song number 1 by Artist 1',
      description: 'Artist 1 sings on GigaVibe.',
      imageUrl: `https://db.example/functions/v1/share${path}.png?v=0`,
      url: `https://app.example${path}`,
    });
    await admin`
      insert into public.performance_metrics (performance_id, viral_score, viral_threshold, version) values (${seeded.performanceId}, 84.6, 100, 7)`;
    await admin`insert into public.performance_scores values (${seeded.performanceId}, now(), 84.6)`;
    const after = await (await door(`${path}.json`)).json();
    expect(after).toMatchObject({ description: 'Artist 1 sings on GigaVibe: 84 of 100 points on the way to a coin.' });
    expect(after.imageUrl).not.toBe(before.imageUrl);
    const image = await door(`${path}.png?v=7`);
    expect(image.headers.get('content-type')).toBe('image/png');
    expect(image.headers.get('cache-control')).toBe('public, max-age=300');
    expect(image.headers.get('access-control-allow-origin')).toBe('*');
    expect(new Uint8Array(await image.arrayBuffer()).slice(1, 4)).toEqual(new TextEncoder().encode('PNG'));
  });

  it('shows a coin and its prices once there is one', async () => {
    const address = `0x${'c0'.repeat(20)}`;
    await admin`
      insert into public.performance_coins (performance_id, coin_address, chain_id, name, symbol, currency, pool_id, pool_key, metadata_cid,
        creator_address, transaction_hash, created_block, created_block_hash, launched_at, opens_at)
      values (${seeded.performanceId}, ${address}, 8453, 'Song', 'SONG1', ${`0x${'0'.repeat(40)}`}, ${`0x${'b'.repeat(64)}`}, '{}', 'cid', ${address},
        '0x1', 10, '0x2', now(), now())`;
    await admin`insert into public.coin_prices values (${address}, 11, '0x3', 0, 2060000000, now()), (${address}, 12, '0x4', 0, 2160000000, now())`;
    expect((await shareStore(db)(seeded.performanceId))?.card.coin).toEqual({
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
