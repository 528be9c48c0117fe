import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { localConfig, urlOf } from '../local/config.ts';
import { type SupabasePart, startSupabase } from '../local/supabase/index.ts';
import { withDatabase } from '../local/supabase/with-database.ts';

const COIN = '0x00000000000000000000000000000000000000c1';
const OTHER = '0x00000000000000000000000000000000000000c2';
let dataDir = '';
let part: SupabasePart;
let client: SupabaseClient;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gigavibe-prices-'));
  const config = localConfig({ firstPort: 25_300, dataDir });
  part = await startSupabase(config, {});
  await withDatabase(part.url, async db => {
    await db.query(await readFile(new URL('seed.sql', import.meta.url), 'utf8'));
    await db.query(`insert into public.performance_coins (performance_id, coin_address, chain_id, name, symbol, currency, pool_id, pool_key, metadata_cid,
        creator_address, transaction_hash, created_block, created_block_hash, launched_at, opens_at)
      select '00000000-0000-4000-8000-000000000101', '${OTHER}', chain_id, name, 'OTHER', currency, pool_id, pool_key, metadata_cid,
        creator_address, transaction_hash, created_block, created_block_hash, launched_at, opens_at from public.performance_coins`);
  });
  client = createClient(urlOf(config, 'gateway'), part.keys.publishableKey);
});
afterEach(() => client.removeAllChannels());
afterAll(async () => {
  await part.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const trade = (block: number, price: bigint, coin = COIN) =>
  withDatabase(part.url, db =>
    db.query(
      'update public.performance_coins set current_price = $1, price_block = $2, price_log_index = 0 where coin_address = $3',
      [String(price), block, coin],
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

it('the topic of a coin carries its price to the last wei, with its place on the chain', async () => {
  const price = 90071992547409931234567n;
  const ticks = follow<{ payload: Record<string, unknown> }>(hear =>
    client.channel(`coin:${COIN}`, { config: { private: true } }).on('broadcast', { event: 'price' }, hear),
  );
  await ticks.joined;
  await trade(14, price);
  expect((await ticks.next).payload).toMatchObject({ coin_address: COIN, current_price: String(price), price_block: 14 });
});

it('hundreds of trades are one message a second for the coin and one for all coins, the last of them the latest price', async () => {
  const heard: { topic: string; at: number; block: number }[] = [];
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const hear = (topic: string, tick: Record<string, unknown>) => {
    heard.push({ topic, at: performance.now(), block: Number(tick.price_block) });
    if (new Set(heard.filter(({ block }) => block === 399).map(each => each.topic)).size === 2) resolve();
  };
  const listen = (name: string, event: string, each: (payload: Record<string, unknown>) => void) =>
    new Promise<void>(joined => {
      const channel = client.channel(name, { config: { private: true, broadcast: { self: false } } });
      channel.on('broadcast', { event }, message => each(message.payload));
      channel.subscribe(status => status === 'SUBSCRIBED' && joined());
    });
  await listen(`coin:${OTHER}`, 'price', tick => hear('coin', tick));
  await listen('prices', 'prices', ({ ticks }) => {
    for (const tick of ticks as Record<string, unknown>[]) if (tick.coin_address === OTHER) hear('all', tick);
  });
  const began = performance.now();
  for (let block = 100; block < 400; block += 1) await trade(block, BigInt(block), OTHER);
  await done;
  const seconds = (performance.now() - began) / 1000;
  for (const topic of ['coin', 'all']) {
    const blocks = heard.filter(each => each.topic === topic).map(each => each.block);
    expect(blocks).toEqual(blocks.toSorted((a, b) => a - b));
    expect(blocks.at(-1)).toBe(399);
    // The first at once, then one a second; one more may fall to the edge.
    expect(blocks.length).toBeLessThanOrEqual(seconds + 2);
  }
});

it('nobody can forge a price: the channel refuses what a client sends', async () => {
  const channel = client.channel(`coin:${COIN}`, { config: { private: true } });
  await new Promise<void>(joined => channel.subscribe(status => status === 'SUBSCRIBED' && joined()));
  await expect(channel.httpSend('price', { current_price: '1' })).rejects.toThrow('permissions to write');
});

it('who may not listen is told so: what is public elsewhere is no way in, and nobody hears another one’s stage', async () => {
  for (const topic of [
    'stage:00000000-0000-4000-8000-000000000001',
    'coin:0x00000000000000000000000000000000000000ff',
    'elsewhere',
  ]) {
    const said = await new Promise<string | undefined>(resolve =>
      client.channel(topic, { config: { private: true } }).subscribe((_, error) => resolve(error?.message)),
    );
    expect(said).toContain('You do not have permissions to read from this Channel topic');
  }
});
