import {
  ALL_FORMATS,
  BufferSource,
  BufferTarget,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Output,
  WebMOutputFormat,
} from 'mediabunny';
import type { Browser } from 'playwright-core';
import { amount, readOptions, whole } from '../local/cli/read-options.ts';
import { urlOf } from '../local/config.ts';
import { testUsers } from '../local/farcaster/users.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { filmOf } from './film-of.ts';
import { launchBrowser } from './open-client.ts';
import { slowLine } from './slow-line.ts';
import { startWorld } from './start-world.ts';

const USAGE = `npm run bench:first-frame -- [--rounds N] [--megabytes N] [--mbit N]
  How long somebody on a slow line looks at a take's page before its film shows a first picture: with the worker that hands blocks on as they are checked, and without one, when the film is fetched whole; by turns.`;

const { values } = readOptions(USAGE, { rounds: whole(5), megabytes: amount(6), mbit: amount(4) });
const TAKE = '5709e000-0000-4000-8000-00000000f11e';
const DELAY_MS = 50;
const [WIDTH, HEIGHT, FPS] = [270, 480, 15];

/** As if it had been uploaded here: its waveform is known, and nobody has to decode the whole of it for that. */
const WITH_ITS_SHAPE = `with file as (
    insert into public.media_files (user_id, purpose, cid, size_bytes, mime, peaks, pin_status, checked_at)
    select user_id, 'take', $2, $3, 'video/webm', repeat('A', 267) || '=', 'pinned', now() from public.performances where id = $1 returning id)
  update public.performances set media_id = file.id from file where performances.id = $1`;

const middle = (times: readonly number[]): number => Math.round(times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0);

/** A second of noise, which no codec makes small, again and again. */
async function longFilm(browser: Browser, url: string, bytes: number): Promise<Uint8Array> {
  const page = await browser.newPage();
  await page.goto(url);
  const pictures = Array.from({ length: FPS }, (_, n) => {
    let state = n + 1;
    const pixels = Uint8Array.from({ length: WIDTH * HEIGHT * 4 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
    return { width: WIDTH, height: HEIGHT, pixels };
  });
  const second = await filmOf(page, pictures, FPS);
  await page.close();
  const track = await new Input({ source: new BufferSource(second), formats: ALL_FORMATS }).getPrimaryVideoTrack();
  const decoderConfig = await track?.getDecoderConfig();
  if (!track || !decoderConfig) throw new Error('the browser made no film');
  const source = new EncodedVideoPacketSource('vp8');
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  output.addVideoTrack(source, { frameRate: FPS });
  await output.start();
  for (let n = 0; n * second.length < bytes; n++)
    for await (const packet of new EncodedPacketSink(track).packets())
      await source.add(packet.clone({ timestamp: packet.timestamp + n }), { decoderConfig });
  await output.finalize();
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0));
}

const world = await startWorld();
const ipfs = world.config.ports.ipfs;
const line = await slowLine(ipfs, values.mbit * 1e6, DELAY_MS);
const browser = await launchBrowser([`--host-resolver-rules=MAP 127.0.0.1:${ipfs} 127.0.0.1:${line.port}`]);

/** Milliseconds from the take's page to a first picture of its film. */
async function firstFrame(serviceWorkers: 'allow' | 'block'): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 424, height: 695 }, serviceWorkers });
  const page = await context.newPage();
  const began = performance.now();
  await page.goto(`${urlOf(world.config, 'web')}/p/${TAKE}`);
  await page.waitForFunction(() => (document.querySelector('video')?.readyState ?? 0) >= 2, undefined, { timeout: 120_000 });
  const took = performance.now() - began;
  const src = await page.evaluate(() => document.querySelector('video')?.src ?? '');
  if (src.startsWith('blob:') !== (serviceWorkers === 'block')) throw new Error(`played from ${src}`);
  await context.close();
  return took;
}

try {
  const film = await longFilm(browser, urlOf(world.config, 'web'), values.megabytes * 1024 * 1024);
  const url = `${urlOf(world.config, 'ipfs')}/ipfs/${await world.ipfs.add(film)}`;
  const embeds = [{ url: `${urlOf(world.config, 'web')}/p/${TAKE}` }, { url, metadata: { content_type: 'video/webm' } }];
  await world.farcaster.world.publishCast({ fid: testUsers.creator.fid, text: 'Long film — dance', embeds }, { wait: true });
  await withDatabase(world.supabase.url, db => db.query(WITH_ITS_SHAPE, [TAKE, url.split('/').at(-1), film.length]));
  const took: Record<'allow' | 'block', number[]> = { allow: [], block: [] };
  for (let round = 0; round < values.rounds; round++)
    for (const way of round % 2 ? (['allow', 'block'] as const) : (['block', 'allow'] as const))
      took[way].push(await firstFrame(way));
  const [early, fetched] = [middle(took.allow), middle(took.block)];
  console.log(
    `a film of ${(film.length / 1024 / 1024).toFixed(1)} MiB over ${values.mbit} Mbit/s and ${DELAY_MS} ms, ${values.rounds} times each, by turns; p50 from the page's address to its first picture`,
  );
  console.log(`fetched whole ${fetched} ms, block by block ${early} ms: ${(fetched / early).toFixed(1)} times as soon`);
} finally {
  await browser.close();
  await line.close();
  await world.end();
}
