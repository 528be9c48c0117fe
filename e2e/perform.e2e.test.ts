import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { urlOf } from '../local/config.ts';
import { testUsers } from '../local/farcaster/users.ts';
import { withDatabase } from '../local/supabase/with-database.ts';
import { makeMedia } from '../shared/media/testing/make-media.ts';
import { type Client, FAKE_DEVICES, launchBrowser, openClient } from './open-client.ts';
import { type StoryWorld, startWorld } from './start-world.ts';
import { approve } from './wallet.ts';

let world: StoryWorld;
let browser: Browser;

beforeAll(async () => {
  [world, browser] = await Promise.all([startWorld(), launchBrowser(FAKE_DEVICES)]);
});
afterAll(async () => {
  await browser?.close();
  await world?.end();
});

const fileOf = async (title: string) => {
  const { rows } = await withDatabase(world.supabase.url, db =>
    db.query(
      'select p.id as performance_id, p.status, f.* from public.performances p join public.media_files f on f.id = p.media_id where p.title = $1',
      [title],
    ),
  );
  return rows[0];
};

const bottomOf = (box: { y: number; height: number } | null) => (box ? box.y + box.height : Number.NaN);

const answerCast = ({ page }: Client, answer: 'Cast' | 'Cancel') =>
  page.getByRole('dialog', { name: 'Cast' }).getByRole('button', { name: answer, exact: true }).click();

/** Writes the words, posts, signs in if asked, and casts, or not. */
async function post(client: Client, title: string, signIn: boolean, answer: 'Cast' | 'Cancel' = 'Cast') {
  const { app } = client;
  await app.getByLabel('Title').fill(title);
  for (const box of await app.getByRole('checkbox').all()) await box.check();
  await app.getByRole('button', { name: 'Post to Farcaster' }).click();
  if (signIn) await approve(client, 'Sign in to GigaVibe');
  await answerCast(client, answer);
}

it('a new user records ten seconds, posts, and it plays for somebody else', async () => {
  const newcomer = await openClient(browser, world.config, { user: 'newcomer', path: '/perform', camera: true });
  const fan = await openClient(browser, world.config, { user: 'fan', path: '/?feed=new' });
  const { app } = newcomer;
  await app.getByRole('button', { name: 'Allow camera' }).click();
  await app.getByRole('button', { name: 'Record' }).click();
  await app.getByText('Tap to cancel').waitFor();
  await app.getByText('Recording').waitFor();
  // Nothing is behind the stage for keys: who went there lost what was recorded.
  expect(await app.getByRole('navigation', { name: 'Main' }).count()).toBe(0);
  await app.getByRole('button', { name: 'Pause' }).click();
  await app.getByText('Paused').waitFor();
  await app.getByRole('button', { name: 'Go on' }).click();
  // A second that is not seen is no fault: any from the tenth on will do.
  await expect.poll(async () => ((await app.getByRole('timer').textContent()) ?? '') >= '0:10').toBe(true);
  await app.getByRole('button', { name: 'Stop' }).click();
  await app.getByRole('heading', { name: 'Trim your take' }).waitFor();
  await app.getByLabel('End of the take').fill('9000');
  await app.getByText('9 s kept').waitFor();
  await app.getByRole('button', { name: 'Keep this take' }).click();
  await app.getByRole('heading', { name: 'Post as a cast' }).waitFor();

  // What the form is for is in reach without scrolling.
  const posting = await app.getByRole('button', { name: 'Post to Farcaster' }).boundingBox();
  const frame = await newcomer.page.locator('iframe[title="GigaVibe"]').boundingBox();
  expect(bottomOf(posting)).toBeLessThan(bottomOf(frame));

  // What was kept and written outlives a reload.
  await app.getByLabel('Title').fill('Paper lanterns');
  await newcomer.page.reload();
  await expect.poll(() => app.getByLabel('Title').inputValue()).toBe('Paper lanterns');
  await post(newcomer, 'Paper lanterns', true);

  await fan.app.getByRole('heading', { name: 'Paper lanterns' }).waitFor();
  const file = await fileOf('Paper lanterns');
  expect(file).toMatchObject({ pin_status: 'pinned', status: 'live' });
  expect(file.mime).toMatch(/^video\//);
  expect(Math.abs(file.duration_ms - 9_000)).toBeLessThan(1_200);
  expect(file.peaks).toHaveLength(268);
  expect(file.loudness).toBeGreaterThan(-60);
  const film = fan.app.locator('video').first();
  // What has several blocks plays as they are checked, what is one is checked whole.
  const address = file.size_bytes > 2 ** 20 ? `${urlOf(world.config, 'web')}/checked/${file.cid}` : 'blob:';
  const shows = (address: string) =>
    film.evaluate((video: HTMLVideoElement, at) => video.readyState >= 2 && video.src.startsWith(at), address);
  await expect.poll(() => shows(address)).toBe(true);
  await fan.app.getByRole('button', { name: 'Play Paper lanterns' }).click();
  await fan.app.getByRole('button', { name: 'Pause Paper lanterns' }).waitFor();
  expect([newcomer.errors, fan.errors]).toEqual([[], []]);
  await Promise.all([newcomer.context.close(), fan.context.close()]);
});

it('where the camera is refused an upload does the same, and bad files are refused in words', async () => {
  const creator = await openClient(browser, world.config, { user: 'creator', path: '/perform' });
  const fan = await openClient(browser, world.config, { user: 'fan', path: '/?feed=new' });
  const { app } = creator;
  await app.getByText(/does not open the camera/).waitFor();
  const choose = async (name: string, mimeType: string, bytes: Uint8Array) =>
    app.getByLabel('Clip').setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });
  await choose('song.mp3', 'audio/mpeg', new TextEncoder().encode('no song at all'));
  await app.getByText(/no song or film/).waitFor();
  await choose('silent.wav', 'audio/wav', await makeMedia('silent.wav', 5));
  await app.getByText(/no sound in this take/).waitFor();
  // Two blocks, so that it plays through the worker that checks them one by one.
  await choose('song.wav', 'audio/wav', await makeMedia('song.wav', 8));
  await app.getByRole('button', { name: 'Keep this take' }).click();
  await post(creator, 'Salt on the line', true);
  await fan.app.getByRole('heading', { name: 'Salt on the line' }).waitFor();
  const kept = { mime: 'audio/wav', pin_status: 'pinned', duration_ms: 8_000, cid: expect.stringMatching(/^bafyb/) };
  expect(await fileOf('Salt on the line')).toMatchObject(kept);
  await fan.app.getByRole('button', { name: 'Play Salt on the line' }).click();
  await fan.app.getByRole('button', { name: 'Pause Salt on the line' }).waitFor();

  // Its author changes it, and takes it down; the screen says what stays.
  await app.getByRole('button', { name: 'Edit this take' }).click();
  const sheet = app.getByRole('dialog');
  await sheet.getByLabel('Title').fill('Salt in the air');
  await sheet.getByRole('button', { name: 'Save take' }).click();
  await app.getByRole('heading', { name: 'Salt in the air' }).waitFor();
  await app.getByRole('button', { name: 'Edit this take' }).click();
  await sheet.getByRole('button', { name: 'Take it down' }).click();
  await sheet.getByText(/cast stays on Farcaster/).waitFor();
  await sheet.getByRole('button', { name: 'Take it down' }).click();
  await sheet.waitFor({ state: 'hidden' });
  expect(await fileOf('Salt in the air')).toMatchObject({ status: 'hidden' });
  expect([creator.errors, fan.errors]).toEqual([[], []]);
  await Promise.all([creator.context.close(), fan.context.close()]);
});

