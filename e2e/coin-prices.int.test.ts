import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { localConfig, urlOf } from '../local/config.ts';
import { type SupabasePart, startSupabase } from '../local/supabase/index.ts';
import { withDatabase } from '../local/supabase/with-database.ts';

const COIN = '0x00000000000000000000000000000000000000c1';
let dataDir = '';
let part: SupabasePart;
let client: SupabaseClient;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-prices-'));
  const config = localConfig({ firstPort: 25_300, dataDir });
  part = await startSupabase(config, {});
  await withDatabase(part.url, async db => db.query(await readFile(new URL('seed.sql', import.meta.url), 'utf8')));
  client = createClient(urlOf(config, 'gateway'), part.keys.publishableKey);
});
afterAll(async () => {
  await client.removeAllChannels();
  await part.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const trade = (block: number, price: bigint) =>
  withDatabase(part.url, db =>
    db.query(
      'update public.performance_coins set current_price = $1, price_block = $2, price_log_index = 0 where coin_address = $3',
      [String(price), block, COIN],
    ),
  );

/** Joins a channel; `next` resolves with the first message. */
function follow<T>(listen: (hear: (message: T) => void) => ReturnType<SupabaseClient['channel']>) {
  const { promise: next, resolve } = Promise.withResolvers<T>();
  const { promise: joined, resolve: join, reject } = Promise.withResolvers<void>();
  listen(resolve).subscribe((status, error) => {
    if (status === 'SUBSCRIBED') join();
    else if (error) reject(error);
  });
  return { joined, next };
}

it('the documented channel tells any supabase-js client of a new price', async () => {
  const changes = follow<{ new: Record<string, unknown> }>(hear =>
    client.channel('coin-prices').on('postgres_changes', { event: 'UPDATE', schema: 'public', table: 'performance_coins' }, hear),
  );
  await changes.joined;
  await trade(13, 4_000_000_000n);
  expect((await changes.next).new).toMatchObject({ coin_address: COIN, current_price: 4_000_000_000, price_block: 13 });
});

it.each([`coin:${COIN}`, 'prices'])(
  'the topic %s carries the price to the last wei, with its place on the chain',
  async topic => {
    const price = 90071992547409931234567n;
    const ticks = follow<{ payload: Record<string, unknown> }>(hear =>
      client.channel(topic).on('broadcast', { event: 'price' }, hear),
    );
    await ticks.joined;
    await trade(14, price);
    expect((await ticks.next).payload).toMatchObject({ coin_address: COIN, current_price: String(price), price_block: 14 });
  },
);
