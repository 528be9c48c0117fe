import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { urlOf } from '../local/config.ts';
import { testUsers } from '../local/farcaster/users.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { openStudio } from '../local/town/media/studio.ts';
import { approveCoin } from './approve-coin.ts';
import { type Client, launchBrowser, openClient } from './open-client.ts';
import { type StoryWorld, startWorld } from './start-world.ts';

/** Each part is taken away while somebody looks, and comes back; nobody reloads anything. */
const TAKE = '5709e000-0000-4000-8000-00000000dead';
let world: StoryWorld;
let browser: Browser;
let castHash = '';
let likes = 0;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), launchBrowser()]);
  const studio = openStudio();
  const { song, poster } = await studio.make('degraded', 'teal');
  const [songCid, posterCid] = [await world.ipfs.add(song), await world.ipfs.add(poster)];
  await studio.close();
  const media = (cid: string, type: string) => ({
    url: `${urlOf(world.config, 'ipfs')}/ipfs/${cid}`,
    metadata: { content_type: type },
  });
  const embeds = [{ url: `${urlOf(world.config, 'web')}/p/${TAKE}` }, media(songCid, 'audio/wav'), media(posterCid, 'image/png')];
  const cast = { fid: testUsers.creator.fid, text: 'Lights out — song', embeds };
  castHash = (await world.farcaster.world.publishCast(cast, { wait: true })).hash;
  await gather(60);
  await approveCoin(world, TAKE);
});
afterAll(async () => {
  await browser?.close();
  await world?.end();
});

async function gather(people: number): Promise<void> {
  await world.gather(castHash, people, likes);
  likes += people;
}

/** Likes that are given while nothing of Farcaster's reaches us: told when it is back. */
async function likeUnheard(): Promise<void> {
  await world.farcaster.world.react({ fid: 700_000 + likes, castHash, kind: 'like' });
  likes += 1;
}

const sql = async <T>(text: string): Promise<T[]> =>
  withDatabase(world.supabase.url, async db => (await db.query(text, [TAKE])).rows as T[]);

const SHOTS = process.env.SCREENSHOTS;
/** Pictures of the state for whoever wants to look: SCREENSHOTS=<folder>. */
async function picture({ page }: Client, name: string): Promise<void> {
  if (!SHOTS) return;
  await mkdir(SHOTS, { recursive: true });
  const frame = page.locator('iframe[title="GigaVibe"]');
  await frame.screenshot({ path: `${SHOTS}/${name}.png` });
}

const open = (path: string) => openClient(browser, world.config, { user: 'fan', path });
const word = ({ app }: Client, words: RegExp) => app.getByRole('status').filter({ hasText: words });
const count = ({ app }: Client) => app.getByRole('button', { name: new RegExp(`${likes} likes`) });

it('without the chain trading waits and says since when; counting goes on; both are back by themselves', async () => {
  const fan = await open(`/p/${TAKE}`);
  const buy = fan.app.getByRole('button', { name: /^Buy/ }).last();
  await expect.poll(() => buy.getAttribute('aria-disabled')).toBe(null);
  const back = await world.away.chain();
  await word(fan, /Base is not answering.*trading waits.*coins are safe/).waitFor();
  expect(await buy.getAttribute('aria-disabled')).toBe('true');
  await gather(3);
  await count(fan).waitFor();
  await picture(fan, 'chain');
  await fan.app.getByRole('button', { name: 'See status' }).click();
  await fan.app.getByText('Trading waits. Counting goes on.').waitFor();
  await fan.app.getByText(/Away since \d/).waitFor();
  await picture(fan, 'status');
  await back();
  await fan.app.getByText('Everything is running.').waitFor();
  await fan.app.getByRole('button', { name: 'Back' }).first().click();
  await expect.poll(() => buy.getAttribute('aria-disabled')).toBe(null);
  await expect.poll(() => word(fan, /Base/).count()).toBe(0);
  expect(fan.errors).toEqual([]);
  await fan.context.close();
});