it('a take that was kept and not cast waits on its own page for its author', async () => {
  const creator = await openClient(browser, world.config, { user: 'creator', path: '/perform' });
  const { app, page } = creator;
  const song = { name: 'song.wav', mimeType: 'audio/wav', buffer: Buffer.from(await makeMedia('song.wav', 8)) };
  await app.getByLabel('Clip').setInputFiles(song);
  await app.getByRole('button', { name: 'Keep this take' }).click();
  await app.getByLabel('Caption').fill('The rest is coming.');
  await post(creator, 'Half a verse', true, 'Cancel');
  await app.getByText(/You did not cast it/).waitFor();
  // The focus went to Farcaster's composer and is back where it was.
  await expect.poll(() => app.locator(':focus').textContent()).toBe('Post to Farcaster');
  const { performance_id: id } = await fileOf('Half a verse');
  await page.goto(`${urlOf(world.config, 'client')}/?${new URLSearchParams({ user: 'creator', path: `/p/${id}` })}`);
  await app.getByText(/Half a verse is kept/).waitFor();
  await app.getByRole('button', { name: 'Post to Farcaster' }).click();
  const text = await page.getByRole('dialog', { name: 'Cast' }).getByLabel('Text').inputValue();
  expect(text).toBe('Half a verse — song\n\nThe rest is coming.');
  await answerCast(creator, 'Cast');
  await app.getByRole('heading', { name: 'Half a verse' }).waitFor();
  expect(await fileOf('Half a verse')).toMatchObject({ status: 'live' });
  expect(creator.errors).toEqual([]);
  await creator.context.close();
});

it('an author turns a cast of theirs into a take, and nobody else can', async () => {
  const song = {
    url: 'https://elsewhere.example/song.mp3',
    metadata: { content_type: 'audio/mpeg', video: { duration_s: 9, stream: [{ codec_name: 'mp3' }] } },
  };
  const cast = { fid: testUsers.creator.fid, text: 'Sung on the stairs — song', embeds: [song] };
  const { hash } = await world.farcaster.world.publishCast(cast, { wait: true });
  const path = `/from-cast?castHash=${hash}&castFid=${testUsers.creator.fid}`;
  const stranger = await openClient(browser, world.config, { user: 'fan', path });
  await stranger.app.getByText(/Only its author/).waitFor();
  await stranger.context.close();
  const creator = await openClient(browser, world.config, { user: 'creator', path });
  await approve(creator, 'Sign in to GigaVibe');
  await expect.poll(() => creator.app.getByLabel('Title').inputValue()).toBe('Sung on the stairs');
  for (const box of await creator.app.getByRole('checkbox').all()) await box.check();
  await creator.app.getByRole('button', { name: 'Make it a take' }).click();
  await creator.app.getByRole('heading', { name: 'Sung on the stairs' }).waitFor();
  expect(creator.errors).toEqual([]);
  await creator.context.close();
});
