import type { Browser } from 'playwright-core';
import { readOptions, whole } from '../local/cli/read-options.ts';
import { type LocalConfig, urlOf } from '../local/config.ts';
import { percentiles } from '../local/replay/percentiles.ts';
import { makeMedia } from '../shared/media/testing/make-media.ts';
import { launchBrowser } from './open-client.ts';
import { startWorld } from './start-world.ts';

const USAGE = `npm run bench:post -- [--rounds N]
  How long a post takes, in a browser: from "Post to Farcaster" to the composer (upload, check and draft), and from "Cast" to the take's title in somebody else's feed.`;

const { rounds } = readOptions(USAGE, { rounds: whole(9) }).values;

async function open(browser: Browser, config: LocalConfig, user: string, path: string) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${urlOf(config, 'client')}/?${new URLSearchParams({ user, path })}`);
  return { page, app: page.frameLocator('iframe[title="GigaVibe"]') };
}

const [world, browser] = await Promise.all([startWorld(), launchBrowser()]);
try {
  const creator = await open(browser, world.config, 'creator', '/perform');
  const fan = await open(browser, world.config, 'fan', '/?feed=new');
  const [composer, visible]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const { app, page } = creator;
    const title = `Take ${round} of the evening`;
    if (round > 0) await app.getByRole('button', { name: 'Back' }).click();
    await app.getByRole('link', { name: 'Perform' }).click();
    const buffer = Buffer.from(await makeMedia('song.wav', 10, round));
    await app.getByLabel('Clip').setInputFiles({ name: 'take.wav', mimeType: 'audio/wav', buffer });
    await app.getByRole('button', { name: 'Keep this take' }).click();
    await app.getByLabel('Title').fill(title);
    for (const box of await app.getByRole('checkbox').all()) await box.check();
    let began = performance.now();
    await app.getByRole('button', { name: 'Post to Farcaster' }).click();
    if (round === 0) {
      await page.getByRole('dialog', { name: 'Wallet' }).getByRole('button', { name: 'Approve' }).click();
      began = performance.now();
    }
    const cast = page.getByRole('dialog', { name: 'Cast' }).getByRole('button', { name: 'Cast', exact: true });
    await cast.waitFor();
    composer.push(performance.now() - began);
    began = performance.now();
    await cast.click();
    await fan.app.getByRole('heading', { name: title }).waitFor();
    visible.push(performance.now() - began);
    // Back to the top, as somebody would who was told of it.
    if (round > 0) await fan.app.getByRole('button', { name: 'New take' }).click();
    await app.getByRole('heading', { name: title }).waitFor();
  }
  const said = (name: string, ms: readonly number[]) =>
    `${name}: p50 ${percentiles(ms).p50} ms, worst ${Math.round(Math.max(...ms))} ms`;
  console.log(`${composer.length} posts of a WAV of 10 s (1.9 MB)`);
  console.log(said('"Post to Farcaster" to the composer (upload, check, draft)', composer));
  console.log(said('"Cast" to visible in another person’s feed', visible));
} finally {
  await browser.close();
  await world.end();
}