it('without Farcaster the count stands and the screen says so; what was given meanwhile is counted once', async () => {
  const fan = await open(`/p/${TAKE}`);
  await count(fan).waitFor();
  const back = await world.away.farcaster();
  await word(fan, /Farcaster is not answering since/).waitFor();
  await likeUnheard();
  await likeUnheard();
  await picture(fan, 'farcaster');
  await back();
  await count(fan).waitFor();
  await expect.poll(() => word(fan, /Farcaster/).count()).toBe(0);
  const [row] = await sql<{ likes_count: string }>(
    'select likes_count from public.performance_metrics where performance_id = $1',
  );
  expect(Number(row?.likes_count)).toBe(likes);
  expect(fan.errors).toEqual([]);
  await fan.context.close();
});

it('without Realtime numbers are read again, and move live when it is back', async () => {
  const fan = await open(`/p/${TAKE}`);
  await count(fan).waitFor();
  const back = await world.away.realtime();
  await word(fan, /Live updates are away/).waitFor();
  await gather(3);
  await count(fan).waitFor();
  await picture(fan, 'realtime');
  await back();
  await expect.poll(() => word(fan, /Live updates/).count()).toBe(0);
  await gather(3);
  await count(fan).waitFor();
  expect(fan.errors).toEqual([]);
  await fan.context.close();
});

it('without IPFS a take stands on its ink and says so; its picture comes by itself', async () => {
  const back = await world.away.ipfs();
  const fan = await open('/');
  await fan.app.getByText('The picture cannot be fetched now.').first().waitFor();
  await word(fan, /Some songs and pictures/).waitFor();
  await fan.app.getByRole('heading', { name: 'Lights out' }).waitFor();
  await gather(3);
  await count(fan).waitFor();
  await picture(fan, 'ipfs');
  await back();
  await expect.poll(() => fan.app.getByText('The picture cannot be fetched now.').count()).toBe(0);
  const image = fan.app.getByRole('img', { name: /Lights out by/ }).first();
  await expect
    .poll(() => image.evaluate(element => (element as unknown as { naturalWidth: number }).naturalWidth))
    .toBeGreaterThan(0);
  await fan.context.close();
});

/** The word's code comes half a second after the first paint; a connection lost before that leaves no way to fetch it. */
async function loseConnection(fan: Client): Promise<void> {
  const fetched = () =>
    fan.app
      .locator('body')
      .evaluate(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('trouble-')));
  await expect.poll(fetched).toBe(true);
  await fan.context.setOffline(true);
}

it('without a network what was read stays, with the time that it is from; back online it is current again', async () => {
  const fan = await open('/');
  await count(fan).waitFor();
  await fan.app.getByRole('button', { name: /^Buy/ }).waitFor();
  await loseConnection(fan);
  await word(fan, /You are offline. Prices are from/).waitFor();
  await fan.app.getByText(/at \d/).first().waitFor();
  expect(await fan.app.getByRole('button', { name: /^Buy/ }).count()).toBe(0);
  await gather(3);
  await picture(fan, 'offline');
  await fan.context.setOffline(false);
  await expect.poll(() => word(fan, /offline/).count()).toBe(0);
  await count(fan).waitFor();
  await fan.context.close();
});

it('without a network the title of a take that has no picture stands below the word about it', async () => {
  await world.perform('No picture here');
  const fan = await open('/?feed=new');
  const title = fan.app.getByRole('heading', { name: 'No picture here' });
  await title.waitFor();
  await loseConnection(fan);
  const offline = word(fan, /You are offline/);
  await offline.waitFor();
  await picture(fan, 'offline-without-picture');
  const [above, below] = [await offline.boundingBox(), await title.boundingBox()];
  expect(below?.y).toBeGreaterThan((above?.y ?? 0) + (above?.height ?? 0));
  await fan.context.close();
});
